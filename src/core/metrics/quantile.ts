/** The quantile `share` (0–1) of ascending values, between neighbours on a line: NumPy's `quantile`. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  const value = sorted[low] ?? Number.NaN
  return low + 1 < sorted.length ? value + (at - low) * (sorted[low + 1]! - value) : value
}
