import type { ComparedSide } from '../compared-column'
import { countBefore } from '../count-before'
import type { Measurement, PairMetric } from '../metric'
import { pearson, similarity } from './correlation-similarity'

/** 1 − |ρ_real − ρ_synthetic| / 2: SDMetrics' CorrelationSimilarity with Spearman's ρ. */
export const rankSimilarity: PairMetric = {
  id: 'rank-correlation-similarity',
  label: 'Rank correlation similarity',
  source: 'Spearman 1904, The proof and measurement of association between two things',
  goal: 'maximize',
  range: [0, 1],
  applies: (a, b) => a.scale === 'continuous' && b.scale === 'continuous',
  compute: (a, b) => similarity(spearman(a.real, b.real), spearman(a.synthetic, b.synthetic)),
}

/** Pearson's r of the ranks over rows where both hold a value, ties at the middle of their ranks. */
export function spearman(a: ComparedSide, b: ComparedSide): Measurement {
  const complete = a.missing === 0 && b.missing === 0
  return complete ? pearson(ranksOf(a), ranksOf(b)) : pearson(ranksWith(a, b), ranksWith(b, a))
}

const held = new WeakMap<Float64Array, Float64Array>()

/** The ranks of a side without gaps: kept, since each column meets all others. */
function ranksOf({ values }: ComparedSide): Float64Array {
  const known = held.get(values)
  if (known) return known
  const ranks = rank(values)
  held.set(values, ranks)
  return ranks
}

/** The ranks of one side among the rows where the other has a value too; NaN elsewhere. */
function ranksWith({ values }: ComparedSide, other: ComparedSide): Float64Array {
  return rank(values.map((v, row) => (Number.isNaN(other.values[row]!) ? Number.NaN : v)))
}

function rank(values: Float64Array): Float64Array {
  const sorted = values.filter((v) => !Number.isNaN(v)).sort()
  return values.map((v) => {
    if (Number.isNaN(v)) return Number.NaN
    return (countBefore(sorted, (x) => x < v) + countBefore(sorted, (x) => x <= v) + 1) / 2
  })
}
