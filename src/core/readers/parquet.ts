import { type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema, toJson } from 'hyparquet'
import { StudioError } from '../problem'
import { compilePattern } from '../schema/date-pattern'
import { type PlainBytes, plainBytes, type RandomBytes } from './bytes'
import { mostColumns } from './csv'
import { startsWith } from './magic'
import { columnNames } from './names'
import { type ByteSource, plainDialect, type ReadEvent, type Reader, type ReadOptions } from './reader'
import { createTableStream } from './table-stream'
import type { Cell } from './type-column'
import { createWarnings } from './warnings'

const par1 = [0x50, 0x41, 0x52, 0x31]
const windowRows = 131_072

export const parquet: Reader = {
  id: 'parquet',
  label: 'Parquet',
  extensions: ['parquet', 'pq'],
  recognises: (head) => startsWith(head, par1) || startsWith(head, [0x50, 0x41, 0x52, 0x45]),
  read: readParquet,
}

async function* readParquet(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent> {
  const bytes = await plainBytes(source)
  if (!startsWith(bytes.head, par1)) throw new StudioError({ code: 'read/encrypted', name: bytes.name })
  const file = asyncBuffer(await bytes.random())
  const metadata = await orBroken(bytes, () => parquetMetadataAsync(file))
  const children = await orBroken(bytes, async () => parquetSchema(metadata).children)
  const total = Number(metadata.num_rows)
  if (children.length > mostColumns)
    throw new StudioError({
      code: 'read/too-many-columns',
      name: bytes.name,
      columns: children.length,
      limit: mostColumns,
    })
  if (total === 0 || children.length === 0) throw new StudioError({ code: 'read/no-rows', name: bytes.name })
  const warnings = createWarnings()
  const given = children.map((child) => child.element.name)
  const names = columnNames(given, given.length, warnings)
  const dialect = { ...plainDialect, missingWords: options.dialect?.missingWords ?? ['NaN'] }
  const keyValues = keyValuesOf(metadata)
  yield { type: 'opened', format: 'parquet', names, dialect, sheets: [], confidence: 1, keyValues }

  const { chunkRows } = options
  const table = createTableStream({ names, dialect: { ...dialect, lateWords: true }, warnings, chunkRows, firstRow: 1 })
  const odd = (c: number) => warnings.add('unsupported-type', 0, names[c]!)
  const writers = children.map((child, c) => cellWriter(child.element.type === 'FLOAT', () => odd(c)))
  let complete = true
  const { compressors } = await import('hyparquet-compressors')
  for (const [rowStart, rowEnd] of windows(metadata)) {
    if (options.signal?.aborted) {
      complete = false
      break
    }
    const rows = await orBroken(bytes, () => readWindow({ file, metadata, rowStart, rowEnd, compressors, parsers }))
    for (const row of rows) table.add(writers.map((write, c) => write(row[c])))
    yield* table.drain(rowEnd / total, false)
  }
  yield* table.drain(Math.min(1, table.rows / total), true)
  if (table.rows === 0 && complete) throw new StudioError({ code: 'read/no-rows', name: bytes.name })
  yield table.done(complete)
}

/** The footer's key-values, without the Arrow schema that many writers add. */
function keyValuesOf({ key_value_metadata: pairs = [] }: FileMetaData): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.flatMap(({ key, value }) => (value === undefined || key === 'ARROW:schema' ? [] : [[key, value]])),
  )
}

function readWindow(
  options: Omit<Parameters<typeof parquetRead>[0], 'onComplete' | 'rowFormat'>,
): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    parquetRead({ ...options, rowFormat: 'array', onComplete: resolve }).catch(reject)
  })
}

/** Ranges of rows that are read at a time: row groups, long ones in parts; a short first one for the preview. */
function* windows(metadata: FileMetaData): Generator<[number, number]> {
  let start = 0
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows)
    for (let at = start; at < end; at += windowRows) yield [at, Math.min(end, at + windowRows)]
    start = end
  }
}

function asyncBuffer(random: RandomBytes) {
  const slice = async (start: number, end = random.size) => {
    const bytes = await random.slice(start < 0 ? random.size + start : start, end)
    return bytes.slice().buffer as ArrayBuffer
  }
  return { byteLength: random.size, slice }
}

async function orBroken<T>(bytes: PlainBytes, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StudioError({ code: 'read/broken', name: bytes.name, format: 'Parquet', reason })
  }
}

const day = compilePattern('YYYY-MM-DD')
const moment = compilePattern('YYYY-MM-DD HH:mm:ss.SSS')
const fine = compilePattern('YYYY-MM-DD HH:mm:ss.SSSSSS')

/** Times as texts: hyparquet's own Date objects would lose what is below a millisecond. */
const parsers = {
  dateFromDays: (days: number) => day.format(days * 86_400_000),
  timestampFromMilliseconds: (ms: bigint) => whole(moment.format(Number(ms))),
  timestampFromMicroseconds: (us: bigint) => whole(fine.format(Number(us) / 1000)),
  timestampFromNanoseconds: (ns: bigint) => whole(fine.format(Number(ns / 1000n) / 1000)),
}

const whole = (text: string) => text.replace(/\.0+$/, '')

function cellWriter(isFloat32: boolean, odd: () => void): (value: unknown) => Cell {
  return (value) => {
    if (value === null || value === undefined) return null
    if (typeof value === 'string') return value
    if (typeof value === 'number') return isFloat32 ? shortestFloat32(value) : String(value)
    if (typeof value === 'object') {
      odd()
      return JSON.stringify(toJson(value))
    }
    return String(value)
  }
}

/** The fewest digits that give a 32-bit float back. */
function shortestFloat32(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits)
    if (Math.fround(Number(text)) === value) return String(Number(text))
  }
  return String(Number(value.toPrecision(9)))
}
