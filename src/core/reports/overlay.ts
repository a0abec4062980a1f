import { numbersOf, scaleOf, shareLevels } from '../learners/column-values'
import { compilePattern } from '../schema/date-pattern'
import type { Field } from '../schema/schema'
import { type Column, countMissing, formatNumber, plainNumber } from '../table/table'

/** One column as two distributions over the same bars: what tiles and the report draw. JSON; holds shares, no rows. */
export interface ColumnOverlay {
  readonly name: string
  /** Whether the bars lie on a scale (numbers, dates, ordered levels) or stand for separate values. */
  readonly ordered: boolean
  readonly bars: readonly OverlayBar[]
  /** Shares (0–1) of all rows. */
  readonly missing: { readonly real: number; readonly synthetic: number }
  /** Rows that the shares are of: how far they scatter by chance. */
  readonly rows?: { readonly real: number; readonly synthetic: number }
  /** What stands at the two ends of an ordered scale, as the source writes it. */
  readonly ends?: readonly [string, string]
}

/** `real`, `synthetic`: shares (0–1) of all rows, missing cells counted, so that bars and `missing` add up to 1. */
export interface OverlayBar {
  readonly label: string
  readonly real: number
  readonly synthetic: number
  /** 'below' and 'above' hold what lies outside the robust range; 'other' the levels that are not shown. */
  readonly part: 'value' | 'below' | 'above' | 'other'
}

const mostBars = 40
const mostLevels = 20
/** Bars span these quantiles of the real values; what lies outside has a bar of its own on either side. */
const tail = 0.005

/** `real` (control) beside `synthetic`. Edges and levels come from real; dates are read by the field's pattern. */
export function columnOverlay(field: Field, real: Column, synthetic: Column): ColumnOverlay {
  const missing = { real: missingShare(real), synthetic: missingShare(synthetic) }
  const scale = scaleOf({ ...field, action: 'learn' })
  // Values that are made fresh have no bars: they would show names and keys, and say nothing.
  if (scale === undefined) return { name: field.name, ordered: false, bars: [], missing }
  const rows = { real: rowsOf(real), synthetic: rowsOf(synthetic) }
  if (scale === 'discrete') return { name: field.name, ...overlayLevels(field, real, synthetic), missing, rows }
  return { name: field.name, ordered: true, ...overlayNumbers(field, real, synthetic), missing, rows }
}

function overlayNumbers(field: Field, real: Column, synthetic: Column) {
  const values = numbersOf(real, field)
  const sorted = values.filter((v) => !Number.isNaN(v)).sort()
  if (sorted.length === 0) return { bars: [] }
  const edges = robustEdges(sorted, field.kind === 'integer')
  const [p, q] = [sharesIn(edges, values), sharesIn(edges, numbersOf(synthetic, field))]
  const write = writerOf(field, real)
  const bars = edges.slice(0, -1).map((low, i): OverlayBar => {
    const high = edges[i + 1]!
    return { label: barLabel(low, high, field, write), real: p[i + 1]!, synthetic: q[i + 1]!, part: 'value' }
  })
  const last = edges.length
  const outside = (part: 'below' | 'above', at: number): OverlayBar[] =>
    p[at]! + q[at]! > 0 ? [{ label: '', real: p[at]!, synthetic: q[at]!, part }] : []
  const low = field.kind === 'integer' ? Math.ceil(edges[0]!) : edges[0]!
  const high = field.kind === 'integer' ? Math.floor(edges[last - 1]!) : edges[last - 1]!
  const ends: readonly [string, string] = [write(low), write(high)]
  return { bars: [...outside('below', 0), ...bars, ...outside('above', last)], ends }
}

/** Ascending edges of at most {@link mostBars} bars. Whole numbers have bars of whole width, edges between them. */
function robustEdges(sorted: Float64Array, whole: boolean): number[] {
  const low = sorted[Math.floor(tail * (sorted.length - 1))]!
  const high = sorted[Math.ceil((1 - tail) * (sorted.length - 1))]!
  if (low === high) return [low - 0.5, low + 0.5]
  if (whole) {
    const width = Math.ceil((high - low + 1) / mostBars)
    const bars = Math.ceil((high - low + 1) / width)
    return Array.from({ length: bars + 1 }, (_, i) => low - 0.5 + i * width)
  }
  const bars = Math.max(8, Math.min(mostBars, Math.ceil(2 * Math.cbrt(sorted.length)))) // Rice's rule, bounded
  return Array.from({ length: bars + 1 }, (_, i) => low + ((high - low) * i) / bars)
}

/** Shares of all rows: below the first edge, in each bar, above the last (`[edges + 1]`). The last edge is inclusive. */
function sharesIn(edges: readonly number[], values: Float64Array): Float64Array {
  const shares = new Float64Array(edges.length + 1)
  const bars = edges.length - 1
  const [low, high] = [edges[0]!, edges[bars]!]
  const scale = bars / (high - low)
  for (const v of values) {
    if (Number.isNaN(v)) continue
    const at = v < low ? 0 : v > high ? bars + 1 : Math.min(bars, Math.floor((v - low) * scale) + 1)
    shares[at] = shares[at]! + 1
  }
  return shares.map((count) => count / Math.max(1, values.length))
}

function barLabel(low: number, high: number, field: Field, write: (v: number) => string): string {
  if (field.kind !== 'integer') return `${write(low)} – ${write(high)}`
  const [first, last] = [Math.ceil(low), Math.ceil(high) - 1]
  return first >= last ? write(first) : `${write(first)} – ${write(last)}`
}

/** Writes a number as its column does, rounded for reading; a time by the field's pattern. */
export function writerOf(field: Field, column: Column): (v: number) => string {
  if (column.kind === 'number') {
    const places = Math.min(column.format.places, 4)
    return (v) => formatNumber(v, { ...column.format, places, fixed: false })
  }
  if (field.datePattern !== undefined) {
    const { format } = compilePattern(field.datePattern)
    return (v) => format(Math.round(v))
  }
  return (v) => formatNumber(v, { ...plainNumber, places: 4 })
}

function overlayLevels(field: Field, real: Column, synthetic: Column) {
  const { levels, codes } = shareLevels([real, synthetic])
  const [p, q] = codes.map((own) => levelShares(own, levels.length))
  const frequent = levels.map((_, level) => level).sort((a, b) => p![b]! - p![a]! || q![b]! - q![a]! || a - b)
  // A level that only synthetic rows have still shows while there is room.
  const shown = frequent.slice(0, mostLevels)
  const order = field.kind === 'ordinal' ? field.order : undefined
  if (order) shown.sort((a, b) => order.indexOf(levels[a]!) - order.indexOf(levels[b]!))
  const bars = shown.map((level): OverlayBar => {
    return { label: levels[level]!, real: p![level]!, synthetic: q![level]!, part: 'value' }
  })
  const rest = frequent.slice(mostLevels)
  if (rest.length === 0) return { ordered: order !== undefined, bars }
  const sum = (shares: Float64Array) => rest.reduce((total, level) => total + shares[level]!, 0)
  return {
    ordered: order !== undefined,
    bars: [...bars, { label: '', real: sum(p!), synthetic: sum(q!), part: 'other' as const }],
  }
}

/** Shares of all rows, missing counted among them. */
function levelShares(codes: Int32Array, levels: number): Float64Array {
  const counts = new Float64Array(levels + 1)
  for (const code of codes) counts[code] = counts[code]! + 1
  return counts.map((count) => count / Math.max(1, codes.length))
}

const rowsOf = (column: Column): number => (column.kind === 'number' ? column.values.length : column.codes.length)

const missingShare = (column: Column): number => countMissing(column) / Math.max(1, rowsOf(column))
