import { compilePattern } from '../schema/date-pattern'
import type { Field } from '../schema/schema'
import { type Column, cellText } from '../table/table'

/** One column of real and of synthetic rows, made comparable once and then measured many times. */
export interface ComparedColumn {
  readonly field: Field
  /** continuous: numbers and points in time; discrete: everything else. */
  readonly scale: 'continuous' | 'discrete'
  readonly real: ComparedSide
  readonly synthetic: ComparedSide
  /** Number of levels (continuous: of bins); a missing cell has the code `levels`. */
  readonly levels: number
}

export interface ComparedSide {
  readonly rows: number
  readonly missing: number
  /** `[rows]`, NaN where missing; only of continuous columns. */
  readonly values: Float64Array
  /** `[present]`, ascending; only of continuous columns. */
  readonly sorted: Float64Array
  /** `[rows]`: level, or bin of a continuous column (SDMetrics: 10 of equal width over the real range). */
  readonly codes: Int32Array
}

const bins = 10 // SDMetrics `discretize_column`, num_discrete_bins

/** Real and synthetic share levels and bin edges: bins of their own would hide a shift. */
export function compareColumn(field: Field, real: Column, synthetic: Column): ComparedColumn {
  const read = continuousReader(field)
  if (!read) return compareLevels(field, real, synthetic)
  const realValues = read(real)
  const syntheticValues = read(synthetic)
  const sorted = present(realValues)
  const low = sorted[0] ?? 0
  const width = ((sorted.at(-1) ?? 0) - low) / bins
  return {
    field,
    scale: 'continuous',
    levels: bins,
    real: side(realValues, sorted, low, width),
    synthetic: side(syntheticValues, present(syntheticValues), low, width),
  }
}

/** Numbers as they are, dates by their pattern; nothing for fields that are not measured. */
function continuousReader(field: Field): ((column: Column) => Float64Array) | undefined {
  const { kind, datePattern } = field
  if (kind === 'integer' || kind === 'decimal') return (column) => numbersOf(column, Number)
  if (datePattern === undefined || !(kind === 'date' || kind === 'datetime' || kind === 'time')) return undefined
  const { parse } = compilePattern(datePattern)
  return (column) => numbersOf(column, (text) => parse(text) ?? Number.NaN)
}

function numbersOf(column: Column, read: (text: string) => number): Float64Array {
  if (column.kind === 'number') return column.values
  const levels = Float64Array.from(column.levels, read)
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : levels[code]!))
}

const present = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value)).sort()

function side(values: Float64Array, sorted: Float64Array, low: number, width: number): ComparedSide {
  const bin = (value: number) => (width > 0 ? Math.max(0, Math.min(bins - 1, Math.floor((value - low) / width))) : 0)
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? bins : bin(value)))
  return { rows: values.length, missing: values.length - sorted.length, values, sorted, codes }
}

function compareLevels(field: Field, real: Column, synthetic: Column): ComparedColumn {
  const index = new Map<string, number>()
  const realCodes = levelCodes(real, index)
  const syntheticCodes = levelCodes(synthetic, index)
  const levels = index.size
  return {
    field,
    scale: 'discrete',
    levels,
    real: levelSide(realCodes, levels),
    synthetic: levelSide(syntheticCodes, levels),
  }
}

/** −1 where missing; texts that are new get the next number of `index`. */
function levelCodes(column: Column, index: Map<string, number>): Int32Array {
  const codeOf = (text: string) => {
    let code = index.get(text)
    if (code === undefined) {
      code = index.size
      index.set(text, code)
    }
    return code
  }
  if (column.kind === 'text') {
    const map = new Int32Array(column.levels.length).fill(-1)
    return column.codes.map((code) => {
      if (code < 0) return -1
      if (map[code]! < 0) map[code] = codeOf(column.levels[code]!)
      return map[code]!
    })
  }
  const seen = new Map<number, number>()
  return Int32Array.from(column.values, (value, row) => {
    if (Number.isNaN(value)) return -1
    let code = seen.get(value)
    if (code === undefined) {
      code = codeOf(cellText(column, row))
      seen.set(value, code)
    }
    return code
  })
}

const none = new Float64Array()

function levelSide(codes: Int32Array, levels: number): ComparedSide {
  let missing = 0
  const filled = codes.map((code) => {
    if (code >= 0) return code
    missing++
    return levels
  })
  return { rows: codes.length, missing, values: none, sorted: none, codes: filled }
}
