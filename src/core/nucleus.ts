import type { Tempering } from './tempering'

/**
 * Keeps the likeliest codes of the first `length` weights whose sum reaches `share` of the total, and sets the others to
 * 0 (top-p or nucleus sampling: Holtzman et al. 2020, arXiv 1904.09751). Quantile bins hold about the same share each,
 * so that they are put in order by their density, which is where their values are likeliest (highest density region,
 * Hyndman 1996): times the mean width of a value's bin, to be compared with codes that stand for one value. Of equal
 * weights the lower position comes first; the likeliest code always stays. `codeOf`: code of a position, itself when
 * absent.
 */
export function keepNucleus(
  weights: Float64Array,
  share: number,
  { widths }: Pick<Tempering, 'widths'> = {},
  length = weights.length,
  codeOf: (position: number) => number = (position) => position,
): void {
  if (share >= 1) return
  let total = 0
  for (let i = 0; i < length; i++) total += weights[i]!
  const likelihood = widths ? densities(weights, widths, length, codeOf) : weights
  const order = Uint32Array.from({ length }, (_, i) => i).sort((a, b) => likelihood[b]! - likelihood[a]! || a - b)
  let kept = 0
  for (const i of order) {
    // A trace of tolerance, so that a share met but for rounding is met.
    if (kept > 0 && kept >= share * total * (1 - 1e-12)) weights[i] = 0
    else kept += weights[i]!
  }
}

function densities(
  weights: Float64Array,
  widths: Float64Array,
  length: number,
  codeOf: (position: number) => number,
): Float64Array {
  let [binned, widened] = [0, 0]
  for (let i = 0; i < length; i++) {
    const width = widths[codeOf(i)] ?? 0
    if (width === 0) continue
    binned += weights[i]!
    widened += weights[i]! * width
  }
  const usual = binned > 0 ? widened / binned : 0
  return Float64Array.from({ length }, (_, i) => {
    const width = widths[codeOf(i)] ?? 0
    return width === 0 ? weights[i]! : (weights[i]! * usual) / width
  })
}
