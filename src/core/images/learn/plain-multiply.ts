import type { Multiply } from '../../nets/engine'

/** Products where there is no engine. Sums in the order of k, in double precision. */
export const plainMultiply: Multiply = (a, b, transposed) => {
  const [m, k] = transposed === 'a' ? [a.columns, a.rows] : [a.rows, a.columns]
  if (k !== b.rows) throw new RangeError(`multiply: inner sizes ${k} and ${b.rows} do not agree`)
  const n = b.columns
  const [rowStep, kStep] = transposed === 'a' ? [1, m] : [k, 1]
  const values = new Float32Array(m * n)
  const sums = new Float64Array(n)
  for (let i = 0; i < m; i++) {
    sums.fill(0)
    for (let p = 0; p < k; p++) {
      const factor = a.values[i * rowStep + p * kStep]!
      for (let j = 0, at = p * n; j < n; j++, at++) sums[j] = sums[j]! + factor * b.values[at]!
    }
    values.set(sums, i * n)
  }
  return { rows: m, columns: n, values }
}
