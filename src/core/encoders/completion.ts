import { type Column, cellText, isMissing, type NumberFormat, type Table, takeRows, textColumn } from '../table/table'
import type { Codes, EncodedTable, Unit } from './encoder'
import type { UnitStratum } from './strata'

/** Rows to complete: their strata, and how the sampled rows become the asked-for ones. */
export interface Completion {
  readonly strata: readonly UnitStratum[]
  /** Puts decoded rows (all strata, in order) into the order of the given rows, with the given cells verbatim. */
  restore(sampled: Table): Table
}

/** What the given cells say about a gap without filling it: rows with the same `key` have the same `masks`. */
export interface GapLimits {
  key(row: number): string
  /** Per unit what is allowed; undefined = free. `row`: any of that key. */
  masks(row: number): readonly (Uint8Array | undefined)[]
}

/** `given`: partial rows, missing cells are to be filled. `encoded`: the same rows. Rows with the same gaps share a stratum. */
export function planCompletion(
  given: Table,
  encoded: EncodedTable,
  fieldNames: readonly string[],
  limits: GapLimits,
): Completion {
  const columnOf = fieldNames.map((name) => given.names.indexOf(name))
  const groups = new Map<string, number[]>()
  for (let row = 0; row < given.rows; row++) {
    const pattern = columnOf.map((c) => (c >= 0 && !isMissing(given.columns[c]!, row) ? '1' : '0')).join('')
    const key = `${pattern}${limits.key(row)}`
    const rows = groups.get(key)
    if (rows) rows.push(row)
    else groups.set(key, [row])
  }
  const strata = [...groups].map(([pattern, rows]) => {
    const masks = limits.masks(rows[0]!)
    return {
      rows: rows.length,
      allowed: encoded.units.map((unit, u) =>
        pattern[unit.field] === '1' ? undefined : (masks[u] ?? presentOnly(unit)),
      ),
      known: encoded.units.map((unit, u) => (pattern[unit.field] === '1' ? take(encoded.codes[u]!, rows) : undefined)),
    }
  })
  const order = Uint32Array.from([...groups.values()].flat())
  const position = new Uint32Array(given.rows)
  order.forEach((row, at) => {
    position[row] = at
  })
  return { strata, restore: (sampled) => keepGiven(takeRows(sampled, position), given) }
}

/** A gap is filled with a value, not with another gap, unless the column has nothing else. */
function presentOnly(unit: Unit): Uint8Array | undefined {
  if (unit.missingFrom === 0 || unit.missingFrom === unit.size) return undefined
  return Uint8Array.from({ length: unit.size }, (_, code) => (code < unit.missingFrom ? 1 : 0))
}

function take(codes: Codes, rows: readonly number[]): Codes {
  return Uint16Array.from(rows, (row) => codes[row]!)
}

/** The given cells, to the letter, over those that were made. */
export function keepGiven(sampled: Table, given: Table): Table {
  const columns = sampled.columns.map((column, c) => {
    const own = given.columns[given.names.indexOf(sampled.names[c]!)]
    return own ? overlay(column, own) : column
  })
  return { ...sampled, columns }
}

/** One way of writing that leaves the given cells as they are; undefined where there is none. */
function commonFormat(made: NumberFormat, given: NumberFormat): NumberFormat | undefined {
  const { places: _, ...marks } = made
  const { places: __, ...others } = given
  const isAlike = (Object.keys(marks) as (keyof typeof marks)[]).every((mark) => marks[mark] === others[mark])
  if (!isAlike || (made.fixed && made.places !== given.places)) return undefined
  return { ...made, places: Math.max(made.places, given.places) }
}

function overlay(made: Column, given: Column): Column {
  const rows = made.kind === 'number' ? made.values.length : made.codes.length
  const format = made.kind === 'number' && given.kind === 'number' && commonFormat(made.format, given.format)
  if (format && made.kind === 'number' && given.kind === 'number') {
    const values = made.values.slice()
    const missing = made.missing?.slice()
    for (let i = 0; i < rows; i++) {
      if (isMissing(given, i)) continue
      values[i] = given.values[i]!
      if (missing) missing[i] = 0
    }
    return { ...made, values, format, ...(missing ? { missing } : {}) }
  }
  const cells = Array.from({ length: rows }, (_, i) => {
    if (!isMissing(given, i)) return cellText(given, i)
    return isMissing(made, i) ? null : cellText(made, i)
  })
  return textColumn(cells)
}
