import type { Matrix, Multiply } from '../../nets/engine'
import type { Random } from '../../random'

/** A normal distribution per group of rows. */
export interface GroupGaussians {
  /** Dimensions. */
  readonly size: number
  /** Per group `[size]`. */
  readonly means: readonly Float32Array[]
  /** Per group the lower triangle of Cholesky's factor of the covariance, row after row: `[size · (size + 1) / 2]`. */
  readonly factors: readonly Float32Array[]
}

/**
 * Means and covariances of groups. A covariance from few rows leans on that of its parent group, which leans on that of
 * all: each counts as `size` rows of the smaller one (a conjugate prior; compare Friedman 1989, regularised discriminant
 * analysis). `groups`: `[rows]`; `parents`: per group its parent.
 */
export function fitGaussians(
  rows: Matrix,
  groups: Int32Array,
  parents: Int32Array,
  multiply: Multiply,
): GroupGaussians {
  const size = rows.columns
  const means = Array.from(parents, (_, g) => meanOf(rows, groups, g))
  const scatters = Array.from(parents, (_, g) => scatterOf(rows, groups, g, means[g]!, multiply))
  const counts = Array.from(parents, (_, g) => groups.reduce((sum, group) => sum + (group === g ? 1 : 0), 0))
  const all = pooled(scatters, counts, () => true, size)
  const overall = all.scatter.map((v) => v / Math.max(1, all.rows))
  const lean = ({ scatter, rows }: Pooled, on: Float64Array) =>
    scatter.map((v, i) => (v + size * on[i]!) / (rows + size))
  const parentCount = Math.max(...parents) + 1
  const ofParents = Array.from({ length: parentCount }, (_, parent) =>
    lean(
      pooled(scatters, counts, (g) => parents[g] === parent, size),
      overall,
    ),
  )
  const isAlone = (g: number) => parents.filter((parent) => parent === parents[g]).length === 1
  const factors = scatters.map((scatter, g) => {
    const parent = ofParents[parents[g]!]!
    return cholesky(isAlone(g) ? parent : lean({ scatter, rows: counts[g]! }, parent), size)
  })
  return { size, means, factors }
}

/** Adds a draw of N(0, covariance of `group`) to `size` numbers of `into` from `at` on. `noise`: normals, `[size]`. */
export function addDraw(
  { size, factors }: GroupGaussians,
  group: number,
  noise: Float32Array,
  into: Float32Array,
  at: number,
) {
  const factor = factors[group]!
  for (let i = 0, f = 0; i < size; i++) {
    let sum = 0
    for (let j = 0; j <= i; j++, f++) sum += factor[f]! * noise[j]!
    into[at + i] = into[at + i]! + sum
  }
}

/** The noise of which {@link addDraw} makes `size` numbers of `from`, from `at` on. */
export function noiseOf({ size, factors }: GroupGaussians, group: number, from: Float32Array, at: number) {
  const factor = factors[group]!
  const noise = new Float32Array(size)
  for (let i = 0, f = 0; i < size; i++) {
    let left = from[at + i]!
    for (let j = 0; j < i; j++, f++) left -= factor[f]! * noise[j]!
    noise[i] = left / factor[f++]!
  }
  return noise
}

/** The logarithm of the square root of the covariance's determinant. */
export function logVolume({ size, factors }: GroupGaussians, group: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += Math.log(factors[group]![(i * (i + 1)) / 2 + i]!)
  return sum
}

/** Draws of the groups, mean included: `[groups.length, size]`. */
export function drawGaussians(gaussians: GroupGaussians, groups: Int32Array, random: Random): Matrix {
  const { size, means } = gaussians
  const values = new Float32Array(groups.length * size)
  const noise = new Float32Array(size)
  groups.forEach((group, row) => {
    for (let j = 0; j < size; j++) noise[j] = random.normal()
    values.set(means[group]!, row * size)
    addDraw(gaussians, group, noise, values, row * size)
  })
  return { rows: groups.length, columns: size, values }
}

interface Pooled {
  readonly scatter: Float64Array
  readonly rows: number
}

function pooled(
  scatters: readonly Float64Array[],
  counts: readonly number[],
  isMember: (group: number) => boolean,
  size: number,
): Pooled {
  const scatter = new Float64Array(size * size)
  let rows = 0
  scatters.forEach((own, g) => {
    if (!isMember(g)) return
    rows += counts[g]!
    for (let i = 0; i < own.length; i++) scatter[i] = scatter[i]! + own[i]!
  })
  return { scatter, rows }
}

function meanOf(rows: Matrix, groups: Int32Array, group: number): Float32Array {
  const { columns, values } = rows
  const sums = new Float64Array(columns)
  let count = 0
  for (let row = 0; row < rows.rows; row++) {
    if (groups[row] !== group) continue
    count++
    for (let j = 0; j < columns; j++) sums[j] = sums[j]! + values[row * columns + j]!
  }
  return Float32Array.from(sums, (sum) => sum / Math.max(1, count))
}

/** Σ (x − mean)(x − mean)ᵀ, `[size, size]`. */
function scatterOf(rows: Matrix, groups: Int32Array, group: number, mean: Float32Array, multiply: Multiply) {
  const { columns, values } = rows
  const members: number[] = []
  for (let row = 0; row < rows.rows; row++) if (groups[row] === group) members.push(row)
  const own = new Float32Array(members.length * columns)
  members.forEach((row, i) => {
    for (let j = 0; j < columns; j++) own[i * columns + j] = values[row * columns + j]! - mean[j]!
  })
  if (members.length === 0) return new Float64Array(columns * columns)
  const centred = { rows: members.length, columns, values: own }
  return Float64Array.from(multiply(centred, centred, 'a').values)
}

/** L with L Lᵀ = A, packed; where A is singular to rounding, its diagonal is raised a little. */
function cholesky(a: Float64Array, n: number): Float32Array {
  let trace = 0
  for (let i = 0; i < n; i++) trace += a[i * n + i]!
  const least = 1e-9 * (trace / n) + 1e-30
  const out = new Float64Array((n * (n + 1)) / 2)
  const at = (i: number, j: number) => (i * (i + 1)) / 2 + j
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= out[at(i, k)]! * out[at(j, k)]!
      out[at(i, j)] = i === j ? Math.sqrt(Math.max(least, sum)) : sum / out[at(j, j)]!
    }
  }
  return Float32Array.from(out)
}
