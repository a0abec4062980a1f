import { numbersOf, scaleOf } from '../../learners/column-values'
import { createRandom } from '../../random'
import type { Field } from '../../schema/schema'
import { type Column, cellText, isMissing, type Table } from '../../table/table'
import { columnNamed } from '../compared-table'

/** Two directions in which rows of mixed kinds differ most, and how to place other rows along them. */
export interface PrincipalAxes {
  readonly columns: readonly AxisColumn[]
  /** Per axis a weight per feature. */
  readonly weights: readonly [Float64Array, Float64Array]
  /** Share (0–1) of the whole variance that each axis holds. */
  readonly explained: readonly [number, number]
}

type AxisColumn =
  | {
      readonly kind: 'number'
      readonly field: Field
      readonly start: number
      readonly mean: number
      readonly deviation: number
    }
  | {
      readonly kind: 'level'
      readonly field: Field
      readonly start: number
      readonly levels: ReadonlyMap<string, number>
      /** Per place, the last one for all other levels and gaps: its share in train. */
      readonly shares: Float64Array
    }

const mostLevels = 20
const iterations = 200

/**
 * Factor analysis of mixed data (Pagès 2004; Escofier 1979): principal components of standardised numbers and of level
 * indicators over the root of their share, so that each column counts alike. Fitted on train rows by orthogonal
 * iteration, started from a fixed seed. A gap in a number is its mean.
 */
export function principalAxes(train: Table, fields: readonly Field[]): PrincipalAxes | undefined {
  const columns = planColumns(train, fields)
  const size = columns.reduce((sum, column) => sum + widthOf(column), 0)
  if (size < 2 || train.rows < 10) return undefined
  const rows = sparseRows(train, columns)
  const centre = centreOf(columns, size)
  let whole = 0
  for (const column of columns)
    whole += column.kind === 'number' ? varianceOf(rows, column.start, centre) : levelVariance(column)
  const random = createRandom(7)
  let block: Float64Array[] = Array.from({ length: Math.min(4, size) }, () =>
    Float64Array.from({ length: size }, () => random.normal()),
  )
  let lengths: number[] = []
  for (let i = 0; i < iterations; i++) {
    const next: Float64Array[] = block.map((axis) => multiply(rows, centre, axis))
    lengths = orthonormalise(next)
    const moved = next.slice(0, 2).reduce((sum, axis, a) => sum + 1 - Math.abs(dot(axis, block[a]!)), 0)
    block = next
    if (i > 3 && moved < 1e-12) break
  }
  const [first, second] = block.map(turned)
  const share = (a: number) => (whole > 0 ? lengths[a]! / whole : 0)
  return { columns, weights: [first!, second!], explained: [share(0), share(1)] }
}

/** Coordinates of the rows at `rows`, `[rows]` each. */
export function placeRows(axes: PrincipalAxes, table: Table, rows: Uint32Array): readonly [Float64Array, Float64Array] {
  const { columns, weights } = axes
  const centre = centreOf(columns, weights[0].length)
  const read = columns.map((column) => readerOf(column, columnNamed(table, column.field.name)))
  const place = (weight: Float64Array) => {
    const offset = dot(weight, centre)
    return Float64Array.from(rows, (row) => {
      let sum = -offset
      for (const cell of read) {
        const { at, value } = cell(row)
        sum += weight[at]! * value
      }
      return sum
    })
  }
  return [place(weights[0]), place(weights[1])]
}

/** Columns by how much of an axis is theirs (0–1), the largest first. */
export function axisColumns({ columns, weights }: PrincipalAxes, axis: 0 | 1): { name: string; share: number }[] {
  return columns
    .map((column) => {
      let share = 0
      for (let i = 0; i < widthOf(column); i++) share += weights[axis][column.start + i]! ** 2
      return { name: column.field.name, share }
    })
    .sort((a, b) => b.share - a.share)
}

function planColumns(train: Table, fields: readonly Field[]): AxisColumn[] {
  let start = 0
  return fields.flatMap((field): AxisColumn[] => {
    const column = columnNamed(train, field.name)
    const scale = scaleOf(field)
    if (!column || !scale) return []
    const plan = scale === 'continuous' ? planNumbers(column, field, start) : planLevels(column, field, start)
    if (!plan) return []
    start += widthOf(plan)
    return [plan]
  })
}

const widthOf = (column: AxisColumn) => (column.kind === 'number' ? 1 : column.shares.length)

function planNumbers(column: Column, field: Field, start: number): AxisColumn | undefined {
  const values = numbersOf(column, field).filter((v) => !Number.isNaN(v))
  const n = Math.max(1, values.length)
  const mean = values.reduce((sum, v) => sum + v, 0) / n
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n)
  return deviation > 1e-13 * Math.abs(mean) ? { kind: 'number', field, start, mean, deviation } : undefined
}

function planLevels(column: Column, field: Field, start: number): AxisColumn | undefined {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length
  const counts = new Map<string, number>()
  for (let row = 0; row < rows; row++) {
    if (isMissing(column, row)) continue
    const text = cellText(column, row)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const frequent = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, mostLevels)
  const shares = Float64Array.from([...frequent.map(([, count]) => count / rows), 0])
  shares[frequent.length] = Math.max(0, 1 - shares.reduce((sum, p) => sum + p, 0))
  const levels = new Map(frequent.map(([text], i) => [text, i]))
  return levels.size > 1 ? { kind: 'level', field, start, levels, shares } : undefined
}

type Cell = (row: number) => { readonly at: number; readonly value: number }

function readerOf(plan: AxisColumn, column: Column | undefined): Cell {
  if (plan.kind === 'number') {
    const { field, start, mean, deviation } = plan
    const values = column ? numbersOf(column, field) : undefined
    return (row) => {
      const v = values?.[row] ?? Number.NaN
      return { at: start, value: Number.isNaN(v) ? 0 : (v - mean) / deviation }
    }
  }
  const { start, levels, shares } = plan
  const other = shares.length - 1
  return (row) => {
    const place = !column || isMissing(column, row) ? other : (levels.get(cellText(column, row)) ?? other)
    return { at: start + place, value: shares[place]! > 0 ? 1 / Math.sqrt(shares[place]!) : 0 }
  }
}

/** The mean of each feature: 0 of a standardised number, √p of an indicator over √p. */
function centreOf(columns: readonly AxisColumn[], size: number): Float64Array {
  const centre = new Float64Array(size)
  for (const column of columns) if (column.kind === 'level') centre.set(column.shares.map(Math.sqrt), column.start)
  return centre
}

/** Of an indicator over √p, 1 − p. */
const levelVariance = ({ shares }: Extract<AxisColumn, { kind: 'level' }>) =>
  shares.reduce((sum, p) => sum + (p > 0 ? 1 - p : 0), 0)

interface SparseRows {
  readonly rows: number
  /** `[rows × columns]`: the one feature of each column that is not 0, and its value. */
  readonly at: Int32Array
  readonly values: Float64Array
  readonly columns: number
}

function sparseRows(table: Table, columns: readonly AxisColumn[]): SparseRows {
  const size = table.rows * columns.length
  const sparse = { rows: table.rows, at: new Int32Array(size), values: new Float64Array(size), columns: columns.length }
  columns.forEach((column, c) => {
    const read = readerOf(column, columnNamed(table, column.field.name))
    for (let row = 0; row < table.rows; row++) {
      const { at, value } = read(row)
      sparse.at[row * columns.length + c] = at
      sparse.values[row * columns.length + c] = value
    }
  })
  return sparse
}

/** Covariance times `axis`, without ever forming the covariance. */
function multiply(rows: SparseRows, centre: Float64Array, axis: Float64Array): Float64Array {
  const into = new Float64Array(axis.length)
  const offset = dot(axis, centre)
  let all = 0
  for (let row = 0, p = 0; row < rows.rows; row++) {
    let along = -offset
    for (let c = 0; c < rows.columns; c++) along += axis[rows.at[p + c]!]! * rows.values[p + c]!
    for (let c = 0; c < rows.columns; c++, p++) into[rows.at[p]!] = into[rows.at[p]!]! + along * rows.values[p]!
    all += along
  }
  return into.map((v, i) => (v - all * centre[i]!) / rows.rows)
}

function varianceOf(rows: SparseRows, feature: number, centre: Float64Array): number {
  let squares = 0
  for (let p = 0; p < rows.at.length; p++)
    if (rows.at[p] === feature) squares += (rows.values[p]! - centre[feature]!) ** 2
  return squares / rows.rows
}

/** Gram and Schmidt, in place; the lengths before, along each own direction. */
function orthonormalise(axes: Float64Array[]): number[] {
  return axes.map((axis, i) => {
    for (let j = 0; j < i; j++) {
      const along = dot(axis, axes[j]!)
      for (let k = 0; k < axis.length; k++) axis[k] = axis[k]! - along * axes[j]![k]!
    }
    const length = Math.sqrt(dot(axis, axis))
    for (let k = 0; k < axis.length; k++) axis[k] = length > 0 ? axis[k]! / length : 0
    return length
  })
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** With its largest weight positive, so that a map is never mirrored by chance. */
function turned(axis: Float64Array): Float64Array {
  const largest = axis.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0)
  return largest < 0 ? axis.map((v) => -v) : axis
}
