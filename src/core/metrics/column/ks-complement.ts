import type { ColumnMetric } from '../metric'
import { undefinedBecause, value } from '../metric'

/** 1 − D of the two-sample Kolmogorov–Smirnov statistic over present values (SDMetrics `KSComplement`). */
export const ksComplement: ColumnMetric = {
  id: 'ks-complement',
  label: 'KS complement',
  source: 'SDMetrics KSComplement; Kolmogorov 1933, Smirnov 1939',
  goal: 'maximize',
  range: [0, 1],
  applies: (column) => column.scale === 'continuous',
  compute({ real, synthetic }) {
    if (real.sorted.length === 0 || synthetic.sorted.length === 0) return undefinedBecause('all-missing')
    return value(1 - ksStatistic(real.sorted, synthetic.sorted))
  },
}

/** The largest distance of the two empirical distribution functions. Both ascending, neither empty. */
export function ksStatistic(a: Float64Array, b: Float64Array): number {
  let i = 0
  let j = 0
  let most = 0
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i]!, b[j]!)
    while (i < a.length && a[i] === x) i++
    while (j < b.length && b[j] === x) j++
    most = Math.max(most, Math.abs(i / a.length - j / b.length))
  }
  return most
}
