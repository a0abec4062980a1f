import type { Mismatch } from '../reports/audit-facts'
import type { Schema } from '../schema/schema'
import type { Column, Table } from '../table/table'
import { alignColumn } from './align-column'

/** A table of another file in the real table's columns: those that both hold, in schema order, read as its kinds. */
export interface AlignedTable {
  readonly table: Table
  readonly mismatches: readonly Mismatch[]
}

/**
 * Matches columns by name and then by kind. A header that differs in case, blanks or signs only is taken for the same;
 * order does not matter, and no column is matched by its place.
 */
export function alignTable(real: Table, schema: Schema, missingWords: readonly string[], other: Table): AlignedTable {
  const places = matchNames(real.names, other.names)
  const mismatches: Mismatch[] = []
  const names: string[] = []
  const columns: Column[] = []
  for (const [f, field] of schema.fields.entries()) {
    const { name } = field
    const place = places[f]
    if (place === undefined) {
      mismatches.push({ code: 'missing-column', name })
      continue
    }
    if (other.names[place] !== name) mismatches.push({ code: 'renamed', name, as: other.names[place]! })
    const aligned = alignColumn({ field, real: real.columns[f]!, missingWords }, other.columns[place]!)
    mismatches.push(...aligned.mismatches)
    if (!aligned.column) continue
    names.push(name)
    columns.push(aligned.column)
  }
  other.names.forEach((name, c) => {
    if (!places.includes(c)) mismatches.push({ code: 'extra-column', name })
  })
  return { table: { rows: other.rows, names, columns }, mismatches }
}

/** Per wanted name its place among `given`: the same name, else the only one that is alike. */
function matchNames(wanted: readonly string[], given: readonly string[]): (number | undefined)[] {
  const places = wanted.map((name) => (given.includes(name) ? given.indexOf(name) : undefined))
  return wanted.map((name, w) => {
    if (places[w] !== undefined) return places[w]
    const key = plainName(name)
    const alike = given.flatMap((other, c) => (plainName(other) === key && !places.includes(c) ? [c] : []))
    const rivals = wanted.filter((other, i) => places[i] === undefined && plainName(other) === key)
    return alike.length === 1 && rivals.length === 1 ? alike[0] : undefined
  })
}

const plainName = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
