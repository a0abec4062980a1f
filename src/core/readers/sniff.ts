import { type CellType, cellType } from './cell-type'
import { countHeaderLines, joinNames } from './header-lines'
import type { Dialect } from './reader'
import { type DelimiterGuess, sampleRecords, sniffDelimiter } from './sniff-delimiter'
import { sniffDateOrder, sniffMarks, sniffMissingWords } from './sniff-values'

export interface Sniffed {
  readonly dialect: Omit<Dialect, 'encoding'>
  readonly confidence: number
  /** Share of the sampled records that have the usual number of cells, 0–1. */
  readonly evenness: number
  /** Cells of the header, or of the widest usual record. */
  readonly width: number
  /** The header's cells; empty without a header. */
  readonly header: readonly string[]
}

const sampleChars = 131_072

/** Guesses how a text is written. `whole`: the sample is all there is. What `fixed` names is taken as it is. */
export function sniffText(text: string, whole: boolean, fixed: Partial<Dialect>): Sniffed {
  const sample = text.slice(0, sampleChars)
  const complete = whole && text.length <= sampleChars
  const guess = sniffDelimiter(sample, complete, fixed)
  const preamble = fixed.preamble ?? preambleLines(guess)
  const body =
    preamble === 0
      ? guess.records
      : sampleRecords(skipLines(sample, preamble), complete, { ...guess, escape: guess.escaping })
  const { delimiter, quote, escaping } = guess
  return {
    ...sniffRecords(body, { ...fixed, delimiter, quote, escape: escaping, preamble }),
    confidence: guess.confidence,
    evenness: guess.evenness,
  }
}

/** The same for the cells of a sheet, where only preamble, header and values are open. */
export function sniffGrid(
  records: readonly (readonly string[])[],
  fixed: Partial<Dialect> & Pick<Dialect, 'delimiter' | 'quote'>,
): Omit<Sniffed, 'confidence' | 'evenness'> {
  const preamble = fixed.preamble ?? preambleLines({ records, width: usualWidth(records) })
  return sniffRecords(records.slice(preamble), { ...fixed, preamble })
}

/** The part of the guess that is about cells. `records`: without the preamble. */
function sniffRecords(
  records: readonly (readonly string[])[],
  fixed: Partial<Dialect> & Pick<Dialect, 'delimiter' | 'quote' | 'preamble'>,
): Omit<Sniffed, 'confidence' | 'evenness'> {
  const filled = records.filter((cells) => cells.length > 1 || cells[0] !== '')
  const usual = usualWidth(filled)
  const header = fixed.header ?? hasHeader(filled, usual)
  // Who says that there is a header means one line, unless another number is said.
  const found = fixed.header === undefined ? countHeaderLines(filled, usual) : 1
  const lines = header ? (fixed.headerLines ?? found) : 0
  const first = lines > 1 ? joinNames(filled.slice(0, lines)) : lines === 1 ? (filled[0] ?? []) : []
  const rows = filled.slice(lines)
  const columns = Array.from({ length: Math.min(usual, 500) }, (_, c) => rows.map((cells) => cells[c] ?? ''))
  const marks = sniffMarks(columns, fixed.delimiter)
  const decimalMark = fixed.decimalMark ?? marks.decimalMark
  // A header that is one name short: the first column holds row names (R's write.table).
  const named = lines === 1 && usual > 2 && first.length === usual - 1 && filled.length > 2 ? ['', ...first] : first
  const width = header ? Math.max(named.length, rows.length > 0 && named.length < usual ? usual : 0) : usual
  return {
    dialect: {
      delimiter: fixed.delimiter,
      quote: fixed.quote,
      escape: fixed.escape ?? '',
      header,
      headerLines: Math.max(1, lines),
      preamble: fixed.preamble,
      decimalMark,
      thousandsMark: fixed.thousandsMark ?? (marks.thousandsMark === decimalMark ? '' : marks.thousandsMark),
      dateOrder: fixed.dateOrder ?? sniffDateOrder(columns, decimalMark),
      missingWords: fixed.missingWords ?? sniffMissingWords(columns),
      ...(fixed.sheet === undefined ? {} : { sheet: fixed.sheet }),
    },
    width,
    header: named,
  }
}

/** The text after its first `lines` lines. */
export function skipLines(text: string, lines: number): string {
  const end = /\r\n|\n|\r/g
  let at = 0
  for (let i = 0; i < lines; i++) {
    const found = end.exec(text)
    if (!found) return ''
    at = found.index + found[0].length
  }
  return text.slice(at)
}

function usualWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const cells of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let best = 1
  for (const [width, count] of counts) {
    const most = counts.get(best) ?? 0
    if (count > most || (count === most && width > best)) best = width
  }
  return best
}

const mostPreamble = 40

/** Lines before the first record that is as wide as the table: titles, notes, a blank line. */
function preambleLines({ records, width }: Pick<DelimiterGuess, 'records' | 'width'>): number {
  if (width < 2) return 0
  const start = records.slice(0, mostPreamble).findIndex((cells) => startsTable(cells, width))
  // A first record that is a little short is a header that lacks names, not a title.
  if (start <= 0 || (start === 1 && records[0]!.length >= Math.max(2, width / 2) && records[0]!.length < width))
    return 0
  const after = records.slice(start).filter((cells) => cells.length > 1 || cells[0] !== '')
  if (after.length < 2 || after.filter((cells) => cells.length === width).length < 0.7 * after.length) return 0
  const before = records.slice(0, start)
  if (before.every((cells) => cells.length === 1 && cells[0] === '')) return 0
  return before.reduce((lines, cells) => lines + cells.join('').split(/\r\n|\n|\r/).length, 0)
}

function startsTable(cells: readonly string[], width: number): boolean {
  return cells.length >= width && (width < 3 || cells.filter((cell) => cell.trim() !== '').length > 1)
}

/** Whether the first record is of another kind than the rest: words over numbers, and none that comes again. */
function hasHeader(records: readonly (readonly string[])[], width: number): boolean {
  const [first, ...rest] = records
  if (!first) return false
  const cells = first.map((cell) => cell.trim())
  const empty = cells.filter((cell) => cell === '').length
  let votes = 0
  for (let c = 0; c < Math.min(width, cells.length, 200); c++) votes += headerVote(cells[c]!, rest, c)
  if (votes !== 0) return votes > 0
  const words = cells.filter((cell) => cellType(cell) === 'word' || cellType(cell) === 'other')
  return words.length + empty === cells.length && empty <= cells.length / 2 && new Set(words).size === words.length
}

function headerVote(name: string, rest: readonly (readonly string[])[], c: number): number {
  const values = rest.map((cells) => (cells[c] ?? '').trim()).filter((cell) => cellType(cell) !== 'empty')
  if (values.length === 0 || name === '') return 0
  const type: CellType = cellType(name)
  const typed = values.filter((cell) => cellType(cell) === 'number' || cellType(cell) === 'date').length
  if (typed > 0.8 * values.length) return type === 'number' || type === 'date' ? -1 : type === 'empty' ? 0 : 1
  if (type === 'number' || type === 'date') return -0.5
  return values.includes(name) ? -0.5 : 0
}
