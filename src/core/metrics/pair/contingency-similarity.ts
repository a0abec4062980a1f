import type { ComparedColumn } from '../compared-column'
import { countJoint, totalVariation } from '../joint-counts'
import { type PairMetric, undefinedBecause, value } from '../metric'

/**
 * 1 − ½ Σ |P_real(a, b) − P_synthetic(a, b)|, missing as a level of its own: SDMetrics' ContingencySimilarity as its
 * QualityReport calls it. A continuous column has ten bins over each side's own range, so that a shifted column goes
 * unseen here: {@link sharedBinSimilarity} sees it.
 */
export const contingencySimilarity: PairMetric = {
  id: 'contingency-similarity',
  label: 'Contingency similarity',
  source: 'SDMetrics, column_pairs/statistical/contingency_similarity.py',
  goal: 'maximize',
  range: [0, 1],
  applies: (a, b) => a.scale === 'discrete' || b.scale === 'discrete',
  compute(a, b) {
    if (a.real.rows === 0 || a.synthetic.rows === 0) return undefinedBecause('too-few-rows')
    return value(1 - totalVariation(codeCounts(a, b, 'real'), codeCounts(a, b, 'synthetic')))
  },
}

export function codeCounts(a: ComparedColumn, b: ComparedColumn, side: 'real' | 'synthetic') {
  return countJoint(a[side].codes, a.size, b[side].codes, b.size)
}
