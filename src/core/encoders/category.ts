import { StudioError } from '../problem'
import type { Field } from '../schema/schema'
import type { Column, NumberFormat, TextColumn } from '../table/table'
import type {
  Allowed,
  Bounds,
  Codes,
  DecodeContext,
  Encoder,
  EncoderState,
  FittedEncoder,
  Unit,
  ValueCondition,
} from './encoder'
import { decodeMissing, encodeMissing, fitSpellings, type Spellings } from './missing'
import { isWithin } from './number-decode'
import { learnRareTexts, type RareTexts, rareTextWriter, reviveRareTexts } from './rare-texts'
import { templateText } from './template-text'
import { asTexts, parseNumber } from './views'

/** What a category's codes stand for; holds no row and no level that fewer than `minimumCount` rows hold. */
export interface CategoryState extends EncoderState {
  readonly encoder: 'category'
  readonly name: string
  readonly scale: 'nominal' | 'ordinal'
  /** Set when the source holds numbers. */
  readonly format?: NumberFormat
  readonly spellings: Spellings
  /** Protected levels in the order of their codes; those from `heads` on share codes. */
  readonly levels: readonly string[]
  readonly levelCounts: readonly number[]
  /** `[levels]` → code. */
  readonly codeOf: readonly number[]
  /** The code of levels that are not among `levels`. */
  readonly rareCode: number
  /** Whether `rareCode` holds rare rows only; it then emits any protected level, by frequency, or texts by `made`. */
  readonly hasPool: boolean
  /** Set where most rows are rare: the few protected levels can't speak for them. */
  readonly made?: RareTexts
  /** `[codes]`: train rows. */
  readonly counts: readonly number[]
}

/** More levels than this share codes: what a tree or a softmax can still tell apart. */
const mostCodes = 250
const tailCodes = 20

/** Categories, ordered levels and yes/no: a code per level, rare ones pooled and never emitted. */
export const category: Encoder = {
  id: 'category',
  takes: ({ kind, action }) => action === 'learn' && (kind === 'category' || kind === 'ordinal' || kind === 'boolean'),
  async fit(column, field, context) {
    const { options } = context
    const texts = asTexts(column)
    const learned = fitLevels(texts, field, options.minimumCount)
    // Nearly all levels are rare: there is nothing to learn, but a format to keep.
    const present = texts.codes.reduce((count, code) => count + (code >= 0 ? 1 : 0), 0)
    if (learned.levels.length === 0 && present >= options.minimumCount) return templateText.fit(column, field, context)
    const spellings = fitSpellings(column, options.minimumCount)
    const shared = {
      encoder: 'category' as const,
      name: field.name,
      scale: field.kind === 'ordinal' ? ('ordinal' as const) : ('nominal' as const),
      spellings,
      ...(column.kind === 'number' ? { format: column.format } : {}),
    }
    const made =
      learned.hasPool && column.kind === 'text' ? learnRare(texts, learned, present, options.minimumCount) : {}
    return fitted({ ...shared, ...learned, ...made })
  },
  async restore(state) {
    const s = state as CategoryState
    return fitted(s.made ? { ...s, made: reviveRareTexts(s.made) } : s)
  },
}

type Levels = Pick<CategoryState, 'levels' | 'levelCounts' | 'codeOf' | 'rareCode' | 'hasPool' | 'counts'>

function fitLevels(column: TextColumn, field: Field, minimumCount: number): Levels {
  const rowsOf = new Map<string, number>()
  const perLevel = new Float64Array(column.levels.length)
  for (const code of column.codes) if (code >= 0) perLevel[code]!++
  column.levels.forEach((level, i) => {
    if (perLevel[i]! > 0) rowsOf.set(level, perLevel[i]!)
  })
  const kept = [...rowsOf].filter(([, rows]) => rows >= minimumCount)
  const rare = [...rowsOf].filter(([, rows]) => rows < minimumCount)
  const rareRows = rare.reduce((sum, [, rows]) => sum + rows, 0)
  if (field.kind === 'ordinal') return orderedLevels(kept, rare, field.order ?? [])
  kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (kept.length > mostCodes) return sharedCodes(kept, rareRows)
  const hasPool = rareRows >= minimumCount && kept.length > 0
  const counts = kept.map(([, rows]) => rows)
  if (hasPool) counts.push(rareRows)
  else if (counts.length > 0) counts[0]! += rareRows
  return {
    levels: kept.map(([level]) => level),
    levelCounts: kept.map(([, rows]) => rows),
    codeOf: kept.map((_, i) => i),
    rareCode: hasPool ? kept.length : 0,
    hasPool,
    counts,
  }
}

/** How rare texts look, when they are most of the column (tickets, places of birth). */
function learnRare(
  { levels, codes }: TextColumn,
  learned: Levels,
  present: number,
  minimumCount: number,
): Pick<CategoryState, 'made'> {
  if (learned.counts[learned.rareCode]! <= present / 2) return {}
  const kept = new Set(learned.levels)
  const rowsOf = new Float64Array(levels.length)
  for (const code of codes) if (code >= 0 && !kept.has(levels[code]!)) rowsOf[code]!++
  const rare = levels.flatMap((_, level) => (rowsOf[level]! > 0 ? [level] : []))
  const texts = rare.map((level) => levels[level]!)
  return {
    made: learnRareTexts(
      texts,
      rare.map((level) => rowsOf[level]!),
      minimumCount,
    ),
  }
}

/** Frequent levels have a code each; the others share codes with their neighbours in the alphabet. */
function sharedCodes(kept: readonly (readonly [string, number])[], rareRows: number): Levels {
  const heads = kept.slice(0, mostCodes - tailCodes - 1)
  const tail = kept.slice(heads.length).sort((a, b) => (a[0] < b[0] ? -1 : 1))
  const tailRows = tail.reduce((sum, [, rows]) => sum + rows, 0)
  const counts = [...heads.map(([, rows]) => rows), ...new Array<number>(tailCodes).fill(0)]
  let below = 0
  const tailCodeOf = tail.map(([, rows]) => {
    const code = heads.length + Math.min(tailCodes - 1, Math.floor((below / tailRows) * tailCodes))
    below += rows
    counts[code]! += rows
    return code
  })
  const hasPool = rareRows > 0
  if (hasPool) counts.push(rareRows)
  const all = [...heads, ...tail]
  return {
    levels: all.map(([level]) => level),
    levelCounts: all.map(([, rows]) => rows),
    codeOf: [...heads.map((_, i) => i), ...tailCodeOf],
    rareCode: hasPool ? counts.length - 1 : 0,
    hasPool,
    counts,
  }
}

/** Ordered levels: a rare one counts as its nearest protected neighbour; unlisted levels come last, by frequency. */
function orderedLevels(
  kept: readonly (readonly [string, number])[],
  rare: readonly (readonly [string, number])[],
  order: readonly string[],
): Levels {
  const position = new Map(order.map((level, i) => [level, i]))
  const place = (level: string) => position.get(level) ?? order.length
  const sorted = [...kept].sort((a, b) => place(a[0]) - place(b[0]) || b[1] - a[1])
  const counts = sorted.map(([, rows]) => rows)
  const levelCounts = [...counts]
  for (const [level, rows] of rare) {
    let best = 0
    sorted.forEach(([other], i) => {
      if (Math.abs(place(other) - place(level)) < Math.abs(place(sorted[best]![0]) - place(level))) best = i
    })
    if (counts.length > 0) counts[best]! += rows
  }
  const levels = sorted.map(([level]) => level)
  return { levels, levelCounts, codeOf: levels.map((_, i) => i), rareCode: 0, hasPool: false, counts }
}

function fitted(state: CategoryState): FittedEncoder {
  const index = new Map(state.levels.map((level, i) => [level, state.codeOf[i]!]))
  return {
    units: [unitOf(state)],
    encode: (column) => [encode(state, index, column)],
    decode: ([codes], context) => decode(state, codes!, context),
    allow: (condition) => allow(state, condition, 'allow'),
    forbid: (condition) => allow(state, condition, 'forbid'),
    state: () => state,
    ...(state.levels.length === 0 ? { notLearned: state.spellings.texts.length > 0 ? 'empty' : 'too-few-rows' } : {}),
  }
}

function unitOf(state: CategoryState): Omit<Unit, 'field'> {
  const missingFrom = state.counts.length
  const counts = Float64Array.from([...state.counts, ...state.spellings.counts])
  const size = Math.max(1, counts.length)
  const shared = { name: state.name, size, scale: state.scale, missingFrom }
  if (counts.length === 0) return { ...shared, counts: new Float64Array(1) }
  if (state.scale === 'nominal') return { ...shared, counts }
  const present = state.counts.reduce((a, b) => a + b, 0)
  const ranks = new Float32Array(size).fill(Number.NaN)
  let below = 0
  state.counts.forEach((rows, code) => {
    ranks[code] = (below + rows / 2) / present
    below += rows
  })
  return { ...shared, counts, ranks, smooth: new Uint8Array(size) }
}

function encode(state: CategoryState, index: ReadonlyMap<string, number>, column: Column): Codes {
  const texts = asTexts(column)
  const perLevel = texts.levels.map((level) => index.get(level) ?? state.rareCode)
  const codes = new Uint16Array(texts.codes.length)
  for (let i = 0; i < codes.length; i++) codes[i] = perLevel[texts.codes[i]!] ?? state.rareCode
  encodeMissing(texts, state.spellings.texts, { from: state.counts.length, fallback: 0 }, codes)
  return codes
}

function decode(state: CategoryState, codes: Codes, { random, bounds }: DecodeContext): Column {
  const from = state.counts.length
  const drawLevel = levelDraws(state, bounds)
  const levels = new Int32Array(codes.length)
  const write = state.made && rareTextWriter(state.made)
  const made = new Map<string, number>()
  for (let i = 0; i < codes.length; i++) {
    const text = codes[i] === state.rareCode ? write?.(random) : undefined
    if (text !== undefined) {
      if (!made.has(text)) made.set(text, state.levels.length + made.size)
      levels[i] = made.get(text)!
    } else levels[i] = codes[i]! >= from ? -1 : drawLevel(codes[i]!, random.uniform)
  }
  const missing = decodeMissing(codes, from)
  const spellings = state.spellings.texts.length > 0 ? state.spellings.texts : missing ? [''] : []
  const shared = { spellings, ...(missing ? { missing } : {}) }
  if (state.format === undefined)
    return { kind: 'text', levels: [...state.levels, ...made.keys()], codes: levels, ...shared }
  const numbers = state.levels.map((text) => parseNumber(text, state.format!))
  const values = Float64Array.from(levels, (level) => numbers[level] ?? Number.NaN)
  return { kind: 'number', values, format: state.format, ...shared }
}

/** Per code a draw from its protected levels, by their train rows. */
function levelDraws(state: CategoryState, bounds?: Bounds): (code: number, uniform: () => number) => number {
  const members: number[][] = state.counts.map(() => [])
  state.codeOf.forEach((code, level) => {
    members[code]!.push(level)
  })
  if (state.hasPool) members[state.rareCode] = state.levels.map((_, level) => level)
  const within = bounds ? members.map((levels) => levels.filter((level) => isWithin(level, bounds))) : members
  const totals = within.map((levels) => levels.reduce((sum, level) => sum + state.levelCounts[level]!, 0))
  return (code, uniform) => {
    const levels = within[code]!
    if (levels.length === 1) return levels[0]!
    let at = uniform() * totals[code]!
    for (const level of levels) {
      at -= state.levelCounts[level]!
      if (at < 0) return level
    }
    return levels[levels.length - 1] ?? members[code]![0]!
  }
}

/** Levels that share a code are told apart by bounds on their positions in `levels`. */
function allow(state: CategoryState, condition: ValueCondition, way: 'allow' | 'forbid'): Allowed {
  const from = state.counts.length
  const size = Math.max(1, from + state.spellings.texts.length)
  if (condition.is === 'missing' || condition.is === 'present') {
    const wantsMissing = (condition.is === 'missing') === (way === 'allow')
    return { masks: [maskOf(state, size, (code) => code >= from === wantsMissing)] }
  }
  const wanted = new Set(condition.is === 'in' ? listed(state, condition.values) : levelsBetween(state, condition))
  const kept = state.levels.flatMap((_, level) => (wanted.has(level) === (way === 'allow') ? [level] : []))
  const codes = new Set(kept.map((level) => state.codeOf[level]!))
  const keepsMissing = way === 'forbid'
  const mask = maskOf(state, size, (code) => codes.has(code) || (keepsMissing && code >= from))
  const isShared = state.hasPool || state.counts.length < state.levels.length
  return { masks: [mask], ...(isShared ? { bounds: { low: 0, high: state.levels.length, values: kept } } : {}) }
}

function maskOf(state: CategoryState, size: number, isAllowed: (code: number) => boolean): Uint8Array {
  const mask = Uint8Array.from({ length: size }, (_, code) => (isAllowed(code) ? 1 : 0))
  if (!mask.includes(1)) throw new StudioError({ code: 'encode/contradiction', column: state.name })
  return mask
}

function listed(state: CategoryState, values: readonly string[]): number[] {
  return values.map((value) => levelOf(state, value))
}

function levelOf(state: CategoryState, value: string): number {
  const level = state.levels.indexOf(value)
  if (level < 0)
    throw new StudioError({ code: 'encode/unknown-value', column: state.name, value, known: nearest(state, value) })
  return level
}

/** What was likely meant: values that begin alike or differ by case alone come first, then by frequency. */
function nearest({ levels, levelCounts }: CategoryState, value: string): string[] {
  const wanted = value.trim().toLowerCase()
  const begins = (level: string) => level.trim().toLowerCase().startsWith(wanted.slice(0, 3))
  const place = (i: number) => (levels[i]!.trim().toLowerCase() === wanted ? 2 : begins(levels[i]!) ? 1 : 0)
  const order = levels.map((_, i) => i).sort((a, b) => place(b) - place(a) || levelCounts[b]! - levelCounts[a]!)
  return order.slice(0, 8).map((i) => levels[i]!)
}

function levelsBetween(state: CategoryState, { low, high }: { readonly low?: string; readonly high?: string }) {
  const { format } = state
  if (state.scale !== 'ordinal' && !format)
    throw new StudioError({ code: 'encode/not-conditionable', column: state.name })
  const place = format ? (text: string) => parseNumber(text, format) : (text: string) => levelOf(state, text)
  const from = low === undefined ? Number.NEGATIVE_INFINITY : place(low)
  const to = high === undefined ? Number.POSITIVE_INFINITY : place(high)
  const found = state.levels.flatMap((level, i) => (place(level) >= from && place(level) <= to ? [i] : []))
  if (found.length > 0) return found
  throw new StudioError({ code: 'encode/unknown-value', column: state.name, value: `${low ?? ''} … ${high ?? ''}` })
}
