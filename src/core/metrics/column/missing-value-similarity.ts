import type { ColumnMetric } from '../metric'
import { undefinedBecause, value } from '../metric'

/** 1 − the difference between the shares of missing cells (SDMetrics `MissingValueSimilarity`). */
export const missingValueSimilarity: ColumnMetric = {
  id: 'missing-value-similarity',
  label: 'Missing value similarity',
  source: 'SDMetrics MissingValueSimilarity',
  goal: 'maximize',
  range: [0, 1],
  applies: () => true,
  compute({ real, synthetic }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    return value(1 - Math.abs(real.missing / real.rows - synthetic.missing / synthetic.rows))
  },
}
