import { type ColumnMetric, undefinedBecause, value } from '../metric'

/**
 * How much of real's range the synthetic values span: SDMetrics' RangeCoverage. One outlier decides it, and full
 * coverage means that the extremes are given away.
 */
export const rangeCoverage: ColumnMetric = {
  id: 'range-coverage',
  label: 'Range coverage',
  source: 'SDMetrics, single_column/statistical/range_coverage.py',
  goal: 'maximize',
  range: [0, 1],
  applies: (column) => column.scale === 'continuous',
  compute({ real, synthetic }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    if (real.sorted.length === 0 || synthetic.sorted.length === 0) return undefinedBecause('all-missing')
    const [low, high] = [real.sorted[0]!, real.sorted.at(-1)!]
    const range = high - low
    if (range === 0) return undefinedBecause('constant')
    const below = Math.max(0, (synthetic.sorted[0]! - low) / range)
    const above = Math.max(0, (high - synthetic.sorted.at(-1)!) / range)
    return value(Math.max(0, 1 - below - above))
  },
}
