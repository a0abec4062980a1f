import { compilePattern } from './date-pattern'

interface DateGuess {
  readonly pattern: string
  readonly kind: 'date' | 'datetime' | 'time'
  /** Share of the texts that are written so. */
  readonly share: number
  /** Another pattern that reads the texts as well. */
  readonly rival?: string
}

export type DateOrder = 'ymd' | 'dmy' | 'mdy'

const separators = ['-', '/', '.', ' ']
const ordered = (parts: readonly [string, string, string]) => separators.map((s) => parts.join(s))
/** Padded before unpadded, long years before short ones: the first of equals is taken. */
const datePatterns: readonly string[] = [
  ...ordered(['YYYY', 'MM', 'DD']),
  ...ordered(['DD', 'MM', 'YYYY']),
  ...ordered(['MM', 'DD', 'YYYY']),
  'YYYYMMDD',
  ...ordered(['D', 'M', 'YYYY']),
  ...ordered(['M', 'D', 'YYYY']),
  ...ordered(['YYYY', 'M', 'D']),
  ...ordered(['DD', 'MM', 'YY']),
  ...ordered(['MM', 'DD', 'YY']),
  ...ordered(['YY', 'MM', 'DD']),
  ...ordered(['D', 'M', 'YY']),
  ...ordered(['M', 'D', 'YY']),
  ...['DD', 'D'].flatMap((d) =>
    ['MON', 'MMM', 'MMMM'].flatMap((m) => ['YYYY', 'YY'].flatMap((y) => ordered([d, m, y]))),
  ),
  ...['DD', 'D'].flatMap((d) =>
    ['MMM', 'MMMM'].flatMap((m) => [`${m} ${d}, YYYY`, `${m} ${d} YYYY`, `${d}. ${m} YYYY`]),
  ),
  ...['DD', 'D'].flatMap((d) => [`ddd, ${d} MMM YYYY`, `dddd, MMMM ${d}, YYYY`, `dddd, ${d} MMMM YYYY`]),
  ...['YYYY-MM', 'YYYY/MM', 'MM/YYYY', 'M/YYYY', 'MMM YYYY', 'MMM-YYYY', 'MMMM YYYY', 'MMM-YY', 'YYYY-MMM'],
]
const clocks = ['HH:mm:ss', 'HH:mm', 'H:mm:ss', 'H:mm', 'HHmmss', 'HH.mm']
const halfDays = ['hh:mm:ss', 'hh:mm', 'h:mm:ss', 'h:mm', 'h'].flatMap((c) => [`${c} A`, `${c}A`, `${c} a`, `${c}a`])
const fractions = ['', ...[3, 6, 1, 2, 9, 7, 4, 5, 8].flatMap((n) => [`.${'S'.repeat(n)}`, `,${'S'.repeat(n)}`])]
const splitter = /^(.*?)(T|,? +|:|)(\d{1,2}[:.]\d\d(?:.*)|\d{1,2} ?[AaPp][Mm]|(?<=T)\d{6}.*)$/
const zoneShape = / ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)$/

/** The pattern that most of these texts are written in, when at least `least` of them are. */
export function guessDate(texts: readonly string[], order: DateOrder, least = 0.9): DateGuess | undefined {
  const plausible = texts.filter((text) => text.length >= 4 && text.length <= 40 && /\d/.test(text))
  if (plausible.length < least * texts.length || texts.length === 0) return undefined
  const pieces = plausible.map(takeApart)
  const withDate = pieces.filter((piece) => piece.date !== '').length > pieces.length / 2
  const withTime = pieces.filter((piece) => piece.time !== '').length > pieces.length / 2
  if (!withDate && !withTime) return undefined
  const joiner = withDate && withTime ? mode(pieces.map((piece) => piece.joiner)) : ''
  const time = withTime
    ? bestOf(
        timePatterns(pieces),
        pieces.map((piece) => piece.time + piece.zone),
      )
    : ['']
  const dates = withDate
    ? bestOf(
        preferring(order),
        pieces.map((piece) => piece.date),
      )
    : ['']
  if (dates[0] === undefined || time[0] === undefined) return undefined
  const whole = (date: string) => date + (joiner === 'T' ? 'T' : joiner) + time[0]
  const pattern = whole(dates[0])
  const share = texts.filter((text) => compilePattern(pattern).parse(text) !== undefined).length / texts.length
  if (share < least) return undefined
  const kind = withDate && withTime ? 'datetime' : withDate ? 'date' : 'time'
  const rival = dates[1] === undefined ? {} : { rival: whole(dates[1]) }
  return { pattern, kind, share, ...rival }
}

/** Two ways of writing the same kind of date in one column (`A|B`): the made ones are all written in the first. */
export function guessTwoPatterns(texts: readonly string[], order: DateOrder): DateGuess | undefined {
  const first = guessDate(texts, order, 0.3)
  if (!first) return undefined
  const { parse } = compilePattern(first.pattern)
  const rest = texts.filter((text) => parse(text) === undefined)
  const second = guessDate(rest, order)
  if (!second || second.kind !== first.kind) return undefined
  const pattern = `${first.pattern}|${second.pattern}`
  const read = texts.filter((text) => compilePattern(pattern).parse(text) !== undefined).length
  return { pattern, kind: first.kind, share: read / texts.length }
}

interface Pieces {
  readonly date: string
  readonly joiner: string
  readonly time: string
  readonly zone: string
}

function takeApart(text: string): Pieces {
  const match = splitter.exec(text)
  // 01.02 and 2024.05 are not times of day.
  if (!match || (match[1] === '' && !match[3]!.includes(':') && !/[ap]m$/i.test(match[3]!)))
    return { date: text, joiner: '', time: '', zone: '' }
  if (match[1] !== '' && match[2] === '') return { date: text, joiner: '', time: '', zone: '' }
  const zone = zoneShape.exec(match[3]!)?.[0] ?? ''
  return { date: match[1]!, joiner: match[2]!, time: match[3]!.slice(0, match[3]!.length - zone.length), zone }
}

/** Time patterns that fit the zones seen: one zone is kept as it is written, several are taken off. */
function timePatterns(pieces: readonly Pieces[]): string[] {
  const zones = [...new Set(pieces.map((piece) => piece.zone))]
  const first = zones[0]!
  const space = first.startsWith(' ') ? ' ' : ''
  let zone = ''
  if (zones.length === 1 && first !== '') zone = first.trim() === 'Z' ? `${space}Z` : `[${first}]`
  else if (zones.length > 1 && zones.every((z) => /[+-]/.test(z))) zone = space + (first.includes(':') ? 'ZZ' : 'ZZZ')
  const exact = clocks.flatMap((clock) => (clock.endsWith('ss') ? fractions.map((f) => clock + f) : [clock]))
  return [...exact, ...halfDays].map((clock) => clock + zone)
}

/** Where both day-month orders fit, the wanted one comes first. */
function preferring(order: DateOrder): readonly string[] {
  const monthFirst = (pattern: string) => /^MM?[-/. ]DD?/.test(pattern)
  const dayFirst = (pattern: string) => /^DD?[-/. ]MM?[-/. ]/.test(pattern)
  const last = order === 'mdy' ? dayFirst : monthFirst
  return [...datePatterns.filter((p) => !last(p)), ...datePatterns.filter(last)]
}

/** The patterns that read most of the texts; a second one only when it reads as many in another order. */
function bestOf(patterns: readonly string[], texts: readonly string[]): string[] {
  const probe = texts.slice(0, 20)
  let best: string[] = []
  let most = 0
  for (const pattern of patterns) {
    const { parse } = compilePattern(pattern)
    if (probe.filter((text) => parse(text) !== undefined).length < 0.5 * probe.length) continue
    const read = texts.filter((text) => parse(text) !== undefined).length
    if (read > most) {
      best = [pattern]
      most = read
    } else if (read === most && best.length === 1 && isSwapped(best[0]!, pattern)) best.push(pattern)
  }
  return best
}

function isSwapped(a: string, b: string): boolean {
  const letters = (pattern: string) => pattern.replace(/(.)\1+/g, '$1')
  const width = (pattern: string) => pattern.length
  return (
    letters(a) !== letters(b) &&
    width(a) === width(b) &&
    /^[DM]+[-/. ][DM]+[-/. ]Y+$/.test(a) &&
    /^[DM]+[-/. ][DM]+/.test(b)
  )
}

function mode(list: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const item of list) counts.set(item, (counts.get(item) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0]
}
