import { type ColumnMetric, undefinedBecause, value } from '../metric'

/** 1 − |share missing in real − share missing in synthetic|: SDMetrics' MissingValueSimilarity. */
export const missingValueSimilarity: ColumnMetric = {
  id: 'missing-value-similarity',
  label: 'Missing value similarity',
  source: 'SDMetrics, single_column/statistical/missing_value_similarity.py',
  goal: 'maximize',
  range: [0, 1],
  applies: () => true,
  compute({ real, synthetic }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    return value(1 - Math.abs(real.missing / real.rows - synthetic.missing / synthetic.rows))
  },
}
