import type { PairMetric } from '../metric'
import { undefinedBecause, value } from '../metric'

/** 1 − |r − r′| / 2 of Pearson's correlation over rows where both are present (SDMetrics `CorrelationSimilarity`). */
export const correlationSimilarity: PairMetric = {
  id: 'correlation-similarity',
  label: 'Correlation similarity',
  source: 'SDMetrics CorrelationSimilarity; Pearson 1895',
  goal: 'maximize',
  range: [0, 1],
  applies: (a, b) => a.scale === 'continuous' && b.scale === 'continuous',
  compute(a, b) {
    const real = pearson(a.real.values, b.real.values)
    const synthetic = pearson(a.synthetic.values, b.synthetic.values)
    if (real === undefined || synthetic === undefined) return undefinedBecause('constant')
    return value(1 - Math.abs(real - synthetic) / 2)
  },
}

/** Pearson's r over pairwise complete rows; nothing when either side is constant. Two passes, for accuracy. */
export function pearson(x: Float64Array, y: Float64Array): number | undefined {
  let n = 0
  let sumX = 0
  let sumY = 0
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]!) || Number.isNaN(y[i]!)) continue
    n++
    sumX += x[i]!
    sumY += y[i]!
  }
  if (n < 2) return undefined
  const meanX = sumX / n
  const meanY = sumY / n
  let xx = 0
  let yy = 0
  let xy = 0
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]!) || Number.isNaN(y[i]!)) continue
    const dx = x[i]! - meanX
    const dy = y[i]! - meanY
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : undefined
}
