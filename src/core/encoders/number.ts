import type { NumberColumn, NumberFormat } from '../table/table'
import type { Codes, Encoder, EncoderState, EncodingOptions, FittedEncoder, Unit } from './encoder'
import { fitGrid, type Grid, type LoneSketch, sketchLone } from './lone-sketch'
import { encodeMissing, fitSpellings, type Spellings } from './missing'
import { allowNumbers } from './number-conditions'
import { decodeNumbers } from './number-decode'
import { codeOf, distinctRuns, planQuantiles, type QuantilePlan, type Runs } from './quantile-plan'
import { asNumbers } from './views'

/** What a number's codes stand for; holds no row. Arrays are per value code unless noted. */
export interface NumberState extends EncoderState, NumberCodes {
  readonly encoder: 'number'
  readonly name: string
  readonly format: NumberFormat
  readonly spellings: Spellings
}

interface NumberCodes {
  /** `[codes − 1]`: code = number of cuts ≤ value. */
  readonly cuts: Float64Array
  readonly counts: Float64Array
  readonly smooth: Uint8Array
  /** `[codes + 1]`: code c emits `exactValues[exactFrom[c] … exactFrom[c + 1])`, each as often as `exactCounts` says. */
  readonly exactFrom: Uint32Array
  readonly exactValues: Float64Array
  readonly exactCounts: Float64Array
  /** `[codes + 1]`: the ranks of code c's lone values in the sketch. */
  readonly loneFrom: Float64Array
  readonly sketch: LoneSketch
  readonly grid: Grid
}

/** Numbers: atoms and quantile bins in the order of their values, missing spellings after them. */
export const number: Encoder = {
  id: 'number',
  takes: (field) => (field.kind === 'integer' || field.kind === 'decimal') && field.action === 'learn',
  async fit(column, field, { options }) {
    const numbers = asNumbers(column)
    const places = field.kind === 'integer' ? 0 : numbers.format.places
    return fitted(fitNumberState(numbers, { name: field.name, places }, options))
  },
  async restore(state) {
    return fitted(reviveNumber(state))
  },
}

/** `name`: of the unit; `places`: decimals of the made values. */
export function fitNumberState(
  column: NumberColumn,
  { name, places }: { readonly name: string; readonly places: number },
  options: EncodingOptions,
): NumberState {
  const sorted = presentValues(column).sort()
  const spellings = fitSpellings(column, options.minimumCount)
  const shared = { encoder: 'number' as const, name, format: column.format, spellings }
  if (sorted.length < options.minimumCount) return { ...shared, ...nothing }
  const runs = distinctRuns(sorted)
  const plan = planQuantiles(sorted, runs, options)
  return { ...shared, ...fillCodes(plan, runs, options.minimumCount, places) }
}

const nothing: NumberCodes = {
  cuts: new Float64Array(0),
  counts: new Float64Array(0),
  smooth: new Uint8Array(0),
  exactFrom: new Uint32Array(1),
  exactValues: new Float64Array(0),
  exactCounts: new Float64Array(0),
  loneFrom: new Float64Array(1),
  sketch: { ranks: new Float64Array(0), values: new Float64Array(0) },
  grid: { step: 1, offset: 0, places: 0, mix: [1] },
}

function presentValues(column: NumberColumn): Float64Array {
  const kept = new Float64Array(column.values.length)
  let n = 0
  for (let i = 0; i < kept.length; i++) {
    if (column.missing?.[i] || !Number.isFinite(column.values[i]!)) continue
    // Adding 0 turns −0 into 0, which sorts and compares as one value.
    kept[n++] = column.values[i]! + 0
  }
  return kept.slice(0, n)
}

function fillCodes(plan: QuantilePlan, runs: Runs, minimumCount: number, places: number): NumberCodes {
  const size = plan.atom.length
  const counts = new Float64Array(size)
  const exactPer = new Uint32Array(size)
  const exactValues: number[] = []
  const exactCounts: number[] = []
  const lone: number[] = []
  const lonePer = new Float64Array(size)
  for (let i = 0; i < runs.values.length; i++) {
    const value = runs.values[i]!
    const count = runs.counts[i]!
    const code = codeOf(plan.cuts, value)
    counts[code]! += count
    if (count >= minimumCount) {
      exactPer[code]!++
      exactValues.push(value)
      exactCounts.push(count)
    } else if (plan.atom[code] === 0) {
      lonePer[code]! += count
      for (let k = 0; k < count; k++) lone.push(value)
    }
  }
  const loneFrom = cumulated(lonePer)
  const sortedLone = Float64Array.from(lone)
  return {
    cuts: plan.cuts,
    counts,
    smooth: plan.atom.map((atom) => (plan.continuous && atom === 0 ? 1 : 0)),
    exactFrom: Uint32Array.from(cumulated(Float64Array.from(exactPer))),
    exactValues: Float64Array.from(exactValues),
    exactCounts: Float64Array.from(exactCounts),
    loneFrom,
    sketch: sketchLone(sortedLone, loneFrom.subarray(1), minimumCount),
    grid: fitGrid(runs.values, sortedLone, places),
  }
}

function cumulated(counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length + 1)
  for (let i = 0; i < counts.length; i++) sums[i + 1] = sums[i]! + counts[i]!
  return sums
}

/** A state as it was after a trip through JSON or structured cloning. */
export function reviveNumber(state: EncoderState): NumberState {
  const s = state as NumberState
  return {
    ...s,
    cuts: Float64Array.from(s.cuts),
    counts: Float64Array.from(s.counts),
    smooth: Uint8Array.from(s.smooth),
    exactFrom: Uint32Array.from(s.exactFrom),
    exactValues: Float64Array.from(s.exactValues),
    exactCounts: Float64Array.from(s.exactCounts),
    loneFrom: Float64Array.from(s.loneFrom),
    sketch: { ranks: Float64Array.from(s.sketch.ranks), values: Float64Array.from(s.sketch.values) },
  }
}

function fitted(state: NumberState): FittedEncoder {
  const unit = numberUnit(state)
  return {
    units: [unit],
    encode: (column) => [encodeNumbers(state, asNumbers(column))],
    decode: ([codes], context) => decodeNumbers(state, codes!, context),
    allow: (condition) => allowNumbers(state, condition, 'allow'),
    forbid: (condition) => allowNumbers(state, condition, 'forbid'),
    state: () => state,
    ...(state.counts.length === 0 ? { notLearned: state.spellings.texts.length > 0 ? 'empty' : 'too-few-rows' } : {}),
  }
}

export function numberUnit(state: NumberState): Omit<Unit, 'field'> {
  const values = state.counts.length
  const present = state.counts.reduce((a, b) => a + b, 0)
  const counts = Float64Array.from([...state.counts, ...state.spellings.counts])
  if (counts.length === 0) {
    return { name: state.name, size: 1, scale: 'ordinal', missingFrom: 0, counts: Float64Array.of(0) }
  }
  const ranks = new Float32Array(counts.length).fill(Number.NaN)
  let below = 0
  for (let code = 0; code < values; code++) {
    ranks[code] = (below + state.counts[code]! / 2) / present
    below += state.counts[code]!
  }
  const smooth = new Uint8Array(counts.length)
  smooth.set(state.smooth)
  const shared = { name: state.name, size: counts.length, scale: 'ordinal' as const, missingFrom: values }
  return { ...shared, counts, ranks, smooth, widths: binWidths(state, counts.length) }
}

/** Neighbours on each side over which a bin's width is evened out: quantiles of few rows lie by chance. */
const widthReach = 3

function binWidths({ cuts, smooth, counts, sketch, exactValues }: NumberState, size: number): Float64Array {
  const widths = new Float64Array(size)
  const ends = [...sketch.values.subarray(0, 1), ...sketch.values.subarray(-1), ...exactValues]
  const edge = (code: number) => cuts[code - 1] ?? (code === 0 ? Math.min(...ends) : Math.max(...ends))
  smooth.forEach((is, code) => {
    if (is === 0) return
    let [first, last] = [code, code]
    while (code - first < widthReach && smooth[first - 1] === 1) first--
    while (last - code < widthReach && smooth[last + 1] === 1) last++
    let rows = 0
    for (let c = first; c <= last; c++) rows += counts[c]!
    widths[code] = Math.max(0, edge(last + 1) - edge(first)) * (counts[code]! / Math.max(1, rows))
  })
  const least = widths.reduce((min, width) => (width > 0 ? Math.min(min, width) : min), Number.POSITIVE_INFINITY)
  return widths.map((width, code) =>
    smooth[code] === 1 && width === 0 ? (least === Number.POSITIVE_INFINITY ? 1 : least) : width,
  )
}

export function encodeNumbers(state: NumberState, column: NumberColumn): Codes {
  const codes = new Uint16Array(column.values.length)
  const { cuts } = state
  const from = state.counts.length
  const fallback = mostFrequent(state)
  for (let i = 0; i < codes.length; i++) {
    const value = column.values[i]!
    codes[i] = from === 0 || Number.isNaN(value) ? fallback : codeOf(cuts, value)
  }
  encodeMissing(column, state.spellings.texts, { from, fallback }, codes)
  return codes
}

function mostFrequent(state: NumberState): number {
  const { counts } = state
  let best = 0
  for (let i = 1; i < counts.length; i++) if (counts[i]! > counts[best]!) best = i
  return best
}
