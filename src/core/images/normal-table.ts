import { normalQuantile } from '../normal-distribution'

/** A power of two: some bits of a draw are a place in the table. */
export const normalTableSize = 8192
let table: Float32Array | undefined

/** Quantiles of the standard normal distribution at the middles of as many equal shares: fast noise for pixels. */
export function normalTable(): Float32Array {
  table ??= Float32Array.from({ length: normalTableSize }, (_, i) => normalQuantile((i + 0.5) / normalTableSize))
  return table
}
