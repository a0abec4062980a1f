import type { ComparedSide } from '../compared-column'
import { type ColumnMetric, undefinedBecause, value } from '../metric'

/**
 * 1 − D of the two-sample Kolmogorov–Smirnov test on the cells that hold a value: SDMetrics' KSComplement. Dates in
 * milliseconds. SDMetrics rounds to 14 decimals first, and so do we.
 */
export const ksComplement: ColumnMetric = {
  id: 'ks-complement',
  label: 'KS complement',
  source: 'SDMetrics, single_column/statistical/kscomplement.py',
  goal: 'maximize',
  range: [0, 1],
  applies: (column) => column.scale === 'continuous',
  compute({ real, synthetic }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    if (real.sorted.length === 0 || synthetic.sorted.length === 0) return undefinedBecause('all-missing')
    return value(1 - ksStatistic(rounded(real), rounded(synthetic)))
  },
}

/** The largest distance between two empirical distribution functions. `a`, `b`: ascending. */
export function ksStatistic(a: Float64Array, b: Float64Array): number {
  let largest = 0
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!)
    while (i < a.length && a[i]! === x) i++
    while (j < b.length && b[j]! === x) j++
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length))
  }
  return largest
}

function rounded({ sorted }: ComparedSide): Float64Array {
  return sorted.map((v) => (Math.abs(v) < 90 ? Math.round(v * 1e14) / 1e14 : v))
}
