import { numbersOf, scaleOf, shareLevels } from '../../learners/column-values'
import { columnNamed } from '../../metrics/compared-table'
import type { Random } from '../../random'
import type { Field } from '../../schema/schema'
import type { Table } from '../../table/table'

/** Levels of a column that are looked at, and features in all: wide tables give way in levels, then in columns. */
const mostLevels = 20
const mostFeatures = 240
const iterations = 30

/**
 * Rows of several tables in the first `dimensions` principal components, each scaled to variance 1. The components are
 * those of the first table: standardised numbers (a missing one is 0) and indicators of frequent levels. `[rows × dimensions]`
 */
export function principalSpace(
  tables: readonly Table[],
  fields: readonly Field[],
  wanted: number,
  random: Random,
): { readonly dimensions: number; readonly rows: readonly Float64Array[] } {
  const levels = Math.max(1, Math.min(mostLevels, Math.floor(mostFeatures / Math.max(1, fields.length))))
  const columns = fields.slice(0, mostFeatures).flatMap((field) => columnsOf(tables, field, levels))
  const width = columns.length
  const dimensions = Math.min(wanted, width)
  const dense = tables.map((table, t) =>
    interleave(
      columns.map((column) => column[t]!),
      table.rows,
    ),
  )
  const axes = leadingAxes(covariance(dense[0]!, width), width, dimensions, random)
  const projected = dense.map((values) => project(values, width, axes, dimensions))
  const scales = Array.from(
    { length: dimensions },
    (_, d) => 1 / Math.max(1e-9, deviation(projected[0]!, d, dimensions)),
  )
  for (const values of projected) for (let i = 0; i < values.length; i++) values[i]! *= scales[i % dimensions]!
  return { dimensions, rows: projected }
}

/** One or several features of a field, each per table, centred on the first. */
function columnsOf(tables: readonly Table[], field: Field, mostOwn: number): Float64Array[][] {
  const own = tables.map((table) => columnNamed(table, field.name)!)
  if (scaleOf(field) === 'continuous') {
    const values = own.map((column) => numbersOf(column, field))
    const present = values[0]!.filter((v) => !Number.isNaN(v)).sort()
    const at = (share: number) => present[Math.floor(share * (present.length - 1))] ?? 0
    const [middle, spread] = [at(0.5), (at(0.9) - at(0.1)) / 2.56 || at(0.999) - at(0.001) || 1]
    // One wild value must not be an axis of its own.
    const scale = (v: number) => (Number.isNaN(v) ? 0 : Math.max(-4, Math.min(4, (v - middle) / spread)))
    return [centred(values.map((list) => list.map(scale)))]
  }
  const { levels, codes } = shareLevels(own)
  const counts = new Float64Array(levels.length + 1)
  for (const code of codes[0]!) counts[code]!++
  const frequent = Array.from(counts, (_, code) => code)
    .filter((code) => counts[code]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, mostOwn)
  return frequent.map((level) =>
    centred(codes.map((list) => Float64Array.from(list, (code) => (code === level ? 1 : 0)))),
  )
}

function centred(values: readonly Float64Array[]): Float64Array[] {
  const middle = values[0]!.reduce((sum, v) => sum + v, 0) / Math.max(1, values[0]!.length)
  return values.map((list) => list.map((v) => v - middle))
}

function interleave(columns: readonly Float64Array[], rows: number): Float64Array {
  const values = new Float64Array(rows * columns.length)
  columns.forEach((column, c) => {
    for (let row = 0; row < rows; row++) values[row * columns.length + c] = column[row]!
  })
  return values
}

/** `[width × width]` */
function covariance(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width * width)
  const rows = values.length / Math.max(1, width)
  for (let row = 0; row < rows; row++) {
    const at = row * width
    for (let i = 0; i < width; i++) {
      const v = values[at + i]!
      for (let j = 0; j <= i; j++) sums[i * width + j]! += v * values[at + j]!
    }
  }
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) {
      sums[i * width + j]! /= Math.max(1, rows)
      sums[j * width + i] = sums[i * width + j]!
    }
  return sums
}

/** Orthonormal axes `[dimensions][width]` of the largest eigenvalues, by subspace iteration. */
function leadingAxes(matrix: Float64Array, width: number, dimensions: number, random: Random): Float64Array[] {
  let axes = orthonormal(
    Array.from({ length: dimensions }, () => Float64Array.from({ length: width }, () => random.normal())),
  )
  for (let i = 0; i < iterations; i++)
    axes = orthonormal(
      axes.map((axis) =>
        Float64Array.from({ length: width }, (_, row) => {
          let sum = 0
          for (let c = 0; c < width; c++) sum += matrix[row * width + c]! * axis[c]!
          return sum
        }),
      ),
    )
  return axes
}

/** Gram and Schmidt; an axis in which nothing is left becomes 0. */
function orthonormal(axes: readonly Float64Array[]): Float64Array[] {
  const kept: Float64Array[] = []
  for (const axis of axes) {
    const rest = axis.slice()
    for (const before of kept) {
      const along = dot(rest, before)
      for (let i = 0; i < rest.length; i++) rest[i]! -= along * before[i]!
    }
    const length = Math.sqrt(dot(rest, rest))
    kept.push(length < 1e-12 ? rest.fill(0) : rest.map((v) => v / length))
  }
  return kept
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i]!, 0)

function project(values: Float64Array, width: number, axes: readonly Float64Array[], dimensions: number): Float64Array {
  const rows = values.length / Math.max(1, width)
  const projected = new Float64Array(rows * dimensions)
  for (let row = 0; row < rows; row++)
    for (let d = 0; d < dimensions; d++) {
      const axis = axes[d]!
      let sum = 0
      for (let c = 0; c < width; c++) sum += values[row * width + c]! * axis[c]!
      projected[row * dimensions + d] = sum
    }
  return projected
}

function deviation(values: Float64Array, dimension: number, dimensions: number): number {
  let sum = 0
  for (let i = dimension; i < values.length; i += dimensions) sum += values[i]! ** 2
  return Math.sqrt((sum * dimensions) / Math.max(1, values.length))
}
