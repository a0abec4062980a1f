import type { Table } from '../table/table'
import { type CellStyle, cellWriter, plainDigits } from './cells'
import type { Exporter, ExportHeader } from './exporter'
import { fieldsOf, type StoredType, storedType, truthOf } from './field-types'
import { textBytes } from './text-bytes'

/** Rows in one INSERT statement: databases limit the length of a statement. */
const rowsPerInsert = 500

/** A table definition and its rows in standard SQL (names in double quotes), as PostgreSQL, SQLite and DuckDB read it. */
export const sql: Exporter = {
  id: 'sql',
  label: 'SQL',
  extension: 'sql',
  mimeType: 'application/sql',
  neutralises: false,
  write: (batches, header) => textBytes(statements(batches, header)),
}

const types: Readonly<Record<StoredType, string>> = {
  integer: 'BIGINT',
  decimal: 'DOUBLE PRECISION',
  boolean: 'BOOLEAN',
  text: 'TEXT',
}

const style: CellStyle = {
  text: quoteText,
  number: (value, { format }) => (Number.isFinite(value) ? plainDigits(value, format) : 'NULL'),
  missing: () => 'NULL',
}

function styleOf(type: StoredType): CellStyle {
  if (type === 'boolean') return { ...style, text: (text) => (truthOf(text) ? 'TRUE' : 'FALSE') }
  if (type === 'text') return { ...style, number: (value, { format }) => quoteText(plainDigits(value, format)) }
  return style
}

async function* statements(batches: AsyncIterable<Table>, header: ExportHeader) {
  const table = quoteName(header.tableName)
  let columnTypes: readonly StoredType[] | undefined
  let rows = 0
  for await (const batch of batches) {
    if (!columnTypes) {
      const fields = fieldsOf(batch.names, header)
      columnTypes = batch.columns.map((column, c) => storedType(column, fields[c]))
      yield definition(table, batch.names, columnTypes)
    }
    const cells = batch.columns.map((column, c) => cellWriter(column, styleOf(columnTypes![c]!)))
    const insert = `INSERT INTO ${table} (${batch.names.map(quoteName).join(', ')}) VALUES\n`
    for (let row = 0; row < batch.rows; row++, rows++) {
      const start = rows % rowsPerInsert === 0 ? `${rows === 0 ? '' : ';\n'}${insert}` : ',\n'
      yield `${start}(${cells.map((cell) => cell(row)).join(', ')})`
    }
  }
  if (rows > 0) yield ';\n'
}

function definition(table: string, names: readonly string[], columnTypes: readonly StoredType[]): string {
  const columns = names.map((name, c) => `  ${quoteName(name)} ${types[columnTypes[c]!]}`)
  return `CREATE TABLE ${table} (\n${columns.join(',\n')}\n);\n`
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
