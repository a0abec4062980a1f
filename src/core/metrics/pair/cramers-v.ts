import type { JointCounts } from '../joint-counts'
import { type Measurement, mapValue, type PairMetric, undefinedBecause, value } from '../metric'
import { codeCounts } from './contingency-similarity'
import { similarity } from './correlation-similarity'

/** 1 − |V_real − V_synthetic|: whether two columns hang together as strongly as they did. */
export const cramersVSimilarity: PairMetric = {
  id: 'cramers-v-similarity',
  label: 'Cramér’s V similarity',
  source: 'Cramér 1946, Mathematical Methods of Statistics, §21.9',
  goal: 'maximize',
  range: [0, 1],
  applies: (a, b) => a.scale === 'discrete' || b.scale === 'discrete',
  compute(a, b) {
    const strength = (side: 'real' | 'synthetic') => cramersV(codeCounts(a, b, side))
    return mapValue(similarity(strength('real'), strength('synthetic')), (s) => 2 * s - 1)
  },
}

/** √(χ² / (n · (min(rows, columns) − 1))), without bias correction: SciPy's `association(method='cramer')`. 0–1. */
export function cramersV(joint: JointCounts): Measurement {
  if (joint.rows === 0) return undefinedBecause('too-few-rows')
  const ofA = new Float64Array(joint.sizeA)
  const ofB = new Float64Array(joint.sizeB)
  joint.cells.forEach((cell, i) => {
    const a = Math.floor(cell / joint.sizeB)
    const b = cell - a * joint.sizeB
    ofA[a] = ofA[a]! + joint.counts[i]!
    ofB[b] = ofB[b]! + joint.counts[i]!
  })
  const filled = (counts: Float64Array) => counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
  const degrees = Math.min(filled(ofA), filled(ofB)) - 1
  if (degrees < 1) return undefinedBecause('constant')
  let sum = 0
  joint.cells.forEach((cell, i) => {
    const a = Math.floor(cell / joint.sizeB)
    sum += joint.counts[i]! ** 2 / (ofA[a]! * ofB[cell - a * joint.sizeB]!)
  })
  // χ² / n = Σ n_ab² / (n_a n_b) − 1.
  return value(Math.min(1, Math.sqrt(Math.max(0, sum - 1) / degrees)))
}
