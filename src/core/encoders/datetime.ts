import { createRandom, hashText } from '../random'
import { compilePattern } from '../schema/date-pattern'
import type { Column, NumberColumn } from '../table/table'
import { plainNumber } from '../table/table'
import { type DatePart, type DatePartName, type DateState, partOf } from './date-parts'
import { allowDates } from './datetime-conditions'
import { decodeDates } from './datetime-decode'
import type { Codes, Encoder, EncodingOptions, FittedEncoder } from './encoder'
import { encodeNumbers, fitNumberState, type NumberState, numberUnit, reviveNumber } from './number'
import { templateText } from './template-text'
import { asTexts } from './views'

/**
 * Dates and times in parts: an absolute day in atoms and quantile bins, and weekday, month, hour and second of the hour
 * where the day's bin or the column leaves them open. Decoding picks a day of the bin that fits weekday and month, so
 * that every date exists.
 */
export const datetime: Encoder = {
  id: 'datetime',
  takes: ({ kind, action }) => action === 'learn' && (kind === 'date' || kind === 'datetime' || kind === 'time'),
  async fit(column, field, context) {
    if (field.datePattern === undefined) return templateText.fit(column, field, context)
    const pattern = field.datePattern
    const kind = compilePattern(pattern).hasDate ? (field.kind === 'time' ? 'datetime' : field.kind) : 'time'
    const zone = zoneOf(column, pattern, context.options.minimumCount)
    const instants = toInstants(column, pattern, zone.offsetMs)
    if (presentCount(instants) < context.options.minimumCount) return templateText.fit(column, field, context)
    return fitted({
      encoder: 'datetime',
      name: field.name,
      pattern,
      kind: kind === 'date' || kind === 'time' ? kind : 'datetime',
      zone,
      ...(column.kind === 'number' ? { format: column.format } : {}),
      ...fitParts(instants, kind === 'time', field.name, context.options),
    })
  },
  async restore(state) {
    const s = state as DateState
    return fitted({ ...s, parts: s.parts.map(({ part, state: own }) => ({ part, state: reviveNumber(own) })) })
  },
}

function fitted(state: DateState): FittedEncoder {
  return {
    units: state.parts.map((part, i) => {
      const unit = numberUnit(part.state)
      return { ...unit, name: i === 0 && state.parts.length === 1 ? state.name : `${state.name} · ${part.part}` }
    }),
    encode: (column) => encodeDates(state, column),
    decode: (codes, context) => decodeDates(state, codes, context),
    allow: (condition) => allowDates(state, condition, 'allow'),
    forbid: (condition) => allowDates(state, condition, 'forbid'),
    state: () => state,
  }
}

/** The column as milliseconds in the zone; a text that is no date counts as a spelling of missing. */
export function toInstants(column: Column, pattern: string, offsetMs: number): NumberColumn {
  const texts = asTexts(column)
  const { parse } = compilePattern(pattern)
  const parsed = texts.levels.map((text) => parse(text))
  const spellings = [...texts.spellings]
  const words = new Map<number, number>()
  const values = new Float64Array(texts.codes.length).fill(Number.NaN)
  const missing = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const level = texts.codes[i]!
    const ms = parsed[level]
    if (texts.missing?.[i]) missing[i] = texts.missing[i]!
    else if (ms !== undefined) values[i] = ms + offsetMs
    else {
      if (!words.has(level)) words.set(level, spellings.length < 255 ? spellings.push(texts.levels[level]!) : 255)
      missing[i] = words.get(level)!
    }
  }
  return { kind: 'number', values, format: plainNumber, missing, spellings }
}

function presentCount(column: NumberColumn): number {
  let count = 0
  for (const value of column.values) if (!Number.isNaN(value)) count++
  return count
}

/** The offset at the end of most texts, where the pattern has one. */
function zoneOf(column: Column, pattern: string, minimumCount: number): DateState['zone'] {
  const none = { text: '', offsetMs: 0 }
  if (!/ZZ/.test(pattern)) return none
  const texts = asTexts(column)
  const counts = new Map<string, number>()
  for (const level of texts.codes) {
    const found = level < 0 ? undefined : /[+-]\d\d:?\d\d/.exec(texts.levels[level]!)?.[0]
    if (found) counts.set(found, (counts.get(found) ?? 0) + 1)
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  if (!best || best[1] < minimumCount) return none
  const minutes = Number(best[0].slice(1, 3)) * 60 + Number(best[0].slice(-2))
  return { text: best[0], offsetMs: (best[0][0] === '-' ? -1 : 1) * minutes * 60_000 }
}

function fitParts(instants: NumberColumn, isTime: boolean, name: string, options: EncodingOptions) {
  const fitPart = (part: DatePartName): DatePart => {
    const values = instants.values.map((ms) => (Number.isNaN(ms) ? Number.NaN : partOf(part, ms)))
    const places = part === 'second' && values.some((v) => v % 1 !== 0) ? 3 : 0
    const column = { ...instants, values, format: { ...plainNumber, places } }
    return { part, state: fitNumberState(column, { name, places }, options) }
  }
  const parts: DatePart[] = []
  if (!isTime) {
    const day = fitPart('day')
    parts.push(day)
    const width = medianWidth(day.state)
    if (width > 1) parts.push(...[fitPart('weekday')].filter(varies))
    if (width > 45) parts.push(...[fitPart('month')].filter(varies))
  }
  parts.push(...[fitPart('hour'), fitPart('second')].filter(varies))
  const first = instants.values.find((ms) => !Number.isNaN(ms)) ?? 0
  const fixed = (part: DatePartName) => (parts.some((each) => each.part === part) ? 0 : partOf(part, first))
  if (parts.length === 0) parts.push(fitPart('hour'))
  const withoutSpellings = { texts: [], counts: [] }
  return {
    // Only the first part says that a value is missing.
    parts: parts.map((part, i) =>
      i === 0 ? part : { ...part, state: { ...part.state, spellings: withoutSpellings } },
    ),
    fixedTimeMs: fixed('hour') * 3_600_000 + fixed('second') * 1000,
  }
}

const varies = ({ state }: DatePart) => state.counts.length > 1 || state.exactValues.length === 0

/** The width in days of the typical bin; 0 when each code is one day. */
function medianWidth({ cuts, smooth }: NumberState): number {
  const widths: number[] = []
  for (let code = 1; code < cuts.length; code++) if (smooth[code] === 1) widths.push(cuts[code]! - cuts[code - 1]!)
  widths.sort((a, b) => a - b)
  return widths[widths.length >> 1] ?? (smooth.includes(1) ? 2 : 0)
}

function encodeDates(state: DateState, column: Column): Codes[] {
  const instants = toInstants(column, state.pattern, state.zone.offsetMs)
  return state.parts.map(({ part, state: own }, i) => {
    const values = instants.values.map((ms) => (Number.isNaN(ms) ? Number.NaN : partOf(part, ms)))
    const codes = encodeNumbers(own, { ...instants, values })
    if (i > 0) fillMissing(codes, values, own, state.name)
    return codes
  })
}

/** The parts of a missing date are draws from the column, so that a model finds no pattern in them. */
function fillMissing(codes: Codes, values: Float64Array, { counts }: NumberState, name: string): void {
  const random = createRandom(hashText(name))
  const total = counts.reduce((a, b) => a + b, 0)
  for (let i = 0; i < codes.length; i++) {
    if (!Number.isNaN(values[i]!)) continue
    let at = random.uniform() * total
    let code = 0
    while (code + 1 < counts.length && at >= counts[code]!) at -= counts[code++]!
    codes[i] = code
  }
}
