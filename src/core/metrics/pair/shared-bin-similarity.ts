import { countJoint, totalVariation } from '../joint-counts'
import { type PairMetric, undefinedBecause, value } from '../metric'

/**
 * 1 − ½ Σ |P_real(a, b) − P_synthetic(a, b)| over bins that both sides share: at most ten by real's quantiles or most
 * frequent levels (of five real rows and more), then other, then missing. The bivariate accuracy of mostlyai-qa.
 */
export const sharedBinSimilarity: PairMetric = {
  id: 'shared-bin-similarity',
  label: 'Shared bin similarity',
  source: 'mostlyai-qa, accuracy.py',
  goal: 'maximize',
  range: [0, 1],
  applies: () => true,
  compute(a, b) {
    if (a.real.rows === 0 || a.synthetic.rows === 0) return undefinedBecause('too-few-rows')
    const counts = (side: 'real' | 'synthetic') =>
      countJoint(a[side].shared, a.sharedSize, b[side].shared, b.sharedSize)
    return value(1 - totalVariation(counts('real'), counts('synthetic')))
  },
}
