import { StudioError } from '../problem'
import { type PlainBytes, plainBytes } from './bytes'
import { createDecoding, looksBinary, sniffEncoding } from './encoding'
import { isOtherFormat } from './magic'
import { columnNames, headerLinesOf, numberedNames } from './names'
import type { ByteSource, Dialect, ReadEvent, Reader, ReadOptions } from './reader'
import { createRecordParser, type LineEnd, type RecordSink } from './records'
import { type Sniffed, skipLines, sniffText } from './sniff'
import { createTableStream, type TableStream } from './table-stream'
import { createWarnings, type Warnings } from './warnings'

export const mostColumns = 5_000

/** CSV, TSV and every other delimited text. */
export const csv: Reader = {
  id: 'csv',
  label: 'CSV',
  extensions: ['csv', 'tsv', 'tab', 'psv', 'txt', 'dat', 'data'],
  recognises: (head) => !isOtherFormat(head) && !looksBinary(head, sniffEncoding(head, false).encoding),
  read: readCsv,
}

async function* readCsv(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent> {
  const bytes = await plainBytes(source)
  const { sniffed, dialect, confidence, text } = sniff(bytes, options.dialect ?? {})
  checkTable(sniffed, text, bytes.name, options)
  const warnings = createWarnings()
  const names = dialect.header ? columnNames(sniffed.header, sniffed.width, warnings) : numberedNames(sniffed.width)
  yield { type: 'opened', format: 'csv', names, dialect, sheets: [], confidence }

  const lateWords = options.dialect?.missingWords === undefined
  const firstRow = headerLinesOf(dialect) + 1
  const table = createTableStream({
    names,
    dialect: { ...dialect, lateWords },
    warnings,
    firstRow,
    chunkRows: options.chunkRows,
  })
  const parser = createRecordParser(dialect, names.length)
  const sink = createSink(table, names.length, dialect, warnings)
  let complete = true
  for await (const piece of decoded(bytes, dialect)) {
    if (options.signal?.aborted) {
      complete = false
      break
    }
    parser.push(piece, false, sink.record)
    yield* table.drain(bytes.progress(), false)
  }
  if (complete) parser.push('', true, sink.record)
  yield* table.drain(bytes.progress(), true)
  if (table.rows === 0 && complete) throw new StudioError({ code: 'read/no-rows', name: bytes.name })
  sink.finish()
  yield table.done(complete)
}

function sniff(bytes: PlainBytes, fixed: Partial<Dialect>) {
  const { head, name } = bytes
  const guess = sniffEncoding(head, false)
  const encoding = fixed.encoding ?? guess.encoding
  if (isOtherFormat(head) || looksBinary(head, encoding)) throw new StudioError({ code: 'read/binary', name })
  const whole = head.length < 1 << 20
  const text = createDecoding(encoding).decode(head, whole)
  if (text.trim() === '') throw new StudioError({ code: 'read/empty', name })
  if (fixed.delimiter === undefined && markup.test(text)) throw new StudioError({ code: 'read/unknown-format', name })
  const sniffed = sniffText(text, whole, fixed)
  const sure = guess.sure || fixed.encoding !== undefined
  const dialect: Dialect = { ...sniffed.dialect, encoding }
  return { sniffed, dialect, confidence: sniffed.confidence * (sure ? 1 : 0.7), text }
}

function checkTable(
  { width, dialect, evenness }: Sniffed,
  text: string,
  name: string,
  { dialect: fixed }: ReadOptions,
) {
  const widest = Math.max(width, text.slice(0, text.search(/\r|\n|$/)).split(dialect.delimiter).length)
  if (width > mostColumns || (widest > mostColumns && !/[\r\n]/.test(text)))
    throw new StudioError({ code: 'read/too-many-columns', name, columns: widest, limit: mostColumns })
  const isDoubtful = width === 1 || evenness < 0.7
  if (isDoubtful && fixed?.delimiter === undefined && isProse(text))
    throw new StudioError({ code: 'read/one-column', name })
}

const markup = /^\s*<(!doctype|!--|\?xml|[a-z]+[\s>])/i

/** One column may be a list of values; sentences and code are no table. */
function isProse(text: string): boolean {
  if (/^\s*[{[]\s*["{[\n]/.test(text)) return true
  const lines = text.split(/\r\n|\n|\r/, 200).filter((line) => line.trim() !== '')
  const words = lines.reduce((sum, line) => sum + line.trim().split(/\s+/).length, 0)
  return lines.length > 0 && words > 8 * lines.length
}

async function* decoded(bytes: PlainBytes, dialect: Dialect): AsyncGenerator<string> {
  const decoding = createDecoding(dialect.encoding)
  let toSkip = dialect.preamble
  let held = ''
  for await (const piece of bytes.stream()) {
    let text = decoding.decode(piece, false)
    if (toSkip > 0) {
      held += text
      // The preamble lies within the head; one piece more than it needs is enough.
      const rest = skipLines(held, toSkip)
      if (rest.length < 2) continue
      text = rest
      held = ''
      toSkip = 0
    }
    yield text
  }
  const last = decoding.decode(new Uint8Array(0), true)
  yield toSkip > 0 ? skipLines(held + last, toSkip) : last
}

function createSink(table: TableStream, width: number, dialect: Dialect, warnings: Warnings) {
  const ends = new Map<LineEnd, { count: number; rows: number[] }>()
  let row = 0
  let toSkip = headerLinesOf(dialect)
  const record: RecordSink = (cells, facts) => {
    if (width > 1 && cells.length === 1 && cells[0] === '' && facts.lineEnd !== 'none') {
      warnings.add('blank-lines', row + 1)
      return
    }
    row++
    seeLineEnd(ends, facts.lineEnd, row)
    if (facts.strayQuote) warnings.add('stray-quote', row)
    if (facts.openQuote) warnings.add('open-quote', row)
    if (toSkip > 0) {
      toSkip--
      return
    }
    if (cells.length < width) warnings.add('ragged-short', row)
    else if (cells.length > width)
      warnings.add('ragged-long', row, cells.slice(width).join(dialect.delimiter).slice(0, 200))
    table.add(cells)
  }
  return { record, finish: () => finishLineEnds(ends, warnings) }
}

function seeLineEnd(ends: Map<LineEnd, { count: number; rows: number[] }>, end: LineEnd, row: number) {
  const entry = ends.get(end)
  if (!entry) ends.set(end, { count: 1, rows: [row] })
  else if (entry.count++ < 20) entry.rows.push(row)
}

/** Names the rows that end otherwise than most. */
function finishLineEnds(ends: Map<LineEnd, { count: number; rows: number[] }>, warnings: Warnings) {
  ends.delete('none')
  const [, ...others] = [...ends].sort((a, b) => b[1].count - a[1].count)
  for (const [end, { count, rows }] of others) {
    warnings.add('mixed-line-ends', rows[0]!, end, count)
    for (const row of rows.slice(1)) warnings.add('mixed-line-ends', row, end, 0)
  }
}
