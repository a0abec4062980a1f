import { compilePattern } from '../schema/date-pattern'
import type { Field, FieldKind } from '../schema/schema'
import { type Column, formatNumber, isMissing } from '../table/table'

const continuousKinds: readonly FieldKind[] = ['integer', 'decimal', 'date', 'datetime', 'time']
const discreteKinds: readonly FieldKind[] = ['category', 'ordinal', 'boolean']

/** How SDMetrics would look at a field; undefined for those that are made fresh, not learned. */
export function scaleOf(field: Field): 'continuous' | 'discrete' | undefined {
  if (field.action !== 'learn') return undefined
  if (continuousKinds.includes(field.kind)) return 'continuous'
  return discreteKinds.includes(field.kind) ? 'discrete' : undefined
}

/**
 * The column as numbers, `[rows]`: dates and times in milliseconds; NaN where a cell is missing or, against its field's
 * kind, no number or date.
 */
export function numbersOf(column: Column, field: Field): Float64Array {
  if (column.kind === 'number') return column.values
  const parse = field.datePattern ? compilePattern(field.datePattern).parse : readNumber
  const ofLevel = Float64Array.from(column.levels, (level) => parse(level) ?? Number.NaN)
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : ofLevel[code]!))
}

function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** Codes into levels that several columns share; the first column's levels come first. */
export interface SharedLevels {
  readonly levels: readonly string[]
  /** Per column `[rows]`; a missing cell has the code `levels.length`. */
  readonly codes: readonly Int32Array[]
}

export function shareLevels(columns: readonly Column[]): SharedLevels {
  const index = new Map<string, number>()
  const codeOf = (text: string) => {
    let code = index.get(text)
    if (code === undefined) {
      code = index.size
      index.set(text, code)
    }
    return code
  }
  const codes = columns.map((column) => codesOf(column, codeOf))
  for (const own of codes) for (let i = 0; i < own.length; i++) if (own[i]! < 0) own[i] = index.size
  return { levels: [...index.keys()], codes }
}

/** `[rows]`, −1 where missing. */
function codesOf(column: Column, codeOf: (text: string) => number): Int32Array {
  if (column.kind === 'text') {
    const map = Int32Array.from(column.levels, () => -1)
    return Int32Array.from(column.codes, (code) => {
      if (code < 0) return -1
      if (map[code]! < 0) map[code] = codeOf(column.levels[code]!)
      return map[code]!
    })
  }
  const known = new Map<number, number>()
  return Int32Array.from(column.values, (v, row) => {
    if (Number.isNaN(v) || isMissing(column, row)) return -1
    let code = known.get(v)
    if (code === undefined) {
      code = codeOf(formatNumber(v, column.format))
      known.set(v, code)
    }
    return code
  })
}
