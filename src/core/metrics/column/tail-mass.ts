import type { ComparedColumn } from '../compared-column'

/** Shares (0–1) of the values that lie below real's 1 % quantile and above its 99 % quantile. */
export interface TailMass {
  readonly below: { readonly real: number; readonly synthetic: number }
  readonly above: { readonly real: number; readonly synthetic: number }
}

const tail = 0.01

/**
 * Whether the ends of a distribution are still there: values beyond real's q01 and q99. Where a value repeats across
 * the quantile, fewer than 1 % of the real ones lie beyond, so that real's own share is what to compare with. Undefined
 * where nothing is to be compared.
 */
export function tailMass({ scale, real, synthetic }: ComparedColumn): TailMass | undefined {
  const [a, b] = [real.sorted, synthetic.sorted]
  if (scale !== 'continuous' || a.length < 2 / tail || b.length === 0) return undefined
  const low = a[Math.floor(tail * (a.length - 1))]!
  const high = a[Math.ceil((1 - tail) * (a.length - 1))]!
  const shareBelow = (sorted: Float64Array) => countBelow(sorted, low) / sorted.length
  const shareAbove = (sorted: Float64Array) => 1 - countUpTo(sorted, high) / sorted.length
  return {
    below: { real: shareBelow(a), synthetic: shareBelow(b) },
    above: { real: shareAbove(a), synthetic: shareAbove(b) },
  }
}

/** Number of ascending values < `limit`. */
function countBelow(sorted: Float64Array, limit: number): number {
  let count = 0
  while (count < sorted.length && sorted[count]! < limit) count++
  return count
}

/** Number of ascending values ≤ `limit`. */
function countUpTo(sorted: Float64Array, limit: number): number {
  let count = sorted.length
  while (count > 0 && sorted[count - 1]! > limit) count--
  return count
}
