import type { Field } from '../schema/schema'
import type { Column } from '../table/table'
import type { ExportHeader } from './exporter'

const truths: Readonly<Record<string, boolean>> = { true: true, false: false }

/** The truth value of `true`, `TRUE`, `False` …; undefined of any other text. */
export function truthOf(text: string): boolean | undefined {
  return truths[text.toLowerCase()]
}

/** The columns' fields by name; a column without one has undefined. */
export function fieldsOf(names: readonly string[], header: ExportHeader): (Field | undefined)[] {
  const byName = new Map(header.fields.map((field) => [field.name, field]))
  return names.map((name) => byName.get(name))
}

/** How a typed format holds a column. */
export type StoredType = 'integer' | 'decimal' | 'boolean' | 'text'

/** From the column's first rows, which all later rows must fit: those of one column are written alike. */
export function storedType(column: Column, field: Field | undefined): StoredType {
  if (column.kind === 'number') return column.format.places === 0 && column.values.every(isSafe) ? 'integer' : 'decimal'
  if (field?.kind !== 'boolean') return 'text'
  const present = new Set(column.codes.filter((code) => code >= 0))
  const truthful = [...present].every((code) => truthOf(column.levels[code]!) !== undefined)
  return truthful && present.size > 0 ? 'boolean' : 'text'
}

const isSafe = (value: number) => Number.isNaN(value) || Number.isSafeInteger(value)
