import { StudioError } from '../problem'
import { dayMs } from '../schema/calendar'
import { compilePattern } from '../schema/date-pattern'
import type { DateState } from './date-parts'
import type { Allowed, Bounds, ValueCondition } from './encoder'
import type { NumberState } from './number'
import { allowNumbers } from './number-conditions'
import { codeOf } from './quantile-plan'

interface Interval {
  readonly low: number
  readonly high: number
}

/** Conditions on a date are conditions on its first part (day, or hour of a time), with bounds on the instant. */
export function allowDates(state: DateState, condition: ValueCondition, way: 'allow' | 'forbid'): Allowed {
  const first = state.parts[0]!.state
  const free = state.parts.slice(1).map(() => undefined)
  if (condition.is === 'missing' || condition.is === 'present') {
    return { masks: [...allowNumbers(first, condition, way).masks, ...free] }
  }
  const intervals =
    condition.is === 'between' ? [between(state, condition)] : condition.values.map((v) => one(state, v))
  const unit = state.parts[0]!.part === 'day' ? dayMs : 3_600_000
  if (way === 'allow' && !intervals.some((each) => meets(first, each, unit))) {
    const value =
      condition.is === 'in' ? condition.values.join(', ') : `${condition.low ?? ''} … ${condition.high ?? ''}`
    throw new StudioError({ code: 'encode/unknown-value', column: state.name, value })
  }
  const size = Math.max(1, first.counts.length + first.spellings.texts.length)
  const mask = new Uint8Array(size)
  if (way === 'allow') for (const each of intervals) reach(mask, first.cuts, first.counts.length, each, unit)
  else for (let code = 0; code < size; code++) mask[code] = isCovered(state, code, intervals, unit) ? 0 : 1
  if (!mask.includes(1)) throw new StudioError({ code: 'encode/contradiction', column: state.name })
  return { masks: [mask, ...free], bounds: boundsOf(condition, intervals, way) }
}

function boundsOf(condition: ValueCondition, intervals: readonly Interval[], way: 'allow' | 'forbid'): Bounds {
  if (way === 'forbid') {
    return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, except: intervals }
  }
  const low = Math.min(...intervals.map((each) => each.low))
  const high = Math.max(...intervals.map((each) => each.high))
  // A list of whole days (of a column with times) is no list of instants.
  const arePoints = intervals.every((each) => each.low === each.high)
  const isListed = condition.is === 'in' && arePoints
  return isListed ? { low, high, values: intervals.map((each) => each.low) } : { low, high }
}

function between(state: DateState, { low, high }: { readonly low?: string; readonly high?: string }): Interval {
  return {
    low: low === undefined ? Number.NEGATIVE_INFINITY : one(state, low).low,
    high: high === undefined ? Number.POSITIVE_INFINITY : one(state, high).high,
  }
}

/** A text in the source's pattern, or an ISO day (all of it). */
function one(state: DateState, text: string): Interval {
  const instant = compilePattern(state.pattern).parse(text)
  if (instant !== undefined) {
    const low = instant + state.zone.offsetMs
    return { low, high: low }
  }
  const day = state.kind === 'time' ? undefined : compilePattern('YYYY-MM-DD').parse(text)
  if (day === undefined) throw new StudioError({ code: 'encode/unknown-value', column: state.name, value: text })
  return { low: day, high: state.kind === 'date' ? day : day + dayMs - 1 }
}

function reach(mask: Uint8Array, cuts: Float64Array, codes: number, { low, high }: Interval, unit: number): void {
  const from = codeOf(cuts, Math.floor(low / unit))
  const to = Math.min(codes - 1, codeOf(cuts, Math.floor(high / unit)))
  for (let code = from; code <= to; code++) mask[code] = 1
}

/** Whether the column comes near the interval: a twentieth of its span is left for the ends, which are not kept. */
function meets({ exactValues, sketch }: NumberState, { low, high }: Interval, unit: number): boolean {
  const ends = [exactValues, sketch.values].flatMap((values) => [...values.subarray(0, 1), ...values.subarray(-1)])
  if (ends.length === 0) return true
  const [first, last] = [Math.min(...ends), Math.max(...ends)]
  const slack = Math.max(1, (last - first) / 20)
  return low <= high && low / unit <= last + slack && high / unit >= first - slack
}

/** Whether all instants of a code lie in one of the intervals. */
function isCovered(state: DateState, code: number, intervals: readonly Interval[], unit: number): boolean {
  const { cuts, counts, exactFrom, exactValues, smooth } = state.parts[0]!.state
  if (code >= counts.length) return false
  const isAtom = smooth[code] === 0 && exactFrom[code + 1]! - exactFrom[code]! === 1
  const atom = exactValues[exactFrom[code]!]!
  const low = isAtom ? atom : code > 0 ? cuts[code - 1]! : Number.NEGATIVE_INFINITY
  const high = isAtom ? atom : code < cuts.length ? cuts[code]! : Number.POSITIVE_INFINITY
  const last = state.kind === 'date' ? 0 : unit - 1
  return intervals.some((each) => each.low <= low * unit && high * unit + last <= each.high)
}
