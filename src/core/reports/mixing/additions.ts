import { scaleOf } from '../../learners/column-values'
import type { Random } from '../../random'
import type { Field } from '../../schema/schema'
import { type Column, numberColumn, type Table, takeCells, takeRows } from '../../table/table'

/** Ways to get more rows out of real ones without a generator. All keep the columns of `real`. */

/** Rows drawn again, each as it is. */
export const duplicated = (real: Table, rows: number, random: Random): Table =>
  takeRows(real, drawn(real.rows, rows, random))

const jitter = 0.1
const swapped = 0.05

/**
 * Rows drawn again, with normal noise of a tenth of a standard deviation on numbers, and one level in twenty taken from
 * another row; the target stays.
 */
export function jittered(real: Table, fields: readonly Field[], target: string, rows: number, random: Random): Table {
  const chosen = drawn(real.rows, rows, random)
  const columns = real.columns.map((column, c) => {
    const field = fieldOf(fields, real.names[c]!)
    if (real.names[c] === target) return takeCells(column, chosen)
    if (column.kind === 'number' && isContinuous(field)) {
      const noise = jitter * deviationOf(column.values)
      return rounded(
        Float64Array.from(chosen, (row) => column.values[row]! + noise * random.normal()),
        column,
      )
    }
    return takeCells(
      column,
      chosen.map((row) => (random.uniform() < swapped ? random.below(real.rows) : row)),
    )
  })
  return { rows, names: real.names, columns }
}

const neighbours = 5
/** Neighbours are looked for among so many rows of the same class. */
const candidates = 400

/**
 * SMOTE-NC (Chawla et al. 2002, section 6.1) for every class at its own frequency: a row, one of its five nearest of the
 * same class, numbers between the two, levels as most of the five have them. A differing level counts as the median
 * deviation of the numbers. Deviations: neighbours are looked for among 400 rows of the class; where a number is
 * predicted, it lies between the parents' too.
 */
export function smote(
  real: Table,
  fields: readonly Field[],
  target: ArrayLike<number> | undefined,
  rows: number,
  random: Random,
): Table {
  const space = spaceOf(real, fields)
  const pools = poolsOf(real.rows, target)
  const parents = drawn(real.rows, rows, random)
  const near = Array.from(parents, (row) => nearest(space, row, pools.get(target?.[row] ?? 0)!, random))
  const mates = Uint32Array.from(parents, (row, i) => near[i]![random.below(near[i]!.length)] ?? row)
  const way = Float64Array.from({ length: rows }, () => random.uniform())
  const columns = real.columns.map((column, c) => {
    if (column.kind === 'number' && isContinuous(fieldOf(fields, real.names[c]!))) {
      const between = (row: number, i: number) => {
        const [a, b] = [column.values[row]!, column.values[mates[i]!]!]
        return Number.isNaN(a) || Number.isNaN(b) ? a : a + way[i]! * (b - a)
      }
      return rounded(Float64Array.from(parents, between), column)
    }
    return takeCells(
      column,
      parents.map((row, i) => commonest(column, row, near[i]!)),
    )
  })
  return { rows, names: real.names, columns }
}

const drawn = (from: number, rows: number, random: Random) =>
  Uint32Array.from({ length: rows }, () => random.below(from))
const fieldOf = (fields: readonly Field[], name: string) => fields.find((field) => field.name === name)
const isContinuous = (field: Field | undefined) => field !== undefined && scaleOf(field) === 'continuous'

/** Numbers as their column would hold them, missing where they are NaN. */
function rounded(values: Float64Array, { format }: Extract<Column, { kind: 'number' }>): Column {
  const scale = 10 ** Math.min(12, format.places)
  return numberColumn(
    values.map((v) => Math.round(v * scale) / scale),
    format,
  )
}

function deviationOf(values: Float64Array): number {
  const known = values.filter((v) => !Number.isNaN(v))
  const mean = known.reduce((sum, v) => sum + v, 0) / Math.max(1, known.length)
  return Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, known.length))
}

interface Space {
  /** Standardised, missing at the mean. `[columns][rows]` */
  readonly numbers: readonly Float64Array[]
  readonly levels: readonly ArrayLike<number>[]
}

function spaceOf(real: Table, fields: readonly Field[]): Space {
  const numbers: Float64Array[] = []
  const levels: ArrayLike<number>[] = []
  real.columns.forEach((column, c) => {
    if (column.kind === 'number' && isContinuous(fieldOf(fields, real.names[c]!))) {
      const deviation = deviationOf(column.values) || 1
      const known = column.values.filter((v) => !Number.isNaN(v))
      const mean = known.reduce((sum, v) => sum + v, 0) / Math.max(1, known.length)
      numbers.push(column.values.map((v) => (Number.isNaN(v) ? 0 : (v - mean) / deviation)))
    } else levels.push(column.kind === 'text' ? column.codes : column.values)
  })
  return { numbers, levels }
}

/** Rows by class; all together where a number is predicted. */
function poolsOf(rows: number, target: ArrayLike<number> | undefined): Map<number, number[]> {
  const pools = new Map<number, number[]>()
  for (let row = 0; row < rows; row++) {
    const key = target?.[row] ?? 0
    const pool = pools.get(key)
    if (pool) pool.push(row)
    else pools.set(key, [row])
  }
  return pools
}

/** The five nearest of `pool` (a random part of it) to `row`; itself where it is alone. */
function nearest({ numbers, levels }: Space, row: number, pool: readonly number[], random: Random): number[] {
  const best: { readonly row: number; readonly distance: number }[] = []
  const tries = Math.min(candidates, pool.length)
  for (let i = 0; i < tries; i++) {
    const other = pool.length <= candidates ? pool[i]! : pool[random.below(pool.length)]!
    if (other === row) continue
    let distance = 0
    // Standardised numbers have a deviation of 1, which is then their median.
    for (const values of numbers) distance += (values[row]! - values[other]!) ** 2
    for (const codes of levels) if (codes[row] !== codes[other]) distance += 1
    if (best.length === neighbours && distance >= best[neighbours - 1]!.distance) continue
    const at = best.findIndex((known) => distance < known.distance)
    best.splice(at < 0 ? best.length : at, 0, { row: other, distance })
    if (best.length > neighbours) best.pop()
  }
  return best.length > 0 ? best.map((known) => known.row) : [row]
}

/** The row among a parent and its neighbours whose level most of them share. */
function commonest(column: Column, parent: number, near: readonly number[]): number {
  const keyOf = (row: number) => (column.kind === 'text' ? column.codes[row]! : column.values[row]!)
  const counts = new Map<number, number>()
  for (const row of near) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  let best = parent
  let most = counts.get(keyOf(parent)) ?? 0
  for (const row of near) {
    const count = counts.get(keyOf(row))!
    if (count <= most) continue
    most = count
    best = row
  }
  return best
}
