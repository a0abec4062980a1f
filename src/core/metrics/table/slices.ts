import { numbersOf, scaleOf, shareLevels } from '../../learners/column-values'
import type { Field } from '../../schema/schema'
import { cellText, type Table } from '../../table/table'
import { quantileEdges } from '../bins'
import { columnNamed } from '../compared-table'

/** Some rows of a table by what one column holds: a level, a range (bounds as the table writes them), or nothing. */
export interface Slice {
  readonly column: string
  readonly part:
    | { readonly is: 'level'; readonly level: string }
    | { readonly is: 'range'; readonly above?: string; readonly upTo?: string }
    | { readonly is: 'missing' }
  readonly rows: Uint32Array
}

const parts = 4

/** Every slice of `test` with at least `fewest` rows: levels, quarters of numbers by their quantiles, missing cells. */
export function slicesOf(test: Table, fields: readonly Field[], fewest: number): Slice[] {
  return fields
    .flatMap((field) => (scaleOf(field) === 'continuous' ? rangesOf(test, field) : levelsOf(test, field)))
    .filter((slice) => slice.rows.length >= fewest && slice.rows.length < test.rows)
}

function levelsOf(test: Table, { name }: Field): Slice[] {
  const column = columnNamed(test, name)
  if (!column) return []
  const { levels, codes } = shareLevels([column])
  const rows = rowsByCode(codes[0]!, levels.length + 1)
  return rows.map((own, code) => ({
    column: name,
    part: code < levels.length ? { is: 'level', level: levels[code]! } : { is: 'missing' },
    rows: own,
  }))
}

function rangesOf(test: Table, field: Field): Slice[] {
  const column = columnNamed(test, field.name)
  if (!column) return []
  const values = numbersOf(column, field)
  const sorted = values.filter((v) => !Number.isNaN(v)).sort()
  // The last edge is the largest value: no bound at all.
  const edges = [...quantileEdges(sorted, parts)].filter((edge) => edge < sorted[sorted.length - 1]!)
  const textOf = (edge: number) => cellText(column, values.indexOf(edge))
  const codes = Int32Array.from(values, (v) => (Number.isNaN(v) ? edges.length + 1 : edges.filter((e) => v > e).length))
  return rowsByCode(codes, edges.length + 2).map((own, code) => {
    if (code > edges.length) return { column: field.name, part: { is: 'missing' }, rows: own }
    const above = code > 0 ? { above: textOf(edges[code - 1]!) } : {}
    const upTo = code < edges.length ? { upTo: textOf(edges[code]!) } : {}
    return { column: field.name, part: { is: 'range', ...above, ...upTo }, rows: own }
  })
}

function rowsByCode(codes: Int32Array, size: number): Uint32Array[] {
  const lists: number[][] = Array.from({ length: size }, () => [])
  codes.forEach((code, row) => {
    lists[code]!.push(row)
  })
  return lists.map((list) => Uint32Array.from(list))
}

/** A level that fewer rows hold is rare. */
const rareShare = 0.01

/**
 * Rows of `test` that are unusual for `train`: a level that less than one row in a hundred holds, or a number beyond
 * the outer hundredths.
 */
export function unusualRows(train: Table, test: Table, fields: readonly Field[]): Uint32Array {
  const unusual = new Uint8Array(test.rows)
  for (const field of fields) {
    const [a, b] = [columnNamed(train, field.name), columnNamed(test, field.name)]
    if (!a || !b) continue
    const mark = (is: (row: number) => boolean) => {
      for (let row = 0; row < test.rows; row++) if (is(row)) unusual[row] = 1
    }
    if (scaleOf(field) === 'continuous') {
      const sorted = numbersOf(a, field)
        .filter((v) => !Number.isNaN(v))
        .sort()
      const [low, high] = [0.01, 0.99].map((q) => sorted[Math.floor(q * (sorted.length - 1))]!)
      const values = numbersOf(b, field)
      mark((row) => values[row]! < low! || values[row]! > high!)
      continue
    }
    const { levels, codes } = shareLevels([a, b])
    const counts = new Float64Array(levels.length + 1)
    for (const code of codes[0]!) counts[code] = counts[code]! + 1
    mark((row) => codes[1]![row]! < levels.length && counts[codes[1]![row]!]! < rareShare * train.rows)
  }
  return Uint32Array.from(unusual.keys()).filter((row) => unusual[row] === 1)
}
