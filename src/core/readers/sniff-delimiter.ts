import { cellType } from './cell-type'
import type { Dialect } from './reader'
import { createRecordParser, type RecordDialect, type RecordSink } from './records'

export interface DelimiterGuess {
  readonly delimiter: string
  readonly quote: Dialect['quote']
  readonly escaping: NonNullable<Dialect['escape']>
  /** `[records][cells]` of the sample. */
  readonly records: readonly (readonly string[])[]
  /** The most frequent number of cells. */
  readonly width: number
  /** 0–1 */
  readonly score: number
  readonly confidence: number
  /** Share of the records that have the most frequent number of cells, 0–1. */
  readonly evenness: number
}

const mostRecords = 200
const typedRecords = 100
const typedCells = 60
const plainComma: RecordDialect = { delimiter: ',', quote: '"' }
const usual = [',', ';', '\t', '|', ', ']
/** Characters that stand inside numbers, dates and words far more often than between cells. */
const unlikely = new Set([...`.-/_@%+"'()[]{}<>=?!\r\n\\\``])

/**
 * Scores every delimiter and quote on the sample, after van den Burg, Nazábal and Sutton, "Wrangling messy CSV files
 * by detecting row and type patterns" (2019): how even the rows are, times how many cells look like a value.
 */
export function sniffDelimiter(
  text: string,
  whole: boolean,
  fixed: Partial<Pick<Dialect, 'delimiter' | 'quote' | 'escape'>>,
): DelimiterGuess {
  const delimiters = fixed.delimiter === undefined ? candidates(text) : [fixed.delimiter]
  const quotes = fixed.quote === undefined ? quoteCandidates(text) : [fixed.quote]
  let best: DelimiterGuess | undefined
  let second = 0
  for (const delimiter of delimiters) {
    for (const quote of quotes) {
      const guess = score(text, whole, { delimiter, quote, escape: fixed.escape })
      if (!best || guess.score > best.score) {
        if (best && best.delimiter !== delimiter) second = Math.max(second, best.score)
        best = guess
      } else if (delimiter !== best.delimiter) second = Math.max(second, guess.score)
    }
  }
  const lead = best!.score > 0 ? 1 - second / best!.score : 0
  return { ...best!, confidence: Math.min(1, best!.evenness * Math.min(1, 0.4 + 1.5 * lead)) }
}

interface Candidate {
  readonly delimiter: string
  readonly quote: Dialect['quote']
  readonly escape: Dialect['escape']
}

function score(text: string, whole: boolean, candidate: Candidate): DelimiterGuess {
  const { delimiter, quote } = candidate
  const { records, escaping } = sampleEscaped(text, whole, candidate)
  const full = records.filter((cells) => cells.length > 1 || cells[0] !== '')
  const widths = new Map<number, number>()
  for (const cells of full) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  let pattern = 0
  let width = 1
  for (const [cells, count] of widths) {
    pattern += (count / full.length) ** 2 * Math.max(1e-3, (cells - 1) / cells)
    const most = widths.get(width) ?? 0
    if (count > most || (count === most && cells > width)) width = cells
  }
  const evenness = (widths.get(width) ?? 0) / Math.max(1, full.length)
  const weight = usual.includes(delimiter)
    ? 1
    : evenness < 0.9
      ? 1e-3
      : delimiter === ' ' || delimiter === ':'
        ? 0.4
        : 0.6
  // Quotes that are there mean something, unless the table is far better without.
  const trust = quote === '"' ? 1 : quote === "'" ? 0.9 : 0.3
  return {
    delimiter,
    quote,
    escaping,
    records,
    width,
    score: trust * weight * pattern * typeShare(full, delimiter),
    confidence: 0,
    evenness,
  }
}

/** Share of cells that look like a number, date, word, address or nothing, or that only quotes can have held together. */
function typeShare(records: readonly (readonly string[])[], delimiter: string): number {
  let known = 0
  let all = 0
  for (const cells of records.slice(0, typedRecords)) {
    for (let c = 0; c < Math.min(cells.length, typedCells); c++) {
      const cell = cells[c]!
      if (cellType(cell) !== 'other') known++
      else known += cell.includes(delimiter) || /[\r\n]/.test(cell) ? 0.9 : 0.05
      all++
    }
  }
  return all === 0 ? 0 : known / all
}

/** With backslashes before quotes where that leaves fewer lines whose quotes are wrong. */
function sampleEscaped(text: string, whole: boolean, candidate: Candidate) {
  const read = (escaping: '' | '\\') => ({
    ...sampleParse(text, whole, { ...candidate, escape: escaping }),
    escaping,
  })
  if (candidate.escape !== undefined) return read(candidate.escape)
  const plain = read('')
  if (plain.odd === 0 || candidate.quote === '' || !text.includes(`\\${candidate.quote}`)) return plain
  const escaped = read('\\')
  return escaped.odd < plain.odd ? escaped : plain
}

export const sampleRecords = (text: string, whole: boolean, dialect: RecordDialect): string[][] =>
  sampleParse(text, whole, dialect).records

/** `odd`: records whose quotes are wrong. */
function sampleParse(text: string, whole: boolean, dialect: RecordDialect): { records: string[][]; odd: number } {
  const records: string[][] = []
  let odd = 0
  const parser = createRecordParser(dialect, 0)
  // Line by line would break quoted cells; small pieces let the loop end early.
  for (let at = 0; at < text.length && records.length < mostRecords; at += 8192) {
    const last = at + 8192 >= text.length
    const sink: RecordSink = (cells, { strayQuote, openQuote }) => {
      if (records.length >= mostRecords) return
      records.push([...cells])
      if (strayQuote || openQuote) odd++
    }
    parser.push(text.slice(at, at + 8192), last && (whole || records.length === 0), sink)
  }
  return { records, odd }
}

/** The usual ones, and every other character that stands on most lines. */
function candidates(text: string): string[] {
  const lines = text.slice(0, 65_536).split(/\r\n|\n|\r/, 60)
  const filled = lines.filter((line) => line !== '')
  const counts = new Map<string, number>()
  for (const line of filled) {
    for (const c of new Set(line)) {
      if (!unlikely.has(c) && !usual.includes(c) && !/[\p{L}\p{N}]/u.test(c)) counts.set(c, (counts.get(c) ?? 0) + 1)
    }
  }
  const others = [...counts].filter(([, count]) => count >= 0.7 * filled.length).map(([c]) => c)
  const common = usual.filter((d) => d === ',' || (d === ', ' ? isSpaced(text) : text.includes(d)))
  return [...common, ...others.slice(0, 8)]
}

/** Whether a blank follows nearly every comma between cells; commas in sentences say nothing. */
function isSpaced(text: string): boolean {
  if (!text.includes(', ')) return false
  const cells = sampleRecords(text.slice(0, 32_768), false, plainComma).flatMap((record) => record.slice(1))
  return cells.filter((cell) => cell.startsWith(' ')).length > 0.8 * cells.length
}

function quoteCandidates(text: string): Dialect['quote'][] {
  const quotes: Dialect['quote'][] = ['"']
  if (/(^|[^\p{L}\p{N}])'/mu.test(text)) quotes.push("'")
  if (text.includes('"')) quotes.push('')
  return quotes
}
