import { StudioError } from '../problem'
import { allBytes, type PlainBytes, plainBytes } from './bytes'
import { mostColumns } from './csv'
import { createDecoding, sniffEncoding } from './encoding'
import { createObjectScanner, findRows, objectCells, valueCells } from './json-records'
import { columnNames } from './names'
import { type ByteSource, type Dialect, plainDialect, type ReadEvent, type Reader, type ReadOptions } from './reader'
import { sniffMissingWords } from './sniff-values'
import { createTableStream, type TableStream } from './table-stream'
import type { Cell } from './type-column'
import { createWarnings, type Warnings } from './warnings'

/** Objects, one per line. */
export const jsonl: Reader = {
  id: 'jsonl',
  label: 'JSON Lines',
  extensions: ['jsonl', 'ndjson', 'ldjson'],
  recognises: (head, name) => /\.(jsonl|ndjson|ldjson)$/i.test(name) || isObjectLine(headText(head)),
  read: (source, options) => readJson(source, options, 'jsonl'),
}

/** An array of objects, or an object that holds one. */
export const json: Reader = {
  id: 'json',
  label: 'JSON',
  extensions: ['json'],
  recognises: (head, name) => isDocument(headText(head), name),
  read: (source, options) => readJson(source, options, 'json'),
}

type Row = ReadonlyMap<string, Cell>
const sniffedRows = 1_000

function headText(head: Uint8Array): string {
  return createDecoding(sniffEncoding(head, false).encoding).decode(head.subarray(0, 65_536), false).trimStart()
}

function isObjectLine(text: string): boolean {
  if (!text.startsWith('{')) return false
  const line = text.slice(0, Math.max(0, text.search(/[\r\n]/)) || text.length)
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && line.length < text.length && /^\s*(\{|$)/.test(text.slice(line.length))
  } catch {
    return false
  }
}

function isDocument(text: string, name: string): boolean {
  return /^\[\s*([[{\]]|$)/.test(text) || /^\{\s*("|$)/.test(text) || (/\.json$/i.test(name) && /^[[{"\d-]/.test(text))
}

async function* readJson(source: ByteSource, options: ReadOptions, format: string): AsyncGenerator<ReadEvent> {
  const bytes = await plainBytes(source)
  const { encoding } = sniffEncoding(bytes.head, false)
  const text = headText(bytes.head)
  if (text === '') throw new StudioError({ code: 'read/empty', name: bytes.name })
  const warnings = createWarnings()
  const odd = (name: string) => warnings.add('unsupported-type', 0, name)
  const streamed = /^\[(?!\s*\[)/.test(text) || format === 'jsonl' || isObjectLine(text)
  const rows = streamed ? streamRows(bytes, encoding, odd) : wholeRows(bytes, encoding, odd)
  yield* readRows(bytes, rows, { ...options, encoding, format, warnings })
}

/** Batches of rows, as they come. */
async function* streamRows(bytes: PlainBytes, encoding: Dialect['encoding'], odd: (name: string) => void) {
  const decoding = createDecoding(encoding)
  const scanner = createObjectScanner()
  let row = 0
  const cut = (text: string, final: boolean): Row[] => {
    try {
      return scanner.push(text, final).map((object) => {
        row++
        return objectCells(object, odd)
      })
    } catch (error) {
      const reason = `row ${row + 1}: ${(error as Error).message}`
      throw new StudioError({ code: 'read/broken', name: bytes.name, format: 'JSON', reason })
    }
  }
  for await (const piece of bytes.stream()) yield cut(decoding.decode(piece, false), false)
  yield cut(decoding.decode(new Uint8Array(0), true), true)
}

async function* wholeRows(bytes: PlainBytes, encoding: Dialect['encoding'], odd: (name: string) => void) {
  const { name } = bytes
  const text = createDecoding(encoding).decode(await allBytes(bytes.stream(), name), true)
  try {
    yield findRows(JSON.parse(text), name).map((row) => valueCells(row, odd))
  } catch (error) {
    if (error instanceof StudioError) throw error
    throw new StudioError({ code: 'read/broken', name, format: 'JSON', reason: (error as Error).message })
  }
}

interface RowOptions extends ReadOptions {
  readonly encoding: Dialect['encoding']
  readonly format: string
  readonly warnings: Warnings
}

async function* readRows(
  bytes: PlainBytes,
  batches: AsyncGenerator<Row[]>,
  options: RowOptions,
): AsyncGenerator<ReadEvent> {
  const { warnings, format, encoding } = options
  let waiting: Row[] = []
  let open: { table: TableStream; add(row: Row): void } | undefined
  let complete = true
  const begin = function* (): Generator<ReadEvent> {
    const names = namesOf(waiting, bytes.name)
    const dialect = dialectOf(waiting, names, encoding, options)
    const shown = columnNames(names, names.length, warnings)
    yield { type: 'opened', format, names: shown, dialect, sheets: [], confidence: 1 }
    open = openTable(names, shown, dialect, options)
    for (const row of waiting) open.add(row)
    waiting = []
  }
  for await (const batch of batches) {
    if (options.signal?.aborted) {
      complete = false
      break
    }
    if (open) for (const row of batch) open.add(row)
    else waiting = waiting.length === 0 ? batch : [...waiting, ...batch]
    if (!open && waiting.length >= sniffedRows) yield* begin()
    if (open) yield* open.table.drain(bytes.progress(), false)
  }
  if (!open && waiting.length === 0 && complete) throw new StudioError({ code: 'read/no-rows', name: bytes.name })
  if (!open) yield* begin()
  yield* open!.table.drain(bytes.progress(), true)
  yield open!.table.done(complete)
}

function namesOf(rows: readonly Row[], name: string): string[] {
  const names = new Set<string>()
  for (const row of rows) for (const key of row.keys()) names.add(key)
  if (names.size > mostColumns)
    throw new StudioError({ code: 'read/too-many-columns', name, columns: names.size, limit: mostColumns })
  if (names.size === 0 && rows.length > 0) throw new StudioError({ code: 'read/no-rows', name })
  return [...names]
}

function dialectOf(
  rows: readonly Row[],
  names: readonly string[],
  encoding: Dialect['encoding'],
  { dialect }: ReadOptions,
): Dialect {
  const columns = names.map((name) => rows.slice(0, sniffedRows).map((row) => row.get(name) ?? ''))
  const words = sniffMissingWords(columns).filter((word) => word !== '')
  const dateOrder = dialect?.dateOrder ?? 'ymd'
  return { ...plainDialect, encoding, dateOrder, missingWords: dialect?.missingWords ?? words }
}

function openTable(names: readonly string[], shown: readonly string[], dialect: Dialect, options: RowOptions) {
  const { warnings, chunkRows } = options
  const lateWords = options.dialect?.missingWords === undefined
  const table = createTableStream({
    names: shown,
    dialect: { ...dialect, lateWords },
    warnings,
    chunkRows,
    firstRow: 1,
  })
  const known = new Set(names)
  const add = (row: Row) => {
    table.add(names.map((name) => row.get(name) ?? null))
    for (const key of row.keys()) if (!known.has(key)) warnings.add('ragged-long', table.rows, key)
  }
  return { table, add }
}
