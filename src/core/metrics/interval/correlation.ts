import type { ComparedColumn } from '../compared-column'
import type { Measurement } from '../metric'
import { pearson } from '../pair/correlation-similarity'
import type { Influence } from './influence'

/** Influence of each row on Pearson's r: z_a z_b − r (z_a² + z_b²) / 2 (Devlin, Gnanadesikan & Kettenring 1975). */
export function correlationInfluence(a: Float64Array, b: Float64Array): { r: number; rows: Float64Array } | undefined {
  const r = pearson(a, b)
  if (r.kind === 'undefined') return undefined
  const rows = new Float64Array(a.length)
  const sums = { n: 0, a: 0, b: 0, aa: 0, bb: 0 }
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!]
    if (Number.isNaN(x + y)) continue
    sums.n++
    sums.a += x
    sums.b += y
  }
  const [meanA, meanB] = [sums.a / sums.n, sums.b / sums.n]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB]
    if (Number.isNaN(x + y)) continue
    sums.aa += x * x
    sums.bb += y * y
  }
  const [scaleA, scaleB] = [Math.sqrt(sums.n / sums.aa), Math.sqrt(sums.n / sums.bb)]
  // Rows that lack a cell do not enter r, and the others count for more.
  const share = a.length / sums.n
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i]! - meanA) * scaleA, (b[i]! - meanB) * scaleB]
    if (!Number.isNaN(x + y)) rows[i] = share * (x * y - (r.value * (x * x + y * y)) / 2)
  }
  return { r: r.value, rows }
}

/** Adds what each row moves SDMetrics' error of a correlation, |r_real − r_synthetic| / 2, by. */
export function addCorrelationInfluence(a: ComparedColumn, b: ComparedColumn, into: Influence): void {
  const real = correlationInfluence(a.real.values, b.real.values)
  const made = correlationInfluence(a.synthetic.values, b.synthetic.values)
  if (!real || !made) return
  const half = Math.sign(made.r - real.r) / 2
  real.rows.forEach((v, row) => {
    into.real[row] = into.real[row]! - half * v
  })
  made.rows.forEach((v, row) => {
    into.synthetic[row] = into.synthetic[row]! + half * v
  })
}

/** What sampling alone lets |r_real − r_synthetic| / 2 come to: √(2/π) σ √(1/n + 1/m) / 2, σ² the influences' variance. */
export function expectedCorrelationGap(
  a: Float64Array,
  b: Float64Array,
  n: number,
  m: number,
): Measurement | undefined {
  const influence = correlationInfluence(a, b)
  if (!influence || n <= 0 || m <= 0) return undefined
  const { rows } = influence
  let squares = 0
  for (const v of rows) squares += v * v
  const deviation = Math.sqrt(squares / Math.max(1, rows.length))
  return { kind: 'value', value: (Math.sqrt(2 / Math.PI) * deviation * Math.sqrt(1 / n + 1 / m)) / 2 }
}
