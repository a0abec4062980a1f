import { numbersOf, scaleOf, shareLevels } from '../metrics/column-values'
import { columnNamed } from '../metrics/compared-table'
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
  return (bound(sorted, (x) => x < v) + bound(sorted, (x) => x <= v)) / (2 * Math.max(1, sorted.length))
}

/** How many of the ascending values come first. */
function bound(sorted: Float64Array, isBefore: (x: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(sorted[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Distance of each of the rows `from` to the nearest of the rows `to` of other points: differences of ranks and 1 per
 * level that differs (or is missing on one side only), summed: Gower's distance on ranks. `[from.length]`
 */
export function nearestDistances(a: Points, from: Uint32Array, b: Points, to: Uint32Array): Float64Array {
  return Float64Array.from(from, (row) => {
    let best = Number.POSITIVE_INFINITY
    for (let i = 0; i < to.length; i++) {
      const d = distance(a, row, b, to[i]!, best)
      if (d < best) best = d
      if (best === 0) break
    }
    return best
  })
}

/** Gives up, with what it has, as soon as it reaches `limit`. */
function distance(a: Points, rowA: number, b: Points, rowB: number, limit: number): number {
  let d = 0
  const { levels, numbers } = a
  for (let j = 0, p = rowA * levels, q = rowB * levels; j < levels; j++) if (a.codes[p + j] !== b.codes[q + j]) d++
  if (d >= limit) return d
  for (let j = 0, p = rowA * numbers, q = rowB * numbers; j < numbers; j++) {
    const [x, y] = [a.ranks[p + j]!, b.ranks[q + j]!]
    d += x < 0 !== y < 0 ? 1 : Math.abs(x - y)
    if (d >= limit) return d
  }
  return d
}
