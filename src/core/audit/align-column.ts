import { scaleOf } from '../learners/column-values'
import type { Mismatch } from '../reports/audit-facts'
import { compilePattern } from '../schema/date-pattern'
import { guessDate } from '../schema/guess-date'
import type { Field } from '../schema/schema'
import { type Column, formatNumber, type NumberColumn, type TextColumn } from '../table/table'

/** A column of another file, read as the real table's column of that name. */
export interface AlignedColumn {
  /** Absent where hardly a cell can be read so. */
  readonly column?: Column
  readonly mismatches: readonly Mismatch[]
}

interface Expected {
  readonly field: Field
  readonly real: Column
  /** Words that stand for nothing in the real file. */
  readonly missingWords: readonly string[]
}

/** With more of its cells unreadable than this, a column is of another kind. */
const mostUnreadable = 0.5
const emptyWords: readonly string[] = ['', 'nan', 'NaN', 'None', 'null', 'NULL', 'NaT', '<NA>']

/** Reads the column as its field's kind: numbers as numbers, dates by their own pattern, levels in the real spelling. */
export function alignColumn(expected: Expected, given: Column): AlignedColumn {
  const { field, real } = expected
  const column = given.kind === 'text' ? withoutEmptyWords(given, expected) : given
  if (scaleOf({ ...field, action: 'learn' }) === undefined) return { column, mismatches: [] }
  if (field.datePattern !== undefined && real.kind === 'text') return alignDates(field, field.datePattern, column)
  if (real.kind === 'number') return alignNumbers(field, real, column)
  return alignLevels(field, real, column)
}

/** Missing words of the real file, and those of well-known programs that the real column never holds, are missing. */
function withoutEmptyWords(column: TextColumn, { real, missingWords }: Expected): TextColumn {
  const held = new Set(real.kind === 'text' ? real.levels : [])
  const isEmpty = (text: string) =>
    missingWords.includes(text.trim()) || (emptyWords.includes(text.trim()) && !held.has(text))
  return relevelled(column, (text) => (isEmpty(text) ? undefined : text))
}

function alignNumbers(field: Field, real: NumberColumn, column: Column): AlignedColumn {
  const numbers = column.kind === 'number' ? column : numbersFrom(column, real)
  const finer = numbers.format.places > real.format.places
  const format = finer ? { ...real.format, places: numbers.format.places, fixed: false } : real.format
  const whole = real.format.places === 0
  const fractions = whole ? numbers.values.reduce((sum, v) => sum + (Number.isNaN(v) || v % 1 === 0 ? 0 : 1), 0) : 0
  const unreadable = presentCells(column) - presentCells(numbers)
  if (unreadable > mostUnreadable * presentCells(column)) return otherKind(field)
  const { name, kind } = field
  return {
    column: { ...numbers, format: whole && fractions === 0 ? real.format : format },
    mismatches: [
      ...(unreadable > 0 ? [{ code: 'unreadable' as const, name, kind, cells: unreadable }] : []),
      ...(fractions > 0 ? [{ code: 'not-whole' as const, name, cells: fractions }] : []),
      ...((column.kind === 'number' && areWrittenAlike(column, real)) || presentCells(column) === 0
        ? []
        : [formatMismatch(name, 'number')]),
    ],
  }
}

const formatMismatch = (name: string, what: 'date' | 'number' | 'case') =>
  ({ code: 'other-format', name, what }) as const
const otherKind = ({ name, kind }: Field): AlignedColumn => ({ mismatches: [{ code: 'other-kind', name, kind }] })

function areWrittenAlike({ format: a }: NumberColumn, { format: b }: NumberColumn): boolean {
  const marks = (f: NumberColumn['format']) => f.decimalMark + f.prefix + f.suffix
  const sameDecimals = marks(a) === marks(b) || (a.places === 0 && a.prefix + a.suffix === b.prefix + b.suffix)
  return sameDecimals && (a.thousandsMark === b.thousandsMark || a.thousandsMark === '' || b.thousandsMark === '')
}

/** Texts as numbers, with the real column's marks or plain ones; what can't be read is missing. */
function numbersFrom(column: TextColumn, real: NumberColumn): NumberColumn {
  const ofLevel = column.levels.map((level) => numberOf(level, real))
  const values = Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : ofLevel[code]!))
  const format = { ...real.format, places: Math.max(0, ...column.levels.map((level) => placesOf(level))) }
  return { kind: 'number', values, format, ...missingWhere(column, (row) => Number.isNaN(values[row]!)) }
}

function numberOf(text: string, { format }: NumberColumn): number {
  const bare = text.trim().replace(format.prefix, '').replace(format.suffix, '').trim()
  if (bare === '') return Number.NaN
  const plain = Number(bare)
  if (!Number.isNaN(plain)) return plain
  const ungrouped = format.thousandsMark === '' ? bare : bare.split(format.thousandsMark).join('')
  return Number(ungrouped.replace(format.decimalMark, '.'))
}

const placesOf = (text: string) => /[.,](\d{1,15})\D*$/.exec(text)?.[1]?.length ?? 0

function alignDates(field: Field, pattern: string, column: Column): AlignedColumn {
  if (column.kind === 'number') return otherKind(field)
  const { name, kind } = field
  const { parse, format } = compilePattern(pattern)
  const strange = column.levels.filter((level) => parse(level) === undefined)
  if (strange.length === 0) return { column, mismatches: [] }
  const own = guessDate(strange, 'ymd')
  const other = own && compilePattern(own.pattern)
  const rewritten = relevelled(column, (text) => {
    if (parse(text) !== undefined) return text
    const ms = other?.parse(text)
    return ms === undefined ? undefined : format(ms)
  })
  const unreadable = presentCells(column) - presentCells(rewritten)
  if (unreadable > mostUnreadable * presentCells(column)) return otherKind(field)
  return {
    column: rewritten,
    mismatches: [
      ...(own ? [formatMismatch(name, 'date')] : []),
      ...(unreadable > 0 ? [{ code: 'unreadable' as const, name, kind, cells: unreadable }] : []),
    ],
  }
}

/** Levels that differ from a real one in case and blanks only are that one. */
function alignLevels(field: Field, real: TextColumn, column: Column): AlignedColumn {
  const text = column.kind === 'text' ? column : levelsFrom(column)
  const known = new Set(real.levels)
  const folded = new Map<string, string | undefined>()
  for (const level of real.levels) folded.set(fold(level), folded.has(fold(level)) ? undefined : level)
  let rewritten = 0
  const aligned = relevelled(text, (level) => {
    const same = known.has(level) ? level : folded.get(fold(level))
    if (same !== undefined && same !== level) rewritten++
    return same ?? level
  })
  return { column: aligned, mismatches: rewritten > 0 ? [formatMismatch(field.name, 'case')] : [] }
}

const fold = (text: string) => text.trim().toLowerCase()

/** Numbers as the shortest text that names them: 1, not 1.0. */
function levelsFrom(column: NumberColumn): TextColumn {
  const index = new Map<string, number>()
  const codes = Int32Array.from(column.values, (v) => {
    if (Number.isNaN(v)) return -1
    const text = formatNumber(v, { ...column.format, fixed: false })
    if (!index.has(text)) index.set(text, index.size)
    return index.get(text)!
  })
  return { kind: 'text', levels: [...index.keys()], codes, ...missingWhere(column, (row) => codes[row]! < 0) }
}

/** `rename`: the level's new text; undefined makes its cells missing. */
function relevelled(column: TextColumn, rename: (text: string) => string | undefined): TextColumn {
  const index = new Map<string, number>()
  const map = column.levels.map((level) => {
    const text = rename(level)
    if (text === undefined) return -1
    if (!index.has(text)) index.set(text, index.size)
    return index.get(text)!
  })
  const codes = Int32Array.from(column.codes, (code) => (code < 0 ? -1 : map[code]!))
  return { kind: 'text', levels: [...index.keys()], codes, ...missingWhere(column, (row) => codes[row]! < 0) }
}

/** The column's missing cells and those that `isMissing` adds, written as nothing. */
function missingWhere(column: Column, isMissing: (row: number) => boolean): Pick<Column, 'spellings' | 'missing'> {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length
  const empty = column.spellings.includes('') ? column.spellings : [...column.spellings.slice(0, 254), '']
  const mark = empty.indexOf('') + 1
  const missing = Uint8Array.from({ length: rows }, (_, row) => column.missing?.[row] || (isMissing(row) ? mark : 0))
  return missing.some((m) => m !== 0) ? { spellings: empty, missing } : { spellings: column.spellings }
}

function presentCells(column: Column): number {
  const of = column.kind === 'number' ? column.values : column.codes
  let present = 0
  for (const v of of) if (column.kind === 'number' ? !Number.isNaN(v) : v >= 0) present++
  return present
}
