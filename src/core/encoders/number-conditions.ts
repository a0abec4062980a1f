import { StudioError } from '../problem'
import type { Allowed, Bounds, ValueCondition } from './encoder'
import type { NumberState } from './number'
import { codeOf } from './quantile-plan'
import { parseNumber } from './views'

/** The codes that can hold a number the condition allows (or, turned round, one that it forbids). */
export function allowNumbers(state: NumberState, condition: ValueCondition, way: 'allow' | 'forbid'): Allowed {
  const values = state.counts.length
  const size = Math.max(1, values + state.spellings.texts.length)
  if (condition.is === 'missing' || condition.is === 'present') {
    const wantsMissing = (condition.is === 'missing') === (way === 'allow')
    return { masks: [maskOf(state, size, (code) => code >= values === wantsMissing)] }
  }
  const intervals = condition.is === 'between' ? [interval(state, condition)] : listed(state, condition.values)
  const reached = intervals.map((each) => codesOf(state, each))
  if (reached.every((codes) => codes === undefined)) {
    throw new StudioError({ code: 'encode/unknown-value', column: state.name, value: wording(condition) })
  }
  if (way === 'allow') {
    const mask = maskOf(state, size, (code) =>
      reached.some((range) => range && code >= range.first && code <= range.last),
    )
    return { masks: [mask], bounds: boundsOf(condition, intervals) }
  }
  const mask = maskOf(state, size, (code) => code >= values || !intervals.some((each) => covers(state, code, each)))
  return { masks: [mask], bounds: { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, except: intervals } }
}

interface Interval {
  readonly low: number
  readonly high: number
}

function interval(state: NumberState, condition: { readonly low?: string; readonly high?: string }): Interval {
  return {
    low: condition.low === undefined ? Number.NEGATIVE_INFINITY : read(state, condition.low),
    high: condition.high === undefined ? Number.POSITIVE_INFINITY : read(state, condition.high),
  }
}

function listed(state: NumberState, texts: readonly string[]): Interval[] {
  return texts.map((text) => {
    const value = read(state, text)
    return { low: value, high: value }
  })
}

function boundsOf(condition: ValueCondition, intervals: readonly Interval[]): Bounds {
  const low = Math.min(...intervals.map((each) => each.low))
  const high = Math.max(...intervals.map((each) => each.high))
  return condition.is === 'in' ? { low, high, values: intervals.map((each) => each.low) } : { low, high }
}

function read(state: NumberState, text: string): number {
  const value = parseNumber(text, state.format)
  if (Number.isNaN(value)) throw new StudioError({ code: 'encode/not-a-number', column: state.name, value: text })
  return value
}

function wording(condition: ValueCondition): string {
  if (condition.is === 'in') return condition.values.join(', ')
  if (condition.is === 'between') return [condition.low ?? '', condition.high ?? ''].join(' … ')
  return ''
}

/** The codes whose values reach into the interval; undefined when none does. */
function codesOf(state: NumberState, { low, high }: Interval): { first: number; last: number } | undefined {
  if (state.counts.length === 0 || low > high) return undefined
  let first = codeOf(state.cuts, low)
  let last = codeOf(state.cuts, high)
  const above = (code: number) => spanOf(state, code).low > high
  const below = (code: number) => spanOf(state, code).high < low
  while (first <= last && below(first)) first++
  while (last >= first && above(last)) last--
  return first > last ? undefined : { first, last }
}

/** The range of the values that a code emits. */
function spanOf(state: NumberState, code: number): Interval {
  const { exactFrom, exactValues, loneFrom, sketch, cuts } = state
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  if (exactFrom[code]! < exactFrom[code + 1]!) {
    low = exactValues[exactFrom[code]!]!
    high = exactValues[exactFrom[code + 1]! - 1]!
  }
  if (loneFrom[code]! < loneFrom[code + 1]!) {
    low = Math.min(low, code > 0 ? cuts[code - 1]! : sketch.values[0]!)
    high = Math.max(high, code < cuts.length ? cuts[code]! : sketch.values[sketch.values.length - 1]!)
  }
  return { low, high }
}

function covers(state: NumberState, code: number, { low, high }: Interval): boolean {
  const span = spanOf(state, code)
  return low <= span.low && span.high <= high
}

function maskOf(state: NumberState, size: number, isAllowed: (code: number) => boolean): Uint8Array {
  const mask = Uint8Array.from({ length: size }, (_, code) => (isAllowed(code) ? 1 : 0))
  if (!mask.includes(1)) throw new StudioError({ code: 'encode/contradiction', column: state.name })
  return mask
}
