import { type BasicType, ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
import { type Column, cellText, type Table } from '../table/table'
import type { Exporter, ExportHeader } from './exporter'
import { fieldsOf, type StoredType, storedType, truthOf } from './field-types'

/** Rows of a row group at most; all of a group is held until it is written. */
const rowsPerGroup = 65536
/** Cells of a row group at most, so that wide tables have shorter groups. */
const cellsPerGroup = 2 ** 21

/** Apache Parquet, Snappy: whole numbers as INT64, others as DOUBLE, texts as UTF-8, null where missing. */
export const parquet: Exporter = {
  id: 'parquet',
  label: 'Parquet',
  extension: 'parquet',
  mimeType: 'application/vnd.apache.parquet',
  neutralises: false,
  write,
}

type Value = string | number | bigint | boolean | null

const types: Readonly<Record<StoredType, BasicType>> = {
  integer: 'INT64',
  decimal: 'DOUBLE',
  boolean: 'BOOLEAN',
  text: 'STRING',
}

async function* write(batches: AsyncIterable<Table>, header: ExportHeader): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter()
  let file: { writer: ParquetWriter; names: readonly string[]; types: readonly StoredType[] } | undefined
  for await (const group of rowGroups(batches)) {
    file ??= openFile(bytes, group, header)
    const { names, types: columnTypes } = file
    const columnData = group.columns.map((chunks, c) => ({ name: names[c]!, data: valuesOf(chunks, columnTypes[c]!) }))
    file.writer.write({ columnData, rowGroupSize: group.rows })
    yield takeBytes(bytes)
  }
  file ??= openFile(bytes, emptyGroup(header), header)
  file.writer.finish()
  yield takeBytes(bytes)
}

interface RowGroup {
  readonly rows: number
  readonly names: readonly string[]
  /** `[columns][chunks]`: parts of each column, in order. */
  readonly columns: readonly (readonly ColumnPart[])[]
}

interface ColumnPart {
  readonly column: Column
  readonly start: number
  readonly end: number
}

/** Cuts batches into groups whose size depends on the number of columns alone, not on how the rows arrive. */
async function* rowGroups(batches: AsyncIterable<Table>): AsyncGenerator<RowGroup> {
  let names: readonly string[] = []
  let parts: ColumnPart[][] = []
  let rows = 0
  for await (const table of batches) {
    names = table.names
    const size = Math.max(1, Math.min(rowsPerGroup, Math.floor(cellsPerGroup / Math.max(1, names.length))))
    for (let start = 0; start < table.rows; ) {
      const end = Math.min(table.rows, start + size - rows)
      if (rows === 0) parts = table.columns.map(() => [])
      for (const [c, column] of table.columns.entries()) parts[c]!.push({ column, start, end })
      rows += end - start
      start = end
      if (rows < size) continue
      yield { rows, names, columns: parts }
      rows = 0
    }
  }
  if (rows > 0) yield { rows, names, columns: parts }
}

function emptyGroup(header: ExportHeader): RowGroup {
  return { rows: 0, names: header.fields.map(({ name }) => name), columns: header.fields.map(() => []) }
}

function openFile(bytes: ByteWriter, group: RowGroup, header: ExportHeader) {
  const fields = fieldsOf(group.names, header)
  const columnTypes = group.columns.map((parts, c) =>
    groupType(parts.map(({ column }) => storedType(column, fields[c]))),
  )
  const columnData = group.names.map((name, c) => ({ name, data: [], type: types[columnTypes[c]!], nullable: true }))
  const schema = schemaFromColumnData({ columnData })
  const kvMetadata = Object.entries(header.marks ?? {}).map(([key, value]) => ({ key, value }))
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'synthetic-data-studio', kvMetadata })
  return { writer, names: group.names, types: columnTypes }
}

/** The narrowest type that holds all chunks. */
function groupType(found: readonly StoredType[]): StoredType {
  const [first = 'text', ...rest] = new Set(found)
  if (rest.length === 0) return first
  return [first, ...rest].every((type) => type === 'integer' || type === 'decimal') ? 'decimal' : 'text'
}

function valuesOf(parts: readonly ColumnPart[], type: StoredType): Value[] {
  const values: Value[] = []
  for (const { column, start, end } of parts)
    for (let row = start; row < end; row++) values.push(cellValue(column, row, type))
  return values
}

function cellValue(column: Column, row: number, type: StoredType): Value {
  if (column.missing?.[row]) return null
  if (type === 'text') return column.kind === 'text' && column.codes[row]! < 0 ? null : cellText(column, row)
  if (column.kind === 'number') {
    const value = column.values[row]!
    if (Number.isNaN(value)) return null
    if (type !== 'integer') return value
    if (!Number.isSafeInteger(value)) throw new Error('an integer column has other numbers after its first rows')
    return BigInt(value)
  }
  const text = column.levels[column.codes[row]!]
  const truth = text === undefined || type !== 'boolean' ? undefined : truthOf(text)
  if (text !== undefined && truth === undefined)
    throw new Error(`a ${type} column has turned into text after its first rows`)
  return truth ?? null
}

/** What has been written since the last call; the buffer starts anew, the offset in the file goes on. */
function takeBytes(bytes: ByteWriter): Uint8Array {
  const taken = bytes.getBytes().slice()
  bytes.index = 0
  return taken
}
