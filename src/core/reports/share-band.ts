const normal = 1.959963984540054

/**
 * Where the share of `m` fresh rows lies in 95 of 100 cases when `n` rows show `share` (0–1): share ± 1.96 √(p(1 − p)(1/n
 * + 1/m)), p drawn in by two rows on either side so that empty bars have room (Agresti & Caffo 2000).
 */
export function shareBand(share: number, n: number, m: number): readonly [number, number] {
  const p = (share * n + 1) / (n + 2)
  const reach = normal * Math.sqrt(p * (1 - p) * (1 / Math.max(1, n) + 1 / Math.max(1, m)))
  return [Math.max(0, share - reach), Math.min(1, share + reach)]
}
