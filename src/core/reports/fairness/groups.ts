import { numbersOf, scaleOf, shareLevels } from '../../learners/column-values'
import { quantileEdges } from '../../metrics/bins'
import { columnNamed } from '../../metrics/compared-table'
import type { Slice } from '../../metrics/table/slices'
import type { Field } from '../../schema/schema'
import { cellText, type Table } from '../../table/table'

/** Groups of fewer rows are not told: too uncertain, and too near to single persons. */
export const fewestRows = 30
const mostGroups = 12
const parts = 4

/** How a sensitive column parts rows into groups: by train, the same for every table. */
export interface Grouping {
  readonly column: string
  readonly groups: readonly Slice['part'][]
  /** `[rows]`: a group's number, −1 where the row is in none that is told. */
  of(table: Table): Int32Array
}

/** The most frequent levels, or quarters of a number, of at least 30 train rows each; and missing cells. */
export function groupingOf(train: Table, field: Field): Grouping | undefined {
  const column = columnNamed(train, field.name)
  if (!column || !scaleOf(field)) return undefined
  return scaleOf(field) === 'continuous' ? byRange(train, field) : byLevel(train, field)
}

function byLevel(train: Table, { name }: Field): Grouping {
  const { levels, codes } = shareLevels([columnNamed(train, name)!])
  const counts = countOf(codes[0]!, levels.length + 1)
  const told = [...counts.keys()]
    .filter((code) => counts[code]! >= fewestRows)
    .sort((a, b) => counts[b]! - counts[a]!)
    .slice(0, mostGroups)
  const places = new Map(told.map((code, place) => [levels[code], place]))
  return {
    column: name,
    groups: told.map((code) => (code < levels.length ? { is: 'level', level: levels[code]! } : { is: 'missing' })),
    of: (table) => {
      const own = shareLevels([columnNamed(table, name)!])
      // Missing is the code behind the last level, whose name is undefined in both.
      const ofLevel = [...own.levels, undefined].map((level) => places.get(level as string) ?? -1)
      return Int32Array.from(own.codes[0]!, (code) => ofLevel[code]!)
    },
  }
}

function byRange(train: Table, field: Field): Grouping {
  const column = columnNamed(train, field.name)!
  const values = numbersOf(column, field)
  const sorted = values.filter((v) => !Number.isNaN(v)).sort()
  const edges = [...quantileEdges(sorted, parts)].filter((edge) => edge < sorted[sorted.length - 1]!)
  const texts = edges.map((edge) => cellText(column, values.indexOf(edge)))
  const binOf = (v: number) => (Number.isNaN(v) ? edges.length + 1 : edges.filter((edge) => v > edge).length)
  const counts = countOf(Int32Array.from(values, binOf), edges.length + 2)
  const told = [...counts.keys()].filter((bin) => counts[bin]! >= fewestRows)
  return {
    column: field.name,
    groups: told.map((bin) => {
      if (bin > edges.length) return { is: 'missing' }
      const above = bin > 0 ? { above: texts[bin - 1]! } : {}
      return { is: 'range', ...above, ...(bin < edges.length ? { upTo: texts[bin]! } : {}) }
    }),
    of: (table) => Int32Array.from(numbersOf(columnNamed(table, field.name)!, field), (v) => told.indexOf(binOf(v))),
  }
}

function countOf(codes: Int32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size)
  for (const code of codes) counts[code] = counts[code]! + 1
  return counts
}

/** Row numbers per group. */
export function rowsByGroup(groups: Int32Array, count: number): Uint32Array[] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  groups.forEach((group, row) => {
    if (group >= 0) lists[group]!.push(row)
  })
  return lists.map((list) => Uint32Array.from(list))
}
