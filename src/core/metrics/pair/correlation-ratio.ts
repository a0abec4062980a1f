import type { ComparedColumn } from '../compared-column'
import { type Measurement, mapValue, type PairMetric, undefinedBecause, value } from '../metric'
import { similarity } from './correlation-similarity'

/** 1 − |η_real − η_synthetic|, for a continuous column beside a discrete one. */
export const correlationRatioSimilarity: PairMetric = {
  id: 'correlation-ratio-similarity',
  label: 'Correlation ratio similarity',
  source: 'Pearson 1905, On the General Theory of Skew Correlation',
  goal: 'maximize',
  range: [0, 1],
  applies: (a, b) => a.scale !== b.scale,
  compute(a, b) {
    const ratio = (side: 'real' | 'synthetic') => correlationRatioOf(a, b, side)
    return mapValue(similarity(ratio('real'), ratio('synthetic')), (s) => 2 * s - 1)
  },
}

export function correlationRatioOf(a: ComparedColumn, b: ComparedColumn, side: 'real' | 'synthetic'): Measurement {
  const [levels, numbers] = a.scale === 'discrete' ? [a, b] : [b, a]
  return correlationRatio(levels[side].codes, levels.size, numbers[side].values)
}

/** η = √(variance between the levels / whole variance), over rows with a value. `codes`, `values`: `[rows]`. 0–1. */
export function correlationRatio(codes: Int32Array, size: number, values: Float64Array): Measurement {
  const sums = new Float64Array(size)
  const counts = new Float64Array(size)
  let n = 0
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!
    if (Number.isNaN(v)) continue
    const code = codes[i]!
    sums[code] = sums[code]! + v
    counts[code] = counts[code]! + 1
    sum += v
    n++
  }
  if (n < 2) return undefinedBecause(values.length < 2 ? 'too-few-rows' : 'all-missing')
  const mean = sum / n
  let whole = 0
  for (const v of values) if (!Number.isNaN(v)) whole += (v - mean) ** 2
  if (Math.sqrt(whole / n) <= 1e-13 * Math.abs(mean)) return undefinedBecause('constant')
  let between = 0
  for (let code = 0; code < size; code++)
    if (counts[code]! > 0) between += counts[code]! * (sums[code]! / counts[code]! - mean) ** 2
  return value(Math.min(1, Math.sqrt(between / whole)))
}
