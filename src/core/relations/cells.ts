import { numbersOf } from '../learners/column-values'
import type { Field, Schema } from '../schema/schema'
import { type Column, cellText, isMissing, type Table } from '../table/table'

export { numbersOf }

export const millisecondsPerDay = 86_400_000

/** A field of the schema with its column; undefined when either is not there. */
export function fieldAndColumn(
  schema: Schema,
  table: Table,
  name: string,
): { readonly field: Field; readonly column: Column } | undefined {
  const field = schema.fields.find((each) => each.name === name)
  const column = table.columns[table.names.indexOf(name)]
  return field && column ? { field, column } : undefined
}

const isDate = ({ kind }: Field) => kind === 'date' || kind === 'datetime'

/** Whether a field is learned as a number or a date. */
export const isNumeric = (field: Field): boolean =>
  field.action === 'learn' && (field.kind === 'integer' || field.kind === 'decimal' || isDate(field))

/** The column as numbers, dates in days since 1970; NaN where missing. `[rows]` */
export function numericCells(field: Field, column: Column): Float64Array {
  const values = numbersOf(column, field)
  return isDate(field) ? values.map((ms) => ms / millisecondsPerDay) : values
}

/** Cells as texts, null where missing. */
export function cellReader(column: Column): (row: number) => string | null {
  if (column.kind === 'text')
    return (row) => (isMissing(column, row) ? null : (column.levels[column.codes[row]!] ?? null))
  const texts = new Map<number, string>()
  return (row) => {
    if (isMissing(column, row)) return null
    const value = column.values[row]!
    let text = texts.get(value)
    if (text === undefined) {
      text = cellText(column, row)
      texts.set(value, text)
    }
    return text
  }
}

/** Codes of a column's distinct cells, missing among them. `codes`: `[rows]`; `texts`: per code, null for missing. */
export function distinctCells(column: Column, rows: number): { codes: Int32Array; texts: (string | null)[] } {
  const read = cellReader(column)
  const index = new Map<string | null, number>()
  const codes = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const text = read(row)
    let code = index.get(text)
    if (code === undefined) {
      code = index.size
      index.set(text, code)
    }
    codes[row] = code
  }
  return { codes, texts: [...index.keys()] }
}

export const columnNamed = (table: Table, name: string): Column | undefined => table.columns[table.names.indexOf(name)]

/** The table with this column in the place of the one of that name, or at its end. */
export function withColumn(table: Table, name: string, column: Column): Table {
  const at = table.names.indexOf(name)
  if (at < 0) return { ...table, names: [...table.names, name], columns: [...table.columns, column] }
  return { ...table, columns: table.columns.map((each, c) => (c === at ? column : each)) }
}
