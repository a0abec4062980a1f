import type { Field } from '../schema/schema'
import type { Column, Table } from '../table/table'
import { cellReader, distinctCells, fieldAndColumn } from './cells'
import {
  fewestChances,
  type LookupRelation,
  type Proposal,
  proposedFrom,
  type RelationKind,
  type Search,
} from './relation'

const mostFields = 200
/** Rows per value of `from`, on average: with fewer, every column would seem to follow from it. */
const fewestRepeats = 5
/** Rows of values that are too rare to be told apart would get a drawn partner. */
const fewestPerValue = 5
const mostInRareValues = 0.1
/** A column that is nearly constant seems to follow from everything: so much of its variety must be explained. */
const leastExplained = 0.8

/** Rows that would contradict if the columns had nothing to do with each other. */
const fewestExpected = 30

const kinds: readonly Field['kind'][] = ['category', 'ordinal', 'boolean', 'integer', 'decimal', 'date']

/** a → b: every city lies in one country, every code has one name. */
export const lookup: RelationKind<LookupRelation> = {
  kind: 'lookup',
  fieldsOf: ({ from, to }) => [from, to],
  find(search) {
    const columns = coded(search)
    const found: Proposal[] = []
    for (const from of columns) {
      if (from.levels * fewestRepeats > search.table.rows || from.rareShare > mostInRareValues) continue
      for (const to of columns) {
        if (from === to || to.levels > 2 * from.levels || to.levels < 2) continue
        if (share(follow(from, to, search.sample)) < proposedFrom) continue
        const counted = follow(from, to)
        if (counted.chances < fewestChances || share(counted) < proposedFrom) continue
        if (1 - share(counted) > (1 - leastExplained) * (1 - to.largestShare)) continue
        if (counted.chances * (1 - to.largestShare) < fewestExpected) continue
        if (isSecondOfTwins(from, to, columns)) continue
        const relation: LookupRelation = { kind: 'lookup', from: from.name, to: to.name }
        found.push({ relation, rows: counted.rows, holds: counted.holds })
      }
    }
    return withoutImplied(found)
  },
  holds({ from, to }, table, schema, known) {
    const [a, b] = [from, to].map((name) => fieldAndColumn(schema, table, name))
    const holds = new Uint8Array(table.rows).fill(1)
    if (!a || !b) return holds
    if (known) return holdsAsIn(known, a.column, b.column, [from, to], table.rows)
    const [x, y] = [distinctCells(a.column, table.rows), distinctCells(b.column, table.rows)]
    const usual = usualPartners(x.codes, y.codes, x.texts.length)
    for (let row = 0; row < table.rows; row++) if (usual[x.codes[row]!] !== y.codes[row]) holds[row] = 0
    return holds
  },
}

/** Values of `from` that `known` lacks contradict nothing. */
function holdsAsIn(known: Table, from: Column, to: Column, names: readonly [string, string], rows: number): Uint8Array {
  const [a, b] = names.map((name) => distinctCells(known.columns[known.names.indexOf(name)]!, known.rows)) as [
    ReturnType<typeof distinctCells>,
    ReturnType<typeof distinctCells>,
  ]
  const usual = usualPartners(a.codes, b.codes, a.texts.length)
  const partners = new Map(a.texts.map((text, code) => [text, b.texts[usual[code]!]]))
  const [x, y] = [from, to].map(cellReader)
  return Uint8Array.from({ length: rows }, (_, row) => {
    const partner = partners.get(x!(row))
    return partner === undefined || partner === y!(row) ? 1 : 0
  })
}

/** Without a → c where x → a and x → c are there too: what decides both says it. */
function withoutImplied(found: readonly Proposal[]): Proposal[] {
  const pairs = found.map(({ relation }) => relation as LookupRelation)
  const decides = (from: string, to: string) => pairs.some((pair) => pair.from === from && pair.to === to)
  return found.filter((_, i) => {
    const { from, to } = pairs[i]!
    return !pairs.some((pair) => pair.to === from && pair.from !== to && decides(pair.from, to))
  })
}

interface Coded {
  readonly name: string
  readonly field: Field
  readonly codes: Int32Array
  readonly levels: number
  /** Share of the most frequent value. */
  readonly largestShare: number
  /** Part of the rows whose value fewer than {@link fewestPerValue} rows hold. */
  readonly rareShare: number
}

function coded({ schema, table }: Search): Coded[] {
  return schema.fields
    .filter(({ action, kind }) => action === 'learn' && kinds.includes(kind))
    .slice(0, mostFields)
    .flatMap((field) => {
      const found = fieldAndColumn(schema, table, field.name)
      if (!found) return []
      const { codes, texts } = distinctCells(found.column, table.rows)
      const counts = new Float64Array(texts.length)
      for (const code of codes) counts[code]!++
      const largestShare = counts.reduce((most, n) => Math.max(most, n), 0) / table.rows
      const rare = counts.reduce((sum, n) => sum + (n < fewestPerValue ? n : 0), 0)
      return [{ name: field.name, field, codes, levels: texts.length, largestShare, rareShare: rare / table.rows }]
    })
}

/** Of two columns that follow from each other, whole numbers and ordered words decide, then words, then the earlier. */
function isSecondOfTwins(from: Coded, to: Coded, columns: readonly Coded[]): boolean {
  if (share(follow(to, from)) < proposedFrom) return false
  const rank = ({ field: { role, kind } }: Coded) => {
    if (role === 'target') return 3
    return kind === 'category' ? 1 : kind === 'decimal' || kind === 'date' ? 2 : 0
  }
  const order = rank(from) - rank(to) || columns.indexOf(from) - columns.indexOf(to)
  return order > 0
}

interface Following {
  readonly rows: number
  readonly holds: number
  /** Rows that could have contradicted: all but one per value of `from`. */
  readonly chances: number
}

const share = ({ rows, holds }: Following) => (rows === 0 ? 0 : holds / rows)

function follow(from: Coded, to: Coded, sample?: Uint32Array): Following {
  const take = (codes: Int32Array) => (sample ? Int32Array.from(sample, (row) => codes[row]!) : codes)
  const [a, b] = [take(from.codes), take(to.codes)]
  const usual = usualPartners(a, b, from.levels)
  let holds = 0
  for (let row = 0; row < a.length; row++) if (usual[a[row]!] === b[row]) holds++
  const present = usual.reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0)
  return { rows: a.length, holds, chances: a.length - present }
}

/** Per code of `from` the code of `to` that most of its rows hold; −1 where it has none. */
export function usualPartners(from: Int32Array, to: Int32Array, levels: number): Int32Array {
  const counts = Array.from({ length: levels }, () => new Map<number, number>())
  for (let row = 0; row < from.length; row++) {
    const own = counts[from[row]!]!
    own.set(to[row]!, (own.get(to[row]!) ?? 0) + 1)
  }
  return Int32Array.from(counts, (own) => {
    let [best, most] = [-1, 0]
    for (const [code, n] of own) if (n > most) [best, most] = [code, n]
    return best
  })
}
