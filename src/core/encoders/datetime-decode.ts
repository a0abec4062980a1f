import type { Random } from '../random'
import { dayMs } from '../schema/calendar'
import { compilePattern } from '../schema/date-pattern'
import type { Column } from '../table/table'
import { type DatePartName, type DateState, partOf } from './date-parts'
import type { Bounds, Codes, DecodeContext } from './encoder'
import { decodeMissing } from './missing'
import type { NumberState } from './number'
import { drawsOf, isWithin } from './number-decode'

const fittingTries = 40

/** Dates in the source's pattern. `codes`: `[parts][rows]`. */
export function decodeDates(
  state: DateState,
  codes: readonly Codes[],
  { rows, random, bounds }: DecodeContext,
): Column {
  const first = codes[0]!
  const { spellings: own, counts } = state.parts[0]!.state
  const missing = decodeMissing(first, counts.length)
  const draw = instantDraw(state, codes, bounds)
  const index = new Map<number, number>()
  const texts = new Map<string, number>()
  const write = writerOf(state)
  const levels = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    if (missing && missing[i]! > 0) {
      levels[i] = -1
      continue
    }
    const ms = draw(i, random)
    let level = index.get(ms)
    if (level === undefined) {
      const text = write(ms)
      level = texts.get(text) ?? texts.size
      texts.set(text, level)
      index.set(ms, level)
    }
    levels[i] = level
  }
  const spellings = own.texts.length > 0 ? own.texts : missing ? [''] : []
  const shared = { spellings, ...(missing ? { missing } : {}) }
  const list = [...texts.keys()]
  if (state.format === undefined) return { kind: 'text', levels: list, codes: levels, ...shared }
  const numbers = list.map(Number)
  const values = Float64Array.from(levels, (level) => numbers[level] ?? Number.NaN)
  return { kind: 'number', values, format: state.format, ...shared }
}

function writerOf({ pattern, zone }: DateState): (ms: number) => string {
  const { format } = compilePattern(pattern)
  if (zone.text === '') return format
  return (ms) => format(ms).replace(/\+00:?00(?!.*\+00:?00)/, zone.text)
}

function instantDraw(
  state: DateState,
  codes: readonly Codes[],
  bounds?: Bounds,
): (row: number, random: Random) => number {
  const at = (name: DatePartName) => state.parts.findIndex((each) => each.part === name)
  const drawer = (name: DatePartName, limits?: Bounds) => {
    const u = at(name)
    if (u < 0) return undefined
    const draw = drawsOf(state.parts[u]!.state, limits)
    return (row: number, random: Random) => draw(codes[u]![row]!, random)
  }
  const dayState = state.parts[at('day')]?.state
  const day = drawer('day', bounds && scaled(bounds, dayMs))
  const weekday = drawer('weekday')
  const month = drawer('month')
  const hour = drawer('hour', day ? undefined : bounds && scaled(bounds, 3_600_000))
  const second = drawer('second')
  const dayCodes = codes[at('day')]
  return (row, random) => {
    let days = day?.(row, random) ?? 0
    if (day && (weekday || month)) {
      const wanted = { weekday: weekday?.(row, random), month: month?.(row, random) }
      for (let tries = 0; tries < fittingTries && !fits(days, wanted); tries++) days = day(row, random)
      if (!fits(days, wanted)) days = nearestFit(days, wanted, dayState!, dayCodes![row]!, bounds)
    }
    const ofDay = (hour?.(row, random) ?? 0) * 3_600_000 + Math.round((second?.(row, random) ?? 0) * 1000)
    const ms = days * dayMs + ofDay + state.fixedTimeMs
    return bounds && !isWithin(ms, bounds) ? pullIn(ms, bounds, state.kind === 'date' ? dayMs : 1000, random) : ms
  }
}

/** Bounds of instants as bounds of whole days or hours. Exceptions narrower than the part are left to the instant. */
function scaled(bounds: Bounds, unit: number): Bounds {
  const except = bounds.except
    ?.map(({ low, high }) => ({ low: Math.ceil(low / unit), high: Math.floor((high + 1) / unit) - 1 }))
    .filter(({ low, high }) => low <= high)
  return {
    low: Math.floor(bounds.low / unit),
    high: Math.floor(bounds.high / unit),
    ...(except && except.length > 0 ? { except } : {}),
    ...(bounds.values ? { values: [...new Set(bounds.values.map((value) => Math.floor(value / unit)))] } : {}),
  }
}

interface Wanted {
  readonly weekday: number | undefined
  readonly month: number | undefined
}

function fits(days: number, { weekday, month }: Wanted): boolean {
  const ms = days * dayMs
  return (
    (weekday === undefined || partOf('weekday', ms) === weekday) &&
    (month === undefined || partOf('month', ms) === month)
  )
}

/**
 * The nearest day of the code's range that fits; when none does, one of the wanted weekday, if need be in the ranges
 * beside; else the day itself. The column's first and last day are never passed.
 */
function nearestFit(days: number, wanted: Wanted, state: NumberState, code: number, bounds?: Bounds): number {
  const { cuts, exactFrom, loneFrom } = state
  const isOneDay = loneFrom[code] === loneFrom[code + 1] && exactFrom[code + 1]! - exactFrom[code]! === 1
  if (isOneDay) return days
  const { earliest, latest } = endsOf(state)
  const from = code > 0 ? cuts[code - 1]! : earliest
  const to = code < cuts.length ? cuts[code]! : latest + 1
  const low = bounds ? Math.max(from, bounds.low / dayMs) : from
  const high = bounds ? Math.min(to, bounds.high / dayMs + 1) : to
  const ofWeek: Wanted = { weekday: wanted.weekday, month: undefined }
  const within = nearestIn(days, wanted, low, high) ?? nearestIn(days, ofWeek, low, high)
  if (within !== undefined || bounds) return within ?? days
  return nearestIn(days, ofWeek, Math.max(earliest, days - 6), Math.min(latest + 1, days + 7)) ?? days
}

function nearestIn(days: number, wanted: Wanted, low: number, high: number): number | undefined {
  for (let step = 0; step <= high - low && step < 1500; step++) {
    for (const other of [days - step, days + step])
      if (other >= low && other < high && fits(other, wanted)) return other
  }
  return undefined
}

/** The first and the last day that the column's codes can stand for. */
function endsOf({ exactValues, sketch }: NumberState) {
  const ends = [exactValues, sketch.values].flatMap((values) => [...values.subarray(0, 1), ...values.subarray(-1)])
  return { earliest: Math.floor(Math.min(...ends)), latest: Math.floor(Math.max(...ends)) }
}

/** An instant of the bounded range, in whole units, when the parts led outside. */
function pullIn(ms: number, bounds: Bounds, unit: number, random: Random): number {
  if (bounds.values && bounds.values.length > 0) {
    const sameDay = bounds.values.filter((value) => Math.floor(value / dayMs) === Math.floor(ms / dayMs))
    const from = sameDay.length > 0 ? sameDay : bounds.values
    return from[random.below(from.length)]!
  }
  const startOfDay = Math.floor(ms / dayMs) * dayMs
  for (let tries = 0; tries < fittingTries; tries++) {
    const low = Math.max(bounds.low, startOfDay)
    const high = Math.min(bounds.high, startOfDay + dayMs - unit)
    const drawn = Math.ceil((low + random.uniform() * Math.max(0, high - low)) / unit) * unit
    if (isWithin(drawn, bounds)) return drawn
  }
  // The whole day is excluded: the nearest instant beside an excluded range.
  const beside = (bounds.except ?? []).flatMap(({ low, high }) => [
    Math.floor((low - 1) / unit) * unit,
    (Math.floor(high / unit) + 1) * unit,
  ])
  const open = beside.filter((each) => isWithin(each, bounds)).sort((a, b) => Math.abs(a - ms) - Math.abs(b - ms))
  return open[0] ?? Math.min(Math.max(ms, bounds.low), bounds.high)
}
