import { compilePattern } from '../schema/date-pattern'
import type { Field } from '../schema/schema'
import { type Column, cellText, countMissing, isMissing } from '../table/table'

/** A column of real and synthetic rows on shared edges: what tiles and the report draw. Shares are of all rows, 0–1. */
export interface ColumnOverlay {
  readonly name: string
  readonly scale: 'number' | 'time' | 'category'
  /** number and time: `[bars + 1]` edges; times in milliseconds since the epoch (or of the day). */
  readonly edges: readonly number[]
  /** category: `[bars]`, the most frequent real levels; the last is '' for all others when `hasOther`. */
  readonly labels: readonly string[]
  readonly hasOther: boolean
  readonly real: readonly number[]
  readonly synthetic: readonly number[]
  readonly missing: { readonly real: number; readonly synthetic: number }
}

const mostBars = 32
const mostLevels = 20
/** The outermost bars take what lies beyond these quantiles, so that one extreme does not flatten the picture. */
const tail = 0.005

export function columnOverlay(field: Field, real: Column, synthetic: Column): ColumnOverlay {
  const missing = { real: missingShare(real), synthetic: missingShare(synthetic) }
  const numbers = numberReader(field)
  if (!numbers) return { ...overlayOfLevels(real, synthetic), name: field.name, scale: 'category', edges: [], missing }
  const values = numbers(real)
  const edges = sharedEdges(values, field.kind === 'integer')
  return {
    name: field.name,
    scale: field.kind === 'integer' || field.kind === 'decimal' ? 'number' : 'time',
    edges,
    labels: [],
    hasOther: false,
    real: sharesIn(edges, values, rowsOf(real)),
    synthetic: sharesIn(edges, numbers(synthetic), rowsOf(synthetic)),
    missing,
  }
}

/** Reads a column's cells as numbers (missing left out), or nothing when the field is not of a measured kind. */
function numberReader(field: Field): ((column: Column) => Float64Array) | undefined {
  if (field.kind === 'integer' || field.kind === 'decimal') return (column) => presentNumbers(column, Number)
  if (field.datePattern === undefined) return undefined
  if (field.kind !== 'date' && field.kind !== 'datetime' && field.kind !== 'time') return undefined
  const { parse } = compilePattern(field.datePattern)
  return (column) => presentNumbers(column, (text) => parse(text) ?? Number.NaN)
}

function presentNumbers(column: Column, read: (text: string) => number): Float64Array {
  if (column.kind === 'number') return column.values.filter((value) => !Number.isNaN(value))
  const levels = Float64Array.from(column.levels, read)
  return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : levels[code]!)).filter(
    (v) => !Number.isNaN(v),
  )
}

function sharedEdges(real: Float64Array, whole: boolean): number[] {
  if (real.length === 0) return [0, 1]
  const sorted = real.toSorted()
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!
  const low = at(tail)
  const high = at(1 - tail)
  if (low === high) return [low - 0.5, low + 0.5]
  if (whole && high - low < mostBars) {
    return Array.from({ length: high - low + 2 }, (_, i) => low + i - 0.5)
  }
  const bars = Math.max(4, Math.min(mostBars, Math.ceil(Math.sqrt(real.length))))
  const width = whole ? Math.max(1, Math.ceil((high - low + 1) / bars)) : (high - low) / bars
  const start = whole ? low - 0.5 : low
  return Array.from({ length: bars + 1 }, (_, i) => start + i * width)
}

/** Values beyond the edges count in the outermost bars. */
function sharesIn(edges: readonly number[], values: Float64Array, rows: number): number[] {
  const bars = edges.length - 1
  const counts = new Float64Array(bars)
  const start = edges[0]!
  const width = (edges[bars]! - start) / bars
  for (const value of values) counts[Math.max(0, Math.min(bars - 1, Math.floor((value - start) / width)))]!++
  return Array.from(counts, (count) => (rows === 0 ? 0 : count / rows))
}

function overlayOfLevels(real: Column, synthetic: Column) {
  const realCounts = countTexts(real)
  const syntheticCounts = countTexts(synthetic)
  const ordered = [...realCounts.keys()].sort((a, b) => realCounts.get(b)! - realCounts.get(a)!)
  const shown = ordered.slice(0, mostLevels)
  const known = new Set(shown)
  const hasOther = ordered.length > mostLevels || [...syntheticCounts.keys()].some((text) => !known.has(text))
  const shares = (counts: Map<string, number>, rows: number) => {
    const bars = shown.map((text) => (counts.get(text) ?? 0) / Math.max(1, rows))
    if (!hasOther) return bars
    let other = 0
    for (const [text, count] of counts) if (!known.has(text)) other += count
    return [...bars, other / Math.max(1, rows)]
  }
  return {
    labels: hasOther ? [...shown, ''] : shown,
    hasOther,
    real: shares(realCounts, rowsOf(real)),
    synthetic: shares(syntheticCounts, rowsOf(synthetic)),
  }
}

function countTexts(column: Column): Map<string, number> {
  const counts = new Map<string, number>()
  if (column.kind === 'text') {
    const perLevel = new Float64Array(column.levels.length)
    for (const code of column.codes) if (code >= 0) perLevel[code]!++
    column.levels.forEach((level, i) => void (perLevel[i]! > 0 && counts.set(level, perLevel[i]!)))
    return counts
  }
  for (let row = 0; row < column.values.length; row++) {
    if (isMissing(column, row)) continue
    const text = cellText(column, row)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}

const rowsOf = (column: Column): number => (column.kind === 'number' ? column.values.length : column.codes.length)
const missingShare = (column: Column): number => countMissing(column) / Math.max(1, rowsOf(column))
