/**
 * Correlation of `columns` (`[columns][rows]`, any scale), shrunk towards the identity by Ledoit and Wolf 2004
 * ("A well-conditioned estimator for large-dimensional covariance matrices", lemma 3.3 and eq. 14, on standardised
 * columns). `[columns × columns]`, row by row. A constant column correlates with nothing.
 */
export function shrunkCorrelation(columns: readonly Float64Array[]): Float64Array {
  const width = columns.length
  const rows = columns[0]?.length ?? 0
  const scores = columns.map(standardised)
  const sample = new Float64Array(width * width)
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      const value = rows > 0 ? dot(scores[a]!, scores[b]!) / rows : 0
      sample[a * width + b] = value
      sample[b * width + a] = value
    }
  }
  const keep = 1 - shrinkage(scores, sample)
  return sample.map((value, i) => (i % (width + 1) === 0 ? 1 : keep * value))
}

/** Weight of the identity, 0–1. */
function shrinkage(scores: readonly Float64Array[], sample: Float64Array): number {
  const rows = scores[0]?.length ?? 0
  if (rows === 0) return 1
  let fromIdentity = 0
  let squared = 0
  sample.forEach((value, i) => {
    const identity = i % (scores.length + 1) === 0 ? 1 : 0
    fromIdentity += (value - identity) ** 2
    squared += value * value
  })
  let fourth = 0
  for (let row = 0; row < rows; row++) {
    let norm = 0
    for (const column of scores) norm += column[row]! ** 2
    fourth += norm * norm
  }
  const error = (fourth - rows * squared) / (rows * rows)
  return fromIdentity > 0 ? Math.min(1, Math.max(0, error / fromIdentity)) : 1
}

function standardised(column: Float64Array): Float64Array {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length
  const centred = column.map((value) => value - mean)
  const deviation = Math.sqrt(dot(centred, centred) / column.length)
  return deviation > 1e-12 ? centred.map((value) => value / deviation) : centred.fill(0)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/**
 * Lower triangle L with L·Lᵀ = the rows and columns `order` of `matrix` (Cholesky). A pivot that is not positive
 * (a column that the earlier ones determine) is raised to 1e-6.
 */
export function cholesky(matrix: Float64Array, order: ArrayLike<number>): Float64Array {
  const width = order.length
  const lower = new Float64Array(width * width)
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[order[a]! * width + order[b]!]!
      for (let k = 0; k < b; k++) sum -= lower[a * width + k]! * lower[b * width + k]!
      lower[a * width + b] = a === b ? Math.sqrt(Math.max(sum, 1e-6)) : sum / lower[b * width + b]!
    }
  }
  return lower
}
