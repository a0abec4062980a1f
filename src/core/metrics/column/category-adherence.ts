import { type ColumnMetric, undefinedBecause, value } from '../metric'

/**
 * Share of synthetic cells whose level real has, a missing cell counting as a level: SDMetrics' CategoryAdherence.
 */
export const categoryAdherence: ColumnMetric = {
  id: 'category-adherence',
  label: 'Category adherence',
  source: 'SDMetrics, single_column/statistical/category_adherence.py',
  goal: 'maximize',
  range: [0, 1],
  applies: (column) => column.scale === 'discrete',
  compute({ real, synthetic }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    const known = new Set(real.codes)
    return value(synthetic.codes.reduce((sum, code) => sum + (known.has(code) ? 1 : 0), 0) / synthetic.rows)
  },
}
