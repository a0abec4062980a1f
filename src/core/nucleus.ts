/**
 * Keeps the likeliest codes of the first `length` weights whose sum reaches `share` of the total, and sets the others to
 * 0 (top-p or nucleus sampling: Holtzman et al. 2020, arXiv 1904.09751). Of equal weights the lower code comes first;
 * the likeliest code always stays.
 */
export function keepNucleus(weights: Float64Array, share: number, length = weights.length): void {
  if (share >= 1) return
  let total = 0
  for (let i = 0; i < length; i++) total += weights[i]!
  const order = Uint32Array.from({ length }, (_, i) => i).sort((a, b) => weights[b]! - weights[a]! || a - b)
  let kept = 0
  for (const i of order) {
    // A trace of tolerance, so that a share met but for rounding is met.
    if (kept > 0 && kept >= share * total * (1 - 1e-12)) weights[i] = 0
    else kept += weights[i]!
  }
}
