import type { Matrix, Multiply } from '../../nets/engine'
import type { Random } from '../../random'
import { symmetricEigen } from './symmetric-eigen'

/** An affine subspace that holds most of the variance of rows. */
export interface Components {
  /** `[features]` */
  readonly mean: Float32Array
  /** `[features, kept]`, orthonormal columns, the largest variance first. */
  readonly axes: Matrix
  /** Standard deviations along the axes, `[kept]`. */
  readonly deviations: Float32Array
  /** Variance of all features together; that of the axes is part of it. */
  readonly variance: number
}

const spare = 10
const rounds = 4

/**
 * Randomised subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4): at most `most` axes, and no more than
 * hold `share` of the variance.
 */
export function principalComponents(
  rows: Matrix,
  most: number,
  share: number,
  random: Random,
  multiply: Multiply,
): Components {
  const { columns } = rows
  const { mean, centred, variance } = centre(rows)
  const width = Math.min(columns, most + spare)
  let basis: Matrix = {
    rows: columns,
    columns: width,
    values: Float32Array.from({ length: columns * width }, () => random.normal()),
  }
  // A basis of the whole space needs no turning.
  for (let round = 0; round < (width < columns ? rounds : 0); round++) {
    basis = orthonormal(multiply(centred, multiply(centred, basis), 'a'), 1)
  }
  basis = orthonormal(basis, 2)
  const placed = multiply(centred, basis)
  const gram = multiply(placed, placed, 'a')
  const scale = 1 / Math.max(1, rows.rows)
  const { values, vectors } = symmetricEigen(
    Float64Array.from(gram.values, (v) => v * scale),
    width,
  )
  const kept = keptOf(values, Math.min(most, width), share * variance)
  const turn = new Float32Array(width * kept)
  for (let i = 0; i < width; i++) for (let j = 0; j < kept; j++) turn[i * kept + j] = vectors[i * width + j]!
  const axes = multiply(basis, { rows: width, columns: kept, values: turn })
  return {
    mean,
    axes,
    deviations: Float32Array.from(values.subarray(0, kept), (v) => Math.sqrt(Math.max(0, v))),
    variance,
  }
}

/** Coordinates along the axes, `[rows, kept]`. */
export function project({ mean, axes }: Components, rows: Matrix, multiply: Multiply): Matrix {
  const values = rows.values.slice()
  for (let i = 0; i < values.length; i++) values[i] = values[i]! - mean[i % mean.length]!
  return multiply({ ...rows, values }, axes)
}

/** Features at coordinates `[rows, kept]`. */
export function unproject({ mean, axes }: Components, places: Matrix, multiply: Multiply): Matrix {
  const turned = new Float32Array(axes.values.length)
  for (let i = 0; i < axes.rows; i++) {
    for (let j = 0; j < axes.columns; j++) turned[j * axes.rows + i] = axes.values[i * axes.columns + j]!
  }
  const made = multiply(places, { rows: axes.columns, columns: axes.rows, values: turned })
  for (let i = 0; i < made.values.length; i++) made.values[i] = made.values[i]! + mean[i % mean.length]!
  return made
}

function centre(rows: Matrix) {
  const { columns } = rows
  const sums = new Float64Array(columns)
  for (let i = 0; i < rows.values.length; i++) sums[i % columns] = sums[i % columns]! + rows.values[i]!
  const mean = Float32Array.from(sums, (sum) => sum / Math.max(1, rows.rows))
  const values = rows.values.map((v, i) => v - mean[i % columns]!)
  let squares = 0
  for (const v of values) squares += v * v
  return { mean, centred: { ...rows, values }, variance: squares / Math.max(1, rows.rows) }
}

/** As few as hold `wanted`; no axis without variance. */
function keptOf(values: Float64Array, most: number, wanted: number): number {
  let sum = 0
  for (let i = 0; i < most; i++) {
    if (values[i]! <= 1e-9 * values[0]!) return Math.max(1, i)
    sum += values[i]!
    if (sum >= wanted) return i + 1
  }
  return most
}

/** Columns by Gram and Schmidt in double precision; twice is enough for all digits (Giraud et al. 2005). */
function orthonormal({ rows, columns, values }: Matrix, passes: number): Matrix {
  const axes = Array.from({ length: columns }, (_, j) =>
    Float64Array.from({ length: rows }, (_, i) => values[i * columns + j]!),
  )
  axes.forEach((axis, j) => {
    for (let pass = 0; pass < passes; pass++) {
      for (let other = 0; other < j; other++) takeOff(axis, axes[other]!)
      normalise(axis)
    }
  })
  const out = new Float32Array(rows * columns)
  axes.forEach((axis, j) => {
    for (let i = 0; i < rows; i++) out[i * columns + j] = axis[i]!
  })
  return { rows, columns, values: out }
}

function takeOff(axis: Float64Array, other: Float64Array): void {
  let along = 0
  for (let i = 0; i < axis.length; i++) along += axis[i]! * other[i]!
  for (let i = 0; i < axis.length; i++) axis[i] = axis[i]! - along * other[i]!
}

function normalise(axis: Float64Array): void {
  const length = Math.sqrt(axis.reduce((sum, v) => sum + v * v, 0))
  for (let i = 0; i < axis.length; i++) axis[i] = length > 0 ? axis[i]! / length : 0
}
