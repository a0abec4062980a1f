import type { Matrix, Multiply } from '../../nets/engine'

const chunk = 256

/** Calls `use` with the squared Euclidean distances of each row of `a` to all of `b`, `[b.rows]`; valid during the call. */
export function eachDistances(
  a: Matrix,
  b: Matrix,
  multiply: Multiply,
  use: (row: number, squares: Float32Array) => void,
) {
  const turned = transposed(b)
  const lengths = squaredLengths(b)
  const own = squaredLengths(a)
  for (let from = 0; from < a.rows; from += chunk) {
    const rows = Math.min(chunk, a.rows - from)
    const values = a.values.subarray(from * a.columns, (from + rows) * a.columns)
    const products = multiply({ rows, columns: a.columns, values }, turned).values
    for (let r = 0; r < rows; r++) {
      const squares = products.subarray(r * b.rows, (r + 1) * b.rows)
      for (let i = 0; i < b.rows; i++) squares[i] = Math.max(0, own[from + r]! + lengths[i]! - 2 * squares[i]!)
      use(from + r, squares)
    }
  }
}

/** Distance of each row of `a` to the nearest of `b`, and which that is; exact, also between equal rows. */
export function nearestRows(a: Matrix, b: Matrix, multiply: Multiply) {
  const which = new Int32Array(a.rows)
  const distances = new Float64Array(a.rows)
  eachDistances(a, b, multiply, (row, squares) => {
    let best = 0
    for (let i = 1; i < squares.length; i++) if (squares[i]! < squares[best]!) best = i
    which[row] = best
    distances[row] = distanceBetween(a, row, b, best)
  })
  return { which, distances }
}

function distanceBetween(a: Matrix, i: number, b: Matrix, j: number): number {
  let sum = 0
  for (let c = 0; c < a.columns; c++) sum += (a.values[i * a.columns + c]! - b.values[j * b.columns + c]!) ** 2
  return Math.sqrt(sum)
}

function transposed({ rows, columns, values }: Matrix): Matrix {
  const out = new Float32Array(values.length)
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!
  return { rows: columns, columns: rows, values: out }
}

function squaredLengths({ rows, columns, values }: Matrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += values[row * columns + j]! ** 2
    return sum
  })
}
