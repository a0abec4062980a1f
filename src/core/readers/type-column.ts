import type { Column, NumberFormat, TextColumn } from '../table/table'
import { emptyReading, type NumberMarks, readNumber } from './number-text'
import type { Dialect } from './reader'
import type { Warnings } from './warnings'

/** A cell as read; null is a missing cell of a format that has such (JSON, Parquet). */
export type Cell = string | null

export type CellDialect = Pick<Dialect, 'decimalMark' | 'thousandsMark' | 'missingWords'> & {
  /** Whether well-known missing words among numbers count although the list lacks them. */
  readonly lateWords: boolean
}

/** Words that stand for a missing value among numbers, whatever the first rows said. */
const numericMissing = new Set([
  '',
  'NA',
  'N/A',
  '#N/A',
  'n/a',
  'NaN',
  'nan',
  'NULL',
  'null',
  'None',
  '?',
  '-',
  '.',
  '\\N',
])
const affixed = /^((?:US\$|[$€£¥₹]|USD|EUR|GBP|CHF) ?)?([-+]?[\d.,'  ]*\d)( ?(?:%|‰|[$€£¥₹]|USD|EUR|GBP|CHF))?$/
const numberLike = /^[-+]?\d+([.,]\d+)?$/

/** Types one column, chunk after chunk. */
interface ColumnTyper {
  /** `firstRow`: the 1-based row of the chunk's first cell, for warnings. */
  type(cells: readonly Cell[], firstRow: number): Column
  /** Adds what can be known only at the end. */
  finish(warnings: Warnings): void
}

interface Affixes {
  readonly prefix: string
  readonly suffix: string
}

interface NumberAttempt {
  readonly values: Float64Array
  readonly spellings: Spellings
  readonly format: NumberFormat
}

export function createColumnTyper(name: string, dialect: CellDialect, warnings: Warnings): ColumnTyper {
  const marks: NumberMarks = {
    decimal: dialect.decimalMark.charCodeAt(0),
    thousands: dialect.thousandsMark === '' ? -1 : dialect.thousandsMark.charCodeAt(0),
  }
  const words = new Set(dialect.missingWords)
  const zeros = createZeroTally()
  const reading = emptyReading()

  function tryNumbers(cells: readonly Cell[], firstRow: number): NumberAttempt | undefined {
    const affixes = affixesOf(cells, words, marks)
    if (!affixes) return undefined
    const { prefix, suffix } = affixes
    const values = new Float64Array(cells.length)
    const spellings = createSpellings(cells.length)
    const rewritten: number[] = []
    let [minPlaces, maxPlaces, grouped, mark] = [99, 0, 0, -1]
    const ungrouped: number[] = []
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!
      if (cell !== null && readAffixed(cell, prefix, suffix)) {
        values[i] = reading.value
        if (reading.places < minPlaces) minPlaces = reading.places
        if (reading.places > maxPlaces) maxPlaces = reading.places
        if (!reading.exact) rewritten.push(i)
        if (reading.trailingZero) zeros.see(firstRow + i)
        if (reading.grouped) {
          grouped++
          mark = reading.mark
        } else if (reading.groupable) ungrouped.push(i)
        continue
      }
      const word = cell?.trim() ?? ''
      if (cell !== null && !words.has(word) && !(dialect.lateWords && numericMissing.has(word))) return undefined
      values[i] = Number.NaN
      if (!spellings.see(cell ?? '', i)) return undefined
    }
    for (const i of grouped > 0 ? [...rewritten, ...ungrouped] : rewritten)
      warnings.add('reformatted', firstRow + i, name)
    if (minPlaces > maxPlaces) return undefined
    zeros.places(minPlaces, maxPlaces)
    const fixed = maxPlaces > 0 && minPlaces === maxPlaces && maxPlaces <= 100
    const thousandsMark = (grouped > 0 ? String.fromCharCode(mark) : '') as NumberFormat['thousandsMark']
    const format = { places: maxPlaces, fixed, decimalMark: dialect.decimalMark, thousandsMark, prefix, suffix }
    return { values, spellings, format }
  }

  function readAffixed(cell: string, prefix: string, suffix: string): boolean {
    if (cell.startsWith('(') && cell.endsWith(')')) return readAccounting(cell.slice(1, -1), prefix, suffix)
    if (prefix === '' && suffix === '') return readNumber(cell, marks, reading)
    if (!cell.startsWith(prefix) || !cell.endsWith(suffix)) return false
    return readNumber(cell.slice(prefix.length, cell.length - suffix.length), marks, reading)
  }

  /** (1,234.50) is −1,234.50 in an accountant's hand. */
  function readAccounting(inner: string, prefix: string, suffix: string): boolean {
    if (!/^\D{0,4}\d/.test(inner) || /^[-+(]/.test(inner) || !readAffixed(inner, prefix, suffix)) return false
    reading.value = -reading.value
    reading.exact = false
    return true
  }

  return {
    type(cells, firstRow) {
      const numbers = tryNumbers(cells, firstRow)
      if (numbers) {
        const { values, format, spellings } = numbers
        return { kind: 'number', values, format, ...spellings.parts() }
      }
      const column = textOf(cells, words)
      warnOfTexts(name, column, firstRow, warnings)
      return column
    },
    finish: () => zeros.finish(name, warnings),
  }
}

/** Trailing zeros (1.50) are kept only where every number of the column has the same number of decimals. */
function createZeroTally() {
  let [count, min, max] = [0, 99, 0]
  const rows: number[] = []
  return {
    see(row: number) {
      count++
      if (rows.length < 20) rows.push(row)
    },
    places(chunkMin: number, chunkMax: number) {
      min = Math.min(min, chunkMin)
      max = Math.max(max, chunkMax)
    },
    finish(name: string, warnings: Warnings) {
      if (count === 0 || min >= max) return
      warnings.add('reformatted', rows[0]!, name, count)
      for (const row of rows.slice(1)) warnings.add('reformatted', row, name, 0)
    },
  }
}

interface Spellings {
  /** False when there are more spellings than a column can hold. */
  see(cell: string, row: number): boolean
  parts(): { spellings: string[]; missing?: Uint8Array }
}

function createSpellings(rows: number): Spellings {
  const spellings: string[] = []
  let missing: Uint8Array | undefined
  return {
    see(cell, row) {
      let at = spellings.indexOf(cell)
      if (at < 0) at = spellings.push(flat(cell)) - 1
      if (at > 254) return false
      missing ??= new Uint8Array(rows)
      missing[row] = at + 1
      return true
    },
    parts: () => ({ spellings, ...(missing ? { missing } : {}) }),
  }
}

/** What stands before and after the number in the first cell that has a value; undefined when it is no number. */
function affixesOf(cells: readonly Cell[], words: ReadonlySet<string>, marks: NumberMarks): Affixes | undefined {
  const present = cells.find((cell) => cell !== null && !words.has(cell.trim()) && !numericMissing.has(cell.trim()))
  if (present === undefined || present === null) return undefined
  const first = /^\(.*\)$/.test(present) ? present.slice(1, -1) : present
  if (readNumber(first, marks, emptyReading())) return { prefix: '', suffix: '' }
  const match = affixed.exec(first)
  return match ? { prefix: match[1] ?? '', suffix: match[3] ?? '' } : undefined
}

function textOf(cells: readonly Cell[], words: ReadonlySet<string>): TextColumn {
  const codes = new Int32Array(cells.length)
  const levels: string[] = []
  const spellings = createSpellings(cells.length)
  const index = new Map<string, number>()
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!
    let code = cell === null ? -1 : index.get(cell)
    if (code === undefined) {
      code = words.has(cell!.trim()) && spellings.see(cell!, i) ? -1 : levels.push(flat(cell!)) - 1
      index.set(cell!, code)
    }
    codes[i] = code
    if (code === -1) spellings.see(cell ?? '', i)
  }
  return { kind: 'text', levels, codes, ...spellings.parts() }
}

/** A slice of a long text keeps the whole of it in memory; a copy does not. */
function flat(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1)
}

function warnOfTexts(name: string, column: TextColumn, firstRow: number, warnings: Warnings) {
  const { levels, codes } = column
  const odd = new Map<number, 'nul-bytes' | 'undecodable' | 'kept-as-text'>()
  let numberish = 0
  levels.forEach((level, code) => {
    if (level.includes('\0')) odd.set(code, 'nul-bytes')
    else if (level.includes('\ufffd')) odd.set(code, 'undecodable')
    else if (numberLike.test(level)) {
      numberish++
      if (/^[-+]?0\d/.test(level) || level.replace(/\D/g, '').length > 15) odd.set(code, 'kept-as-text')
    }
  })
  if (odd.size === 0) return
  const mostlyNumbers = numberish > levels.length / 2
  for (let i = 0; i < codes.length; i++) {
    const code = odd.get(codes[i]!)
    if (code !== undefined && (code !== 'kept-as-text' || mostlyNumbers)) warnings.add(code, firstRow + i, name)
  }
}
