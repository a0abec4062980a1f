import { type Measurement, type PairMetric, undefinedBecause, value } from '../metric'

/** 1 − |r_real − r_synthetic| / 2, Pearson's r over rows where both cells hold a value: SDMetrics' CorrelationSimilarity. */
export const correlationSimilarity: PairMetric = {
  id: 'correlation-similarity',
  label: 'Correlation similarity',
  source: 'SDMetrics, column_pairs/statistical/correlation_similarity.py',
  goal: 'maximize',
  range: [0, 1],
  applies: (a, b) => a.scale === 'continuous' && b.scale === 'continuous',
  compute(a, b) {
    const real = pearson(a.real.values, b.real.values)
    const synthetic = pearson(a.synthetic.values, b.synthetic.values)
    return similarity(real, synthetic)
  },
}

/** 1 − half the distance of two coefficients in −1 … 1. */
export function similarity(real: Measurement, synthetic: Measurement): Measurement {
  if (real.kind === 'undefined') return real
  if (synthetic.kind === 'undefined') return synthetic
  return value(1 - Math.abs(real.value - synthetic.value) / 2)
}

/** Pearson's r over rows where both hold a value, in two passes. `a`, `b`: `[rows]`, NaN where missing. */
export function pearson(a: Float64Array, b: Float64Array): Measurement {
  let n = 0
  let sumA = 0
  let sumB = 0
  for (let i = 0; i < a.length; i++) {
    const both = a[i]! + b[i]!
    if (Number.isNaN(both)) continue
    n++
    sumA += a[i]!
    sumB += b[i]!
  }
  if (n === 0) return undefinedBecause(a.length === 0 ? 'too-few-rows' : 'all-missing')
  if (n < 2) return undefinedBecause('too-few-rows')
  const [meanA, meanB] = [sumA / n, sumB / n]
  let squaresA = 0
  let squaresB = 0
  let products = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! - meanA
    const y = b[i]! - meanB
    const product = x * y
    if (Number.isNaN(product)) continue
    products += product
    squaresA += x * x
    squaresB += y * y
  }
  const noise = 1e-13
  if (Math.sqrt(squaresA / n) <= noise * Math.abs(meanA) || Math.sqrt(squaresB / n) <= noise * Math.abs(meanB))
    return undefinedBecause('constant')
  return value(Math.max(-1, Math.min(1, products / Math.sqrt(squaresA) / Math.sqrt(squaresB))))
}
