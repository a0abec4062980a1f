import { StudioError } from '../problem'
import { compilePattern } from '../schema/date-pattern'
import { type PlainBytes, plainBytes } from './bytes'
import { mostColumns } from './csv'
import { startsWith } from './magic'
import { columnNames, headerLinesOf, numberedNames } from './names'
import type { ByteSource, Dialect, ReadEvent, Reader, ReadOptions } from './reader'
import { sniffGrid } from './sniff'
import { createTableStream } from './table-stream'
import { createWarnings } from './warnings'
import { checkZip } from './zip-limits'

const zip = [0x50, 0x4b, 0x03, 0x04]
const ole = [0xd0, 0xcf, 0x11, 0xe0]
const mostBytes = 128 * 2 ** 20

export const xlsx: Reader = {
  id: 'xlsx',
  label: 'Excel',
  extensions: ['xlsx', 'xlsm'],
  recognises: (head, name) =>
    startsWith(head, ole) || (startsWith(head, zip) && (/\.xls[xm]$/i.test(name) || hasWorkbookParts(head))),
  read: readXlsx,
}

type Grid = readonly (readonly (string | number | boolean | Date | null)[])[]

async function* readXlsx(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent> {
  const bytes = await plainBytes(source)
  const { name } = bytes
  if (startsWith(bytes.head, ole)) throw oleProblem(bytes)
  const sheets = await readSheets(bytes)
  const sheet = sheets.find((s) => s.sheet === options.dialect?.sheet) ?? sheets.find((s) => s.data.length > 0)
  if (!sheet || sheet.data.length === 0) throw new StudioError({ code: 'read/empty', name })
  const records = gridTexts(sheet.data)
  const fixed = { ...options.dialect, sheet: sheet.sheet, delimiter: ',', quote: '"' as const }
  const { dialect: guess, width, header } = sniffGrid(records.slice(0, 300), fixed)
  const dialect: Dialect = { ...guess, encoding: 'utf-8' }
  if (width > mostColumns)
    throw new StudioError({ code: 'read/too-many-columns', name, columns: width, limit: mostColumns })
  const warnings = createWarnings()
  const names = dialect.header ? columnNames(header, width, warnings) : numberedNames(width)
  const lead = dialect.preamble + headerLinesOf(dialect)
  yield { type: 'opened', format: 'xlsx', names, dialect, sheets: sheets.map((s) => s.sheet), confidence: 1 }

  const lateWords = options.dialect?.missingWords === undefined
  const { chunkRows } = options
  const table = createTableStream({
    names,
    dialect: { ...dialect, lateWords },
    warnings,
    chunkRows,
    firstRow: lead + 1,
  })
  let complete = true
  for (let row = lead; row < records.length; row++) {
    const cells = records[row]!
    if (cells.every((cell) => cell === '')) warnings.add('blank-lines', row + 1)
    else table.add(cells)
    if ((row - lead) % 1024 !== 0) continue
    yield* table.drain(row / records.length, false)
    complete = !options.signal?.aborted
    if (!complete) break
  }
  if (table.rows === 0 && complete) throw new StudioError({ code: 'read/no-rows', name })
  yield* table.drain(1, true)
  yield table.done(complete)
}

async function readSheets(bytes: PlainBytes): Promise<readonly { sheet: string; data: Grid }[]> {
  const { name } = bytes
  const random = await bytes.random()
  if (random.size > mostBytes)
    throw new StudioError({ code: 'read/too-large', name, bytes: random.size, limit: mostBytes })
  const file = await random.slice(0, random.size)
  checkZip(file, name)
  // The reader for workbooks is heavy; most files are none.
  const { default: readXlsxFile } = await import('read-excel-file/universal')
  try {
    const sheets = await readXlsxFile(file.slice().buffer as ArrayBuffer, { trim: false })
    return sheets as unknown as readonly { sheet: string; data: Grid }[]
  } catch (error) {
    throw new StudioError({ code: 'read/broken', name, format: 'XLSX', reason: (error as Error).message })
  }
}

/** A compound file is either a workbook in a password's envelope or one of the format before 2007. */
function oleProblem({ head, name }: PlainBytes): StudioError {
  const text = new TextDecoder('utf-16le').decode(head)
  const shifted = new TextDecoder('utf-16le').decode(head.subarray(1))
  const encrypted = /EncryptedPackage|EncryptionInfo/.test(text + shifted)
  return new StudioError(encrypted ? { code: 'read/encrypted', name } : { code: 'read/unknown-format', name })
}

function hasWorkbookParts(head: Uint8Array): boolean {
  return /\[Content_Types\]\.xml|xl\/|_rels\//.test(new TextDecoder('windows-1252').decode(head.subarray(0, 4096)))
}

const day = compilePattern('YYYY-MM-DD')
const moment = compilePattern('YYYY-MM-DD HH:mm:ss')

/** Cells as texts: dates as days where no cell of the column has a time, numbers with Excel's 15 digits. */
function gridTexts(data: Grid): string[][] {
  const timed = new Set<number>()
  for (const cells of data)
    cells.forEach((cell, c) => {
      if (cell instanceof Date && cell.getTime() % 86_400_000 !== 0) timed.add(c)
    })
  return data.map((cells) =>
    cells.map((cell, c) => {
      if (cell === null || cell === undefined) return ''
      if (cell instanceof Date) return (timed.has(c) ? moment : day).format(Math.round(cell.getTime() / 1000) * 1000)
      return typeof cell === 'number' ? String(Number(cell.toPrecision(15))) : String(cell)
    }),
  )
}
