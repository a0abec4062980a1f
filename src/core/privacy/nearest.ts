import { numbersOf, scaleOf, shareLevels } from '../learners/column-values'
import { columnNamed } from '../metrics/compared-table'
import { countBefore } from '../metrics/count-before'
import type { Field } from '../schema/schema'
import type { Table } from '../table/table'

/** Rows as points: ranks of numbers and codes of levels, row after row. */
export interface Points {
  readonly rows: number
  /** `[rows × numbers]`, ranks 0–1; −1 where missing. */
  readonly ranks: Float32Array
  readonly numbers: number
  /** `[rows × levels]` */
  readonly codes: Int32Array
  readonly levels: number
}

/** Points of several tables in one space. Ranks are those among the values of the first table. */
export function pointsOf(tables: readonly Table[], fields: readonly Field[]): Points[] {
  const numeric = fields.filter((field) => scaleOf(field) === 'continuous')
  const discrete = fields.filter((field) => scaleOf(field) === 'discrete')
  const points = tables.map(({ rows }) => ({
    rows,
    ranks: new Float32Array(rows * numeric.length),
    numbers: numeric.length,
    codes: new Int32Array(rows * discrete.length),
    levels: discrete.length,
  }))
  numeric.forEach((field, j) => {
    const values = tables.map((table) => numbersOf(columnNamed(table, field.name)!, field))
    const sorted = values[0]!.filter((v) => !Number.isNaN(v)).sort()
    values.forEach((own, t) => {
      const { ranks, numbers } = points[t]!
      for (let row = 0; row < own.length; row++) ranks[row * numbers + j] = rankOf(own[row]!, sorted)
    })
  })
  discrete.forEach((field, j) => {
    const { codes } = shareLevels(tables.map((table) => columnNamed(table, field.name)!))
    codes.forEach((own, t) => {
      const { codes: into, levels } = points[t]!
      for (let row = 0; row < own.length; row++) into[row * levels + j] = own[row]!
    })
  })
  return points
}

/** The share of `sorted` below `v`, values equal to it counted half, so that ties lie in their middle. */
function rankOf(v: number, sorted: Float64Array): number {
  if (Number.isNaN(v)) return -1
  return (countBefore(sorted, (x) => x < v) + countBefore(sorted, (x) => x <= v)) / (2 * Math.max(1, sorted.length))
}

/**
 * Distance of each of the rows `from` to the nearest of the rows `to` of other points: differences of ranks and 1 per
 * level that differs (or is missing on one side only), summed: Gower's distance on ranks. `[from.length]`
 */
export function nearestDistances(a: Points, from: Uint32Array, b: Points, to: Uint32Array): Float64Array {
  const [codes, ranks] = [gather(b.codes, b.levels, to), gather(b.ranks, b.numbers, to)]
  return Float64Array.from(from, (row) => {
    const ownCodes = a.codes.subarray(row * a.levels, (row + 1) * a.levels)
    const ownRanks = a.ranks.subarray(row * a.numbers, (row + 1) * a.numbers)
    return nearestOf(ownCodes, ownRanks, codes, ranks, to.length)
  })
}

/** The rows that are searched, side by side in memory. */
function gather<T extends Int32Array | Float32Array>(values: T, width: number, rows: Uint32Array): T {
  const held = values.slice(0, rows.length * width) as T
  rows.forEach((row, i) => {
    held.set(values.subarray(row * width, (row + 1) * width), i * width)
  })
  return held
}

function nearestOf(
  own: Int32Array,
  ownRanks: Float32Array,
  codes: Int32Array,
  ranks: Float32Array,
  rows: number,
): number {
  const [levels, numbers] = [own.length, ownRanks.length]
  let best = Number.POSITIVE_INFINITY
  for (let i = 0, p = 0, q = 0; i < rows && best > 0; i++, p += levels, q += numbers) {
    let d = 0
    // A row is given up as soon as it is no nearer than the best.
    for (let j = 0; j < levels && d < best; j++) if (codes[p + j] !== own[j]) d++
    for (let j = 0; j < numbers && d < best; j++) {
      const x = ownRanks[j]!
      const y = ranks[q + j]!
      if (x < 0 || y < 0) d += x < 0 && y < 0 ? 0 : 1
      else d += x > y ? x - y : y - x
    }
    if (d < best) best = d
  }
  return best
}
