import type { Random } from '../random'
import type { NumberFormat } from '../table/table'
import { type Bloom, createBloom, mayContain, mix, reviveBloom } from './bloom'
import type { DecodeContext, Encoder, EncoderState, FittedEncoder } from './encoder'
import { type IdSequence, learnSequence, sequenceId } from './id-sequence'
import { type IdTemplate, learnTemplates, spaceOf, templateShape, widen, writeId } from './id-template'
import { fitPresence, type Presence, presence } from './presence'
import { uniqueOrder } from './unique-order'
import { asTexts } from './views'

/** How fresh ids are made; holds no id of the source. */
interface IdentifierState extends EncoderState {
  readonly encoder: 'identifier'
  readonly presence: Presence
  /** Set when the source holds numbers. */
  readonly format?: NumberFormat
  readonly sequence?: IdSequence
  readonly templates: readonly IdTemplate[]
  readonly source: Bloom
  /** How often ids come again: set when they do. `weights`: relative rows of each tenth of the ids. */
  readonly repeats?: { readonly distinct: number; readonly weights: readonly number[] }
}

/** Ids and keys: fresh ones in the pattern of the source, unique in all batches of an output, none of the source's. */
export const identifier: Encoder = {
  id: 'identifier',
  takes: ({ kind, action, role }) => (kind === 'id' && action !== 'drop') || (role === 'key' && action !== 'learn'),
  async fit(column, field, { options }) {
    const texts = asTexts(column)
    const rowsOf = new Float64Array(texts.levels.length)
    for (const code of texts.codes) if (code >= 0) rowsOf[code]!++
    const ids = texts.levels.filter((_, level) => rowsOf[level]! > 0)
    const present = rowsOf.reduce((a, b) => a + b, 0)
    const sequence = learnSequence(ids)
    const doesRepeat = ids.length < present * 0.95 && ids.length >= options.minimumCount
    return fitted({
      encoder: 'identifier',
      presence: fitPresence(column, field, options.minimumCount),
      ...(column.kind === 'number' ? { format: column.format } : {}),
      ...(sequence ? { sequence } : {}),
      templates: sequence ? [] : roomyTemplates(learnTemplates(ids, options.minimumCount), ids.length),
      source: createBloom(sequence ? [] : ids, sequence ? 1 : ids.length),
      ...(doesRepeat ? { repeats: learnRepeats(rowsOf) } : {}),
    })
  },
  async restore(state) {
    const s = state as IdentifierState
    return fitted({ ...s, source: reviveBloom(s.source) })
  },
}

/** An id that meets the source is tried again elsewhere: each try has its own eighth of the space, twice the ids wide. */
const tries = 8

function roomyTemplates(learned: readonly IdTemplate[], ids: number): IdTemplate[] {
  const anything: IdTemplate = {
    weight: 1,
    slots: [{ is: 'fresh', alphabets: ['123456789', '0123456789'] }],
    luhn: false,
  }
  const wide = (learned.length > 0 ? learned : [anything]).map((each) => widen(each, Math.max(1000, ids * 2 * tries)))
  const byShape = new Map<string, IdTemplate>()
  for (const each of wide) {
    const same = byShape.get(templateShape(each))
    byShape.set(templateShape(each), same ? { ...same, weight: same.weight + each.weight } : each)
  }
  return [...byShape.values()]
}

function learnRepeats(rowsOf: Float64Array): IdentifierState['repeats'] {
  const sorted = rowsOf.filter((rows) => rows > 0).sort()
  const groups = Math.max(1, Math.min(10, Math.floor(sorted.length / 5)))
  const weights = Array.from({ length: groups }, (_, g) => {
    const from = Math.floor((g * sorted.length) / groups)
    const to = Math.floor(((g + 1) * sorted.length) / groups)
    return sorted.subarray(from, to).reduce((a, b) => a + b, 0)
  })
  return { distinct: sorted.length, weights }
}

function fitted(state: IdentifierState): FittedEncoder {
  return {
    ...presence(state.presence, (rows, context) => makeIds(state, rows, context)),
    state: () => state,
    notLearned: 'id',
  }
}

function makeIds(state: IdentifierState, rows: number, { offset, random, seed }: DecodeContext) {
  const write = idWriter(state, seed, random)
  const index = new Map<string, number>()
  const codes = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    const text = write(state.repeats ? drawMember(state.repeats, random) : offset + i)
    let code = index.get(text)
    if (code === undefined) {
      code = index.size
      index.set(text, code)
    }
    codes[i] = code
  }
  const levels = [...index.keys()]
  const numbers = levels.map(Number)
  if (state.format && numbers.every(Number.isSafeInteger)) {
    const values = Float64Array.from(codes, (code) => numbers[code]!)
    return { kind: 'number' as const, values, format: state.format, spellings: [] }
  }
  return { kind: 'text' as const, levels, codes, spellings: [] }
}

/** The text of the id number `i` of the output. */
function idWriter(state: IdentifierState, seed: number, random: Random): (i: number) => string {
  const { sequence, templates, source } = state
  if (sequence) return (i) => sequenceId(sequence, i)
  const total = templates.reduce((sum, each) => sum + each.weight, 0)
  const parts = templates.map((template) => {
    const part = Math.floor(spaceOf(template) / tries)
    return { template, part, order: uniqueOrder(part * tries, seed) }
  })
  return (i) => {
    const { template, part, order } = partAt(parts, (mix((i ^ seed) >>> 0) / 2 ** 32) * total)
    // More ids than there is room for: the round they come from is written behind them.
    const round = Math.floor(i / part)
    const suffix = round === 0 ? '' : String(round)
    let text = ''
    for (let attempt = 0; attempt < tries; attempt++) {
      text = writeId(template, order((i % part) + attempt * part), random) + suffix
      if (!mayContain(source, text)) return text
    }
    return text
  }
}

function partAt<P extends { readonly template: IdTemplate }>(parts: readonly P[], at: number): P {
  let left = at
  for (const part of parts) {
    left -= part.template.weight
    if (left < 0) return part
  }
  return parts[0]!
}

function drawMember({ distinct, weights }: NonNullable<IdentifierState['repeats']>, random: Random): number {
  let at = random.uniform() * weights.reduce((a, b) => a + b, 0)
  let group = 0
  while (group + 1 < weights.length && at >= weights[group]!) at -= weights[group++]!
  const from = Math.floor((group * distinct) / weights.length)
  const to = Math.floor(((group + 1) * distinct) / weights.length)
  return from + random.below(Math.max(1, to - from))
}
