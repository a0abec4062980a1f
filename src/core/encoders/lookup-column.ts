import { hashText } from '../random'
import { cellReader, distinctCells } from '../relations/cells'
import { usualPartners } from '../relations/lookup'
import type { LookupRelation } from '../relations/relation'
import type { Field } from '../schema/schema'
import { type Column, type NumberFormat, textColumn } from '../table/table'
import { conditionCheck, distances } from './condition-check'
import type { ValueCondition } from './encoder'
import { fitSpellings } from './missing'

type Cell = number | string | null

/** Which value of `to` goes with each value of `from`. Only values that enough train rows hold are in it. */
export interface LookupState {
  readonly from: string
  readonly to: string
  /** Texts of `from`, null for missing; `places`: where they lie on their scale, for values that were never seen. */
  readonly keys: readonly (string | null)[]
  readonly places?: readonly number[]
  readonly partners: readonly Cell[]
  /** What the remaining values of `from` go with, and how often. */
  readonly rest: { readonly partners: readonly Cell[]; readonly rows: readonly number[] }
  /** How `to` writes its numbers; absent for texts. */
  readonly format?: NumberFormat
  readonly spelling: string
}

interface Side {
  readonly field: Field
  readonly column: Column
}

/** Looks at train rows only. A value of fewer than `minimumCount` rows is not in the state. */
export function fitLookup(
  relation: LookupRelation,
  from: Side,
  to: Side,
  rows: number,
  minimumCount: number,
): LookupState {
  const [a, b] = [distinctCells(from.column, rows), distinctCells(to.column, rows)]
  const usual = usualPartners(a.codes, b.codes, a.texts.length)
  const together = new Float64Array(a.texts.length)
  const ofTo = new Float64Array(b.texts.length)
  const rest = new Float64Array(b.texts.length)
  for (let row = 0; row < rows; row++) {
    if (usual[a.codes[row]!] === b.codes[row]) together[a.codes[row]!]!++
    ofTo[b.codes[row]!]!++
  }
  for (let row = 0; row < rows; row++) if (together[a.codes[row]!]! < minimumCount) rest[b.codes[row]!]!++
  const cellOf = cellsByCode(to.column, b.codes, b.texts)
  const kept = a.texts.flatMap((_, code) => (together[code]! >= minimumCount ? [code] : []))
  const shown = b.texts.flatMap((_, code) => (ofTo[code]! >= minimumCount ? [code] : []))
  const pooled = shown.filter((code) => rest[code]! > 0)
  const frequent = [...shown].sort((x, y) => ofTo[y]! - ofTo[x]!).slice(0, 1)
  const others = pooled.length > 0 ? pooled : frequent
  const scale = distances(from.field, from.column)
  const first = new Map<number, number>()
  a.codes.forEach((code, row) => {
    if (!first.has(code)) first.set(code, row)
  })
  return {
    from: relation.from,
    to: relation.to,
    keys: kept.map((code) => a.texts[code]!),
    ...(scale ? { places: kept.map((code) => scale[first.get(code)!]!) } : {}),
    partners: kept.map((code) => cellOf(usual[code]!)),
    rest: { partners: others.map(cellOf), rows: others.map((code) => Math.max(1, rest[code]!)) },
    ...(to.column.kind === 'number' ? { format: to.column.format } : {}),
    spelling: fitSpellings(to.column, minimumCount).texts[0] ?? '',
  }
}

function cellsByCode(column: Column, codes: Int32Array, texts: readonly (string | null)[]): (code: number) => Cell {
  if (column.kind === 'text') return (code) => texts[code] ?? null
  const values = new Map<number, number>()
  codes.forEach((code, row) => {
    if (!values.has(code)) values.set(code, column.values[row]!)
  })
  return (code) => (texts[code] === null ? null : (values.get(code) ?? null))
}

/** The column `to` for the values of `from`. The same value always gets the same partner. */
export function lookUp(state: LookupState, from: Side, rows: number): Column {
  const known = new Map<string | null, Cell>(state.keys.map((key, i) => [key, state.partners[i] ?? null]))
  const read = cellReader(from.column)
  const scale = distances(from.field, from.column)
  const cells: Cell[] = Array.from({ length: rows }, (_, row) => {
    const key = read(row)
    const seen = known.get(key)
    if (seen !== undefined) return seen
    const partner = partnerOfUnseen(state, key, scale?.[row])
    known.set(key, partner)
    return partner
  })
  return cellsColumn(cells, state)
}

/** Nearest known value where there is a scale, else a draw that hangs on the text alone. */
function partnerOfUnseen({ places, partners, rest }: LookupState, key: string | null, place: number | undefined): Cell {
  if (places && place !== undefined && !Number.isNaN(place)) {
    let best = -1
    places.forEach((each, i) => {
      if (Number.isNaN(each)) return
      if (best < 0 || Math.abs(each - place) < Math.abs(places[best]! - place)) best = i
    })
    if (best >= 0) return partners[best] ?? null
  }
  const all = rest.rows.reduce((sum, n) => sum + n, 0)
  let at = (hashText(key ?? '\u0000') / 2 ** 32) * all
  for (let i = 0; i < rest.rows.length; i++) {
    at -= rest.rows[i]!
    if (at < 0) return rest.partners[i] ?? null
  }
  return rest.partners.at(-1) ?? null
}

function cellsColumn(cells: readonly Cell[], { format, spelling }: LookupState): Column {
  if (!format) {
    const column = textColumn(cells as readonly (string | null)[])
    return column.missing ? { ...column, spellings: [spelling] } : column
  }
  const values = Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : Number.NaN))
  const missing = Uint8Array.from(values, (v) => (Number.isNaN(v) ? 1 : 0))
  const none = missing.every((m) => m === 0)
  return { kind: 'number', values, format, spellings: none ? [] : [spelling], ...(none ? {} : { missing }) }
}

/** Values of `from` whose partner meets the condition. */
export function keysMeeting(state: LookupState, condition: ValueCondition, to: Field): string[] {
  const check = conditionCheck(condition, to, cellsColumn(state.partners, state))
  return state.keys.filter((key, i): key is string => key !== null && check(i))
}
