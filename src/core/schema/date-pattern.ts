import { civilFromDays, dayMs, daysFromCivil, daysInMonth, monthNames, weekdayNames } from './calendar'

/** A compiled pattern: `parse` gives undefined for a text that is not written so, or a day that does not exist. */
export interface DatePattern {
  /** Whether the pattern has a date part, a time part. */
  readonly hasDate: boolean
  readonly hasTime: boolean
  /** Milliseconds since the epoch (UTC), or of the day when there is no date part. Microseconds are fractions. */
  parse(text: string): number | undefined
  format(ms: number): string
}

interface Fields {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  fraction: number
  afternoon: number
  offset: number
}

/** Reads at `at`, writes what it found into `fields`, gives the position after it, or −1. */
type Read = (text: string, at: number, fields: Fields) => number
type Write = (fields: Fields, days: number) => string
interface Part {
  readonly read: Read
  readonly write: Write
}

const tokens = /\[[^\]]*\]|YYYY|YY|MONTH|MON|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|hh|h|mm|ss|S{1,9}|A|a|ZZZ|ZZ|Z|[^[]/g
const compiled = new Map<string, DatePattern>()

/**
 * Compiles a pattern. Tokens: YYYY YY · MMMM MMM (January, Jan), MONTH MON (in capitals), MM M · DD D ·
 * dddd ddd (Monday, Mon) · HH H (0–23), hh h (1–12) · mm · ss · S… (digits of a second's fraction) · A a (AM, am) ·
 * Z (the letter), ZZ (+02:00), ZZZ (+0200). Text in brackets and every other character stand for themselves.
 * `A|B` reads either and writes A. YY is 1970–2069. A pattern without a zone reads wall time as if it were UTC.
 */
export function compilePattern(pattern: string): DatePattern {
  const known = compiled.get(pattern)
  if (known) return known
  if (pattern.includes('|')) return compileEither(pattern)
  const names = pattern.match(tokens) ?? []
  const parts = names.map(partOf)
  const hasDate = names.some((name) => /^[YMD]/.test(name))
  const hasTime = names.some((name) => /^[Hh]/.test(name))
  const made: DatePattern = {
    hasDate,
    hasTime,
    parse(text) {
      const fields = emptyFields()
      let at = 0
      for (const part of parts) {
        at = part.read(text, at, fields)
        if (at < 0) return undefined
      }
      return at === text.length ? toMs(fields, hasDate) : undefined
    },
    format(ms) {
      const { days, fields } = toFields(ms, smallestUnitMs(names))
      return parts.map((part) => part.write(fields, days)).join('')
    },
  }
  compiled.set(pattern, made)
  return made
}

function compileEither(pattern: string): DatePattern {
  const [first, ...others] = pattern.split('|').map(compilePattern)
  const parse = (text: string) =>
    first!.parse(text) ?? others.map((other) => other.parse(text)).find((ms) => ms !== undefined)
  const made: DatePattern = { ...first!, parse }
  compiled.set(pattern, made)
  return made
}

const emptyFields = (): Fields => ({
  year: 1970,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  fraction: 0,
  afternoon: -1,
  offset: 0,
})

function toMs(f: Fields, hasDate: boolean): number | undefined {
  let hour = f.hour
  if (f.afternoon >= 0) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + 12 * f.afternoon
  }
  if (hour > 23 || f.minute > 59 || f.second > 59) return undefined
  const ofDay = ((hour * 60 + f.minute - f.offset) * 60 + f.second) * 1000 + f.fraction
  if (!hasDate) return ofDay
  if (f.month < 1 || f.month > 12 || f.day < 1 || f.day > daysInMonth(f.year, f.month)) return undefined
  return daysFromCivil(f.year, f.month, f.day) * dayMs + ofDay
}

/** Numbers below the pattern's smallest unit are cut, not rounded up into the next day. */
function toFields(ms: number, unit: number): { days: number; fields: Fields } {
  const cut = Math.floor(ms / unit + 1e-6) * unit
  const days = Math.floor(cut / dayMs)
  const ofDay = cut - days * dayMs
  const { year, month, day } = civilFromDays(days)
  const seconds = Math.floor(ofDay / 1000)
  const hour = Math.floor(seconds / 3600)
  const fields: Fields = {
    year,
    month,
    day,
    hour,
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: ofDay - seconds * 1000,
    afternoon: hour >= 12 ? 1 : 0,
    offset: 0,
  }
  return { days, fields }
}

function smallestUnitMs(names: readonly string[]): number {
  const fraction = names.find((name) => /^S+$/.test(name))
  if (fraction) return 10 ** (3 - fraction.length)
  if (names.includes('ss')) return 1000
  if (names.includes('mm')) return 60_000
  return names.some((name) => /^[Hh]/.test(name)) ? 3_600_000 : dayMs
}

function partOf(name: string): Part {
  if (/^S+$/.test(name)) return fraction(name.length)
  const part = parts[name]
  if (part) return part
  return literal(name.startsWith('[') ? name.slice(1, -1) : name)
}

const pad = (value: number, width: number) => String(value).padStart(width, '0')

/** Between `least` and `most` digits at `at`. */
function digits(least: number, most: number, set: (fields: Fields, value: number) => void): Read {
  return (text, at, fields) => {
    let value = 0
    let end = at
    while (end - at < most) {
      const c = text.charCodeAt(end) - 48
      if (!(c >= 0 && c <= 9)) break
      value = value * 10 + c
      end++
    }
    if (end - at < least) return -1
    set(fields, value)
    return end
  }
}

function number(name: keyof Fields, least: number, most: number): Part {
  const set = (f: Fields, value: number) => {
    f[name] = value
  }
  return { read: digits(least, most, set), write: (f) => pad(f[name], least) }
}

function names(list: readonly string[], set: (f: Fields, i: number) => void, get: (f: Fields, days: number) => number) {
  const lower = list.map((name) => name.toLowerCase())
  const read: Read = (text, at, fields) => {
    const i = lower.findIndex((name) => text.slice(at, at + name.length).toLowerCase() === name)
    if (i < 0) return -1
    set(fields, i)
    return at + list[i]!.length
  }
  return { read, write: (f: Fields, days: number) => list[get(f, days)]! }
}

const months = (list: readonly string[]) =>
  names(
    list,
    (f, i) => {
      f.month = i + 1
    },
    (f) => f.month - 1,
  )
const weekdays = (list: readonly string[]) =>
  names(
    list,
    () => undefined,
    (_, days) => (((days + 3) % 7) + 7) % 7,
  )
const halfDay = (list: readonly string[]) =>
  names(
    list,
    (f, i) => {
      f.afternoon = i
    },
    (f) => f.afternoon,
  )

function fraction(width: number): Part {
  const read = digits(width, width, (f, value) => {
    f.fraction = value * 10 ** (3 - width)
  })
  return { read, write: (f) => pad(Math.min(10 ** width - 1, Math.round(f.fraction * 10 ** (width - 3))), width) }
}

function literal(text: string): Part {
  return { read: (whole, at) => (whole.startsWith(text, at) ? at + text.length : -1), write: () => text }
}

function zone(colon: string): Part {
  const shape = colon === '' ? /[+-]\d{4}/y : /[+-]\d\d:\d\d/y
  const read: Read = (text, at, fields) => {
    shape.lastIndex = at
    const found = shape.exec(text)?.[0]
    if (found === undefined) return -1
    const minutes = Number(found.slice(1, 3)) * 60 + Number(found.slice(-2))
    fields.offset = found[0] === '-' ? -minutes : minutes
    return at + found.length
  }
  return { read, write: () => `+00${colon}00` }
}

const short = (list: readonly string[]) => list.map((name) => name.slice(0, 3))
const upper = (list: readonly string[]) => list.map((name) => name.toUpperCase())
const twelve = (f: Fields) => (f.hour % 12 === 0 ? 12 : f.hour % 12)
const setHour = (f: Fields, value: number) => {
  f.hour = value
}

const parts: Readonly<Record<string, Part>> = {
  YYYY: number('year', 4, 4),
  YY: {
    read: digits(2, 2, (f, value) => {
      f.year = value < 70 ? 2000 + value : 1900 + value
    }),
    write: (f) => pad(f.year % 100, 2),
  },
  MMMM: months(monthNames),
  MMM: months(short(monthNames)),
  MONTH: months(upper(monthNames)),
  MON: months(upper(short(monthNames))),
  MM: number('month', 2, 2),
  M: number('month', 1, 2),
  DD: number('day', 2, 2),
  D: number('day', 1, 2),
  dddd: weekdays(weekdayNames),
  ddd: weekdays(short(weekdayNames)),
  HH: number('hour', 2, 2),
  H: number('hour', 1, 2),
  hh: { read: digits(2, 2, setHour), write: (f) => pad(twelve(f), 2) },
  h: { read: digits(1, 2, setHour), write: (f) => String(twelve(f)) },
  mm: number('minute', 2, 2),
  ss: number('second', 2, 2),
  A: halfDay(['AM', 'PM']),
  a: halfDay(['am', 'pm']),
  Z: literal('Z'),
  ZZ: zone(':'),
  ZZZ: zone(''),
}
