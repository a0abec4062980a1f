import { type ColumnMetric, undefinedBecause, value } from '../metric'

/**
 * Share of synthetic values between real's smallest and largest: SDMetrics' BoundaryAdherence. A missing cell breaks the
 * bounds where real has none, and is left out where it has some. Full marks for whoever cuts at the true extremes:
 * read as validity, never as fidelity.
 */
export const boundaryAdherence: ColumnMetric = {
  id: 'boundary-adherence',
  label: 'Boundary adherence',
  source: 'SDMetrics, single_column/statistical/boundary_adherence.py',
  goal: 'maximize',
  range: [0, 1],
  applies: (column) => column.scale === 'continuous',
  compute({ real, synthetic }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    if (real.sorted.length === 0) return undefinedBecause('all-missing')
    const compared = real.missing > 0 ? synthetic.sorted.length : synthetic.rows
    if (compared === 0) return undefinedBecause('all-missing')
    const [low, high] = [real.sorted[0]!, real.sorted.at(-1)!]
    const inside = synthetic.sorted.reduce((sum, v) => sum + (v >= low && v <= high ? 1 : 0), 0)
    return value(inside / compared)
  },
}
