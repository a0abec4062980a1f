import { type ColumnMetric, undefinedBecause, value } from '../metric'

/**
 * How far values have to be moved on average, in standard deviations of the real ones: the first Wasserstein distance
 * ∫|F − G| (SciPy's `wasserstein_distance`) over σ (NumPy's `std`), on the cells that hold a value.
 */
export const wasserstein: ColumnMetric = {
  id: 'wasserstein',
  label: 'Wasserstein distance in standard deviations',
  source: 'Vallender 1974, Calculation of the Wasserstein distance between probability distributions on the line',
  goal: 'minimize',
  range: [0, Number.POSITIVE_INFINITY],
  applies: (column) => column.scale === 'continuous',
  compute({ real, synthetic }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    if (real.sorted.length === 0 || synthetic.sorted.length === 0) return undefinedBecause('all-missing')
    const deviation = deviationOf(real.sorted)
    return deviation === 0 ? undefinedBecause('constant') : value(distance(real.sorted, synthetic.sorted) / deviation)
  },
}

/** ∫|F − G| of two ascending samples. */
function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0
  let last = Math.min(a[0]!, b[0]!)
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const x = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY)
    sum += (x - last) * Math.abs(i / a.length - j / b.length)
    last = x
    while (i < a.length && a[i]! === x) i++
    while (j < b.length && b[j]! === x) j++
  }
  return sum
}

/** What sampling alone lets it come to: ∫√(2/π · F(1 − F)(1/n + 1/m)) dx / σ, F the real distribution function. */
export function expectedWasserstein(sorted: Float64Array, n: number, m: number): number | undefined {
  const deviation = deviationOf(sorted)
  if (deviation === 0 || n <= 0 || m <= 0) return undefined
  let sum = 0
  for (let i = 1; i < sorted.length; i++) {
    const width = sorted[i]! - sorted[i - 1]!
    if (width > 0) sum += width * Math.sqrt((i / sorted.length) * (1 - i / sorted.length))
  }
  return (sum * Math.sqrt((2 / Math.PI) * (1 / n + 1 / m))) / deviation
}

/** Population standard deviation; 0 where rounding is all that is left of it. */
function deviationOf(values: Float64Array): number {
  const n = Math.max(1, values.length)
  let sum = 0
  for (const v of values) sum += v
  const mean = sum / n
  let squares = 0
  for (const v of values) squares += (v - mean) ** 2
  const deviation = Math.sqrt(squares / n)
  return deviation <= 1e-13 * Math.abs(mean) ? 0 : deviation
}
