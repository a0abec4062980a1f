import { type ColumnFacts, shareOf } from './column-facts'
import { compilePattern } from './date-pattern'
import { type DateOrder, guessDate, guessTwoPatterns } from './guess-date'
import { codeWords, findWord, headerWords, idWord } from './header-words'
import { guessOrder } from './ordinal-scale'
import { guessPersonal } from './personal'
import type { Evidence, FieldKind, FieldWarning } from './schema'

export interface KindGuess {
  readonly kind: FieldKind
  readonly evidence: readonly Evidence[]
  readonly warnings?: readonly FieldWarning[]
  readonly datePattern?: string
  readonly order?: readonly string[]
  /** Whether every value is there once: a key. */
  readonly unique?: boolean
}

const fewRows = 20 // below this, being unique means nothing
const fewLevels = 100 // ids repeated over so few values are categories
const booleanPairs = [
  'false true',
  'f t',
  'no yes',
  'n y',
  'off on',
  '0 1',
  'absent present',
  'inactive active',
  'faux vrai',
  'falsch wahr',
  'nein ja',
  'non oui',
]

/** What a column is, by the first of the rules below that holds. */
export function guessKind(facts: ColumnFacts, order: DateOrder): KindGuess {
  if (facts.present === 0) return { kind: 'constant', evidence: [{ code: 'same-value' }] }
  if (facts.distinct === 1 && facts.rows > 1) return { kind: 'constant', evidence: [{ code: 'same-value' }] }
  return facts.column.kind === 'number' ? guessNumber(facts) : guessText(facts, order)
}

function guessNumber(facts: ColumnFacts): KindGuess {
  const { sorted, distinct } = facts
  const whole = sorted.every((value) => Number.isInteger(value))
  if (!whole) return { kind: 'decimal', evidence: [{ code: 'has-decimals' }] }
  const [low, high] = [sorted[0]!, sorted[sorted.length - 1]!]
  const integers: Evidence = { code: 'all-integers' }
  if (distinct === 2) {
    if (low === 0 && high === 1) return { kind: 'boolean', evidence: [{ code: 'two-values', detail: '0, 1' }] }
    if (Math.abs(low) < 10 && Math.abs(high) < 10)
      return { kind: 'category', evidence: [{ code: 'two-values', detail: `${low}, ${high}` }] }
  }
  const personal = low > 99_999 ? guessPersonal(facts) : undefined
  if (personal) return personal
  const compact = guessCompactDate(facts)
  if (compact) return compact
  const id = guessNumberId(facts, low, high)
  if (id) return id
  const word = findWord(facts.name, codeWords)
  if (word && distinct <= fewLevels && low >= 0)
    return { kind: 'category', evidence: [{ code: 'header-word', word }, { code: 'few-distinct' }] }
  const places = facts.column.kind === 'number' && facts.column.format.fixed ? facts.column.format.places : 0
  return places > 0
    ? { kind: 'decimal', evidence: [{ code: 'has-decimals' }] }
    : { kind: 'integer', evidence: [integers] }
}

/** 20240320: eight digits that are a day in every row. */
function guessCompactDate(facts: ColumnFacts): KindGuess | undefined {
  const { parse } = compilePattern('YYYYMMDD')
  const isDay = (text: string) => /^(19|20)\d{6}$/.test(text) && parse(text) !== undefined
  if (facts.distinct < 5 || !isDay(facts.samples[0]!)) return undefined
  const share = shareOf(facts, isDay)
  if (share < 0.99) return undefined
  return { kind: 'date', datePattern: 'YYYYMMDD', evidence: [{ code: 'date-pattern', pattern: 'YYYYMMDD', share }] }
}

function guessNumberId(facts: ColumnFacts, low: number, high: number): KindGuess | undefined {
  const { name, present, distinct } = facts
  const word = idWord(name)
  const named: Evidence[] = word ? [{ code: 'header-word', word }] : []
  if (low < 0) return undefined
  if (distinct === present) {
    const sequential = present >= fewRows && high - low < 1.5 * present
    if (!sequential && !word) return undefined
    return { kind: 'id', unique: true, evidence: [{ code: 'unique' }, { code: 'all-integers' }, ...named] }
  }
  if (!word) return undefined
  if (distinct <= fewLevels) return { kind: 'category', evidence: [...named, { code: 'few-distinct' }] }
  if (namesThings(word, facts)) return { kind: 'category', evidence: named }
  return { kind: 'id', evidence: [...named, { code: 'all-integers' }] }
}

function guessText(facts: ColumnFacts, order: DateOrder): KindGuess {
  return (
    guessBoolean(facts) ??
    guessDates(facts, order) ??
    guessPersonal(facts) ??
    guessMostlyNumber(facts) ??
    guessPair(facts) ??
    guessScale(facts) ??
    guessTextId(facts) ??
    guessFreeText(facts) ?? {
      kind: 'category',
      evidence: facts.distinct <= fewLevels ? [{ code: 'few-distinct' }] : [],
    }
  )
}

function guessBoolean({ distinct, samples }: ColumnFacts): KindGuess | undefined {
  if (distinct > 3) return undefined
  const pair = [...new Set(samples.map((text) => text.trim().toLowerCase()))].sort().join(' ')
  if (!booleanPairs.some((words) => words.split(' ').sort().join(' ') === pair)) return undefined
  return { kind: 'boolean', evidence: [{ code: 'two-values', detail: samples.join(', ') }] }
}

function guessPair({ distinct, samples }: ColumnFacts): KindGuess | undefined {
  if (distinct !== 2) return undefined
  return { kind: 'category', evidence: [{ code: 'two-values', detail: samples.join(', ') }] }
}

function guessDates(facts: ColumnFacts, order: DateOrder): KindGuess | undefined {
  const guess = guessDate(facts.samples, order) ?? guessTwoPatterns(facts.samples, order)
  if (!guess) return undefined
  const { parse } = compilePattern(guess.pattern)
  const share = shareOf(facts, (text) => parse(text) !== undefined)
  const warnings: FieldWarning[] = []
  if (guess.rival !== undefined) warnings.push({ code: 'ambiguous-dates', patterns: [guess.pattern, guess.rival] })
  if (share < 1) {
    const examples = facts.samples.filter((text) => parse(text) === undefined).slice(0, 3)
    warnings.push({ code: 'mixed-values', share: 1 - share, examples })
  }
  const evidence: Evidence[] = [{ code: 'date-pattern', pattern: guess.pattern, share }]
  return { kind: guess.kind, datePattern: guess.pattern, evidence, warnings }
}

const numberText = /^\s*[-+]?(0|[1-9]\d{0,14}|0?\.\d+|(0|[1-9]\d*)\.\d+)(e[-+]?\d+)?\s*$/i

/** Numbers with a few words among them (a remark, inf): learned as numbers, words as ways of being missing. */
function guessMostlyNumber(facts: ColumnFacts): KindGuess | undefined {
  const { name, samples, distinct } = facts
  if (idWord(name) || findWord(name, codeWords)) return undefined
  const numbers = samples.filter((text) => numberText.test(text))
  if (distinct < fewRows || numbers.length < 0.5 * samples.length) return undefined
  const share = shareOf(facts, (text) => numberText.test(text))
  if (share < 0.9) return undefined
  const examples = samples.filter((text) => !numberText.test(text)).slice(0, 3)
  const isWhole = numbers.every((text) => Number.isInteger(Number(text)))
  return {
    kind: isWhole ? 'integer' : 'decimal',
    evidence: [{ code: isWhole ? 'all-integers' : 'has-decimals' }],
    warnings: [{ code: 'mixed-values', share: 1 - share, examples }],
  }
}

function guessScale(facts: ColumnFacts): KindGuess | undefined {
  if (facts.column.kind === 'number' || facts.distinct > 60) return undefined
  const { levels } = facts.column
  const used = levels.map((_, code) => code).filter((code) => facts.counts[code]! > 0)
  const order = guessOrder(
    used.map((code) => levels[code]!),
    used.map((code) => facts.counts[code]!),
  )
  if (!order) return undefined
  return { kind: 'ordinal', order, evidence: [{ code: 'ordered-words', detail: order.slice(0, 5).join(' < ') }] }
}

const codeLike = /^(?=.*\d)[\p{L}\d][\p{L}\d_.:/#-]*$/u
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const words = (text: string) => text.trim().split(/\s+/).length

function guessTextId(facts: ColumnFacts): KindGuess | undefined {
  const { samples, distinct, present, name } = facts
  const word = idWord(name)
  const named: Evidence[] = word ? [{ code: 'header-word', word }] : []
  const codes = shareOf(facts, (text) => text.length <= 64 && codeLike.test(text))
  const template: Evidence = { code: 'id-template', detail: templateOf(samples[0]!) }
  if (distinct === present && (word !== undefined || present >= fewRows) && (codes > 0.9 || (word && codes > 0.5)))
    return { kind: 'id', unique: true, evidence: [{ code: 'unique' }, template, ...named] }
  if (samples.slice(0, 50).every((text) => uuid.test(text))) return { kind: 'id', evidence: [template, ...named] }
  if (distinct <= fewLevels || namesThings(word, facts)) return undefined
  if (word !== undefined && codes > 0.5) return { kind: 'id', evidence: [template, ...named] }
  return codes > 0.8 && distinct > 0.6 * present ? { kind: 'id', evidence: [template] } : undefined
}

const thingWords: ReadonlySet<string> = new Set(['code', 'sku', 'isbn'])
/** Rows per value from which a code is a thing that comes again (a product), not the name of a row or a person. */
const fewestRepeats = 5

/** Whoever is behind such a code is not shown, however often the code comes again. */
const holders =
  /^(customer|client|patient|person|user|employee|member|student|pupil|staff|account|holder|driver|donor|guest|subject|invoice|order|case|ticket|claim|policy)s?$/

const namesThings = (word: string | undefined, { name, distinct, present }: ColumnFacts) =>
  word !== undefined &&
  thingWords.has(word) &&
  present >= fewestRepeats * distinct &&
  !headerWords(name).some((each) => holders.test(each))

/** 'AB-1234' → 'AA-9999' */
function templateOf(text: string): string {
  return text
    .slice(0, 40)
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/\d/g, '9')
}

function guessFreeText(facts: ColumnFacts): KindGuess | undefined {
  const { samples, distinct, present } = facts
  const mean = (measure: (text: string) => number) =>
    samples.reduce((sum, text) => sum + measure(text), 0) / samples.length
  const long = mean((text) => text.length) > 60 || mean(words) >= 6
  const various = distinct > 50 && distinct > 0.3 * present
  const unlike = present >= fewRows && distinct > 50 && distinct > 0.8 * present
  return (long && various) || unlike
    ? { kind: 'text', evidence: [{ code: long ? 'long-texts' : 'unique' }] }
    : undefined
}
