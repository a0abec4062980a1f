import { type ColumnMetric, undefinedBecause, value } from '../metric'

/** Share of real's levels that synthetic has too, missing left out: SDMetrics' CategoryCoverage. */
export const categoryCoverage: ColumnMetric = {
  id: 'category-coverage',
  label: 'Category coverage',
  source: 'SDMetrics, single_column/statistical/category_coverage.py',
  goal: 'maximize',
  range: [0, 1],
  applies: (column) => column.scale === 'discrete',
  compute({ real, synthetic, size }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    const levels = new Set(real.codes.filter((code) => code < size - 1))
    if (levels.size === 0) return undefinedBecause('all-missing')
    const made = new Set(synthetic.codes)
    return value([...levels].filter((code) => made.has(code)).length / levels.size)
  },
}
