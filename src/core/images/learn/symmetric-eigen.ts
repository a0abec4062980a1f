/** Eigenvalues, the largest first, and their vectors, one per column. */
export interface Eigen {
  readonly values: Float64Array
  /** `[n, n]` */
  readonly vectors: Float64Array
}

const mostSweeps = 30

/** Cyclic Jacobi rotations (Golub & Van Loan 2013, §8.5). `matrix`: `[n, n]`, symmetric. */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const a = matrix.slice()
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  const whole = a.reduce((sum, x) => sum + x * x, 0)
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += 2 * a[p * n + q]! ** 2
    if (off <= 1e-20 * whole) break
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q)
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]!)
  const vectors = new Float64Array(n * n)
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = v[from * n + i]!
  })
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors }
}

/** Makes a[p, q] zero. `v` holds vectors as rows. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!
  if (apq === 0) return
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let i = 0; i < n; i++) {
    const x = a[i * n + p]!
    const y = a[i * n + q]!
    a[i * n + p] = c * x - s * y
    a[i * n + q] = s * x + c * y
  }
  turnRows(a, n, p, q, c, s)
  turnRows(v, n, p, q, c, s)
}

function turnRows(a: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let i = 0, x = p * n, y = q * n; i < n; i++, x++, y++) {
    const [u, w] = [a[x]!, a[y]!]
    a[x] = c * u - s * w
    a[y] = s * u + c * w
  }
}
