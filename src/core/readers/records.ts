import type { Dialect } from './reader'

/** How a record ended: at the end of the text, or by one of three line ends. */
export type LineEnd = 'none' | 'lf' | 'crlf' | 'cr'

interface RecordFacts {
  lineEnd: LineEnd
  /** A quote stood where none may; the cell was read as it stands. */
  strayQuote: boolean
  /** A quote was never closed; the line was read without it. */
  openQuote: boolean
}

/** `cells` is reused between calls: copy what is to be kept. */
export type RecordSink = (cells: readonly string[], facts: Readonly<RecordFacts>) => void

export type RecordDialect = Pick<Dialect, 'delimiter' | 'quote' | 'escape'>

interface RecordParser {
  /** Reads every whole record of what was pushed so far; the rest waits. `final`: nothing more comes. */
  push(text: string, final: boolean, sink: RecordSink): void
}

const longestCell = 1_000_000 // characters in quotes before the quote counts as open
const mostLines = 50 // lines in quotes that look like records before the quote counts as open
const patience = 20 // open quotes of full length before `mostLines` alone decides

const needMore = -1
const stray = -2
const open = -3

/**
 * RFC 4180 with any delimiter, text after text. All three line ends end a record outside quotes. Where quotes are
 * wrong, the line is read in the way that gives `width` cells, else literally: no cell is lost, none swallows rows.
 */
export function createRecordParser(dialect: RecordDialect, width: number): RecordParser {
  const { delimiter, escape: backslash = '' } = dialect
  const quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0)
  const firstOfDelimiter = delimiter.charCodeAt(0)
  const single = delimiter.length === 1
  const facts: RecordFacts = { lineEnd: 'lf', strayQuote: false, openQuote: false }
  let cells: string[] = []
  let text = ''
  let at = 0
  let opens = 0

  const isDelimiter = (c: number, pos: number) => c === firstOfDelimiter && (single || text.startsWith(delimiter, pos))

  const plain = (cell: string) =>
    backslash !== '' && cell.includes(backslash) ? cell.replace(/\\(["'\\])/g, '$1') : cell

  function endOfCell(from: number): number {
    let pos = from
    for (const n = text.length; pos < n; pos++) {
      const c = text.charCodeAt(pos)
      if (c === 10 || c === 13 || isDelimiter(c, pos)) break
    }
    return pos
  }

  /** Position after the closing quote of the cell whose opening quote is at `from`; or one of the codes above. */
  function endOfQuoted(from: number, final: boolean): number {
    for (let i = from + 1; ; i += 2) {
      i = text.indexOf(dialect.quote, i)
      if (i < 0) return final || isOpen(from, text.length) ? open : needMore
      if (backslash !== '' && isEscaped(i, from)) {
        i--
        continue
      }
      const next = i + 1
      if (next >= text.length) return final ? next : needMore
      const c = text.charCodeAt(next)
      if (c === quote && i - from < longestCell) continue
      if (i - from > longestCell) return open
      return c === 10 || c === 13 || isDelimiter(c, next) ? next : stray
    }
  }

  /** Behind an odd number of backslashes. */
  function isEscaped(pos: number, from: number): boolean {
    let first = pos
    while (first - 1 > from && text[first - 1] === backslash) first--
    return (pos - first) % 2 === 1
  }

  function isOpen(from: number, to: number): boolean {
    if (to - from < 2 * mostLines) return false
    if (to - from > longestCell) return true
    if (to - from > longestCell / 8 && opens < patience) return false
    const lines = text.slice(from + 1, to).split(/\r\n|\n|\r/)
    if (lines.length <= mostLines) return false
    if (opens >= patience) return true
    const records = lines.filter((line) => width > 1 && line.split(delimiter).length >= width).length
    return records > 0.8 * (lines.length - 2)
  }

  /** Reads the record at `at`. False: it is not whole yet. */
  function readRecord(final: boolean): boolean {
    let pos = at
    cells.length = 0
    for (;;) {
      if (quote >= 0 && text.charCodeAt(pos) === quote) {
        const end = endOfQuoted(pos, final)
        if (end === needMore) return false
        if (end < 0) return readOddLine(end === open, final)
        cells.push(plain(unquote(text.slice(pos + 1, end - 1), dialect.quote)))
        pos = end
      } else {
        const from = pos
        pos = endOfCell(pos)
        cells.push(text.slice(from, pos))
      }
      const c = text.charCodeAt(pos)
      if (pos >= text.length || c === 10 || c === 13) return endRecord(pos, final)
      pos += delimiter.length
    }
  }

  function endRecord(pos: number, final: boolean): boolean {
    const c = text.charCodeAt(pos)
    if (!final && (pos >= text.length || (c === 13 && pos + 1 >= text.length))) return false
    const crlf = c === 13 && text.charCodeAt(pos + 1) === 10
    facts.lineEnd = pos >= text.length ? 'none' : c === 10 ? 'lf' : crlf ? 'crlf' : 'cr'
    at = Math.min(text.length, pos + (crlf ? 2 : 1))
    return true
  }

  function readOddLine(isOpenQuote: boolean, final: boolean): boolean {
    let end = at
    while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++
    const from = at
    if (!endRecord(end, final)) return false
    const line = text.slice(from, end)
    if (isOpenQuote) opens++
    facts[isOpenQuote ? 'openQuote' : 'strayQuote'] = true
    const lenient = splitLine(line, dialect, true)
    cells = lenient.length === width ? lenient : splitLine(line, dialect, false)
    return true
  }

  return {
    push(more, final, sink) {
      text = at < text.length ? text.slice(at) + more : more
      at = 0
      while (at < text.length) {
        facts.strayQuote = false
        facts.openQuote = false
        if (!readRecord(final)) break
        sink(cells, facts)
      }
    },
  }
}

function unquote(text: string, quote: string): string {
  return text.includes(quote) ? text.replaceAll(quote + quote, quote) : text
}

/**
 * A single line with wrong quotes. `lenient`: a quoted cell ends at the first quote before a delimiter or the end,
 * quotes inside stand for themselves. Otherwise a cell that is not cleanly quoted is taken as it stands.
 */
function splitLine(
  line: string,
  { delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>,
  lenient: boolean,
): string[] {
  const cells: string[] = []
  let pos = 0
  for (;;) {
    let end = line.startsWith(quote, pos) ? closing(line, pos, delimiter, quote, lenient) : -1
    if (end >= 0) cells.push(unquote(line.slice(pos + 1, end), quote))
    else {
      end = line.indexOf(delimiter, pos)
      cells.push(end < 0 ? line.slice(pos) : line.slice(pos, end))
      if (end < 0) return cells
      end -= 1
    }
    if (end + 1 >= line.length) return cells
    pos = end + 1 + delimiter.length
  }
}

function closing(line: string, from: number, delimiter: string, quote: string, lenient: boolean): number {
  for (let i = line.indexOf(quote, from + 1); i >= 0; i = line.indexOf(quote, i + 1)) {
    if (i + 1 === line.length || line.startsWith(delimiter, i + 1)) return i
    if (line.startsWith(quote, i + 1)) i++
    else if (!lenient) return -1
  }
  return -1
}
