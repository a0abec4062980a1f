import type { Random } from '../random'
import { type Bloom, createBloom, mayContain } from './bloom'

/**
 * A chain of words. Words and pairs are kept only when at least `minimumCount` rows hold them; every other word is a
 * shape that is filled with letters and digits made anew. `words[0]` is the start.
 */
export interface TextModel {
  readonly words: readonly string[]
  /** Per word the words that follow it and how often; empty where no pair is frequent. */
  readonly next: readonly { readonly to: readonly number[]; readonly counts: readonly number[] }[]
  readonly counts: readonly number[]
  /** Mean number of words per twentieth of the rows, in order. */
  readonly lengths: readonly number[]
  readonly letters: LetterModel
  /** Runs of eight words of the source. */
  readonly runs: Bloom
}

/** Frequent letters and the letters that follow them, in lower case. */
interface LetterModel {
  readonly first: string
  readonly after: Readonly<Record<string, string>>
}

const runLength = 8
const pieces = /\s*(?:[\p{L}\p{M}][\p{L}\p{M}'’]*|\d+|[^\s\p{L}\p{M}\d])/gu

export const splitWords = (text: string): string[] => text.match(pieces) ?? []

/** `rows[i]`: how many rows hold `texts[i]`. */
export function learnText(texts: readonly string[], rows: readonly number[], minimumCount: number): TextModel {
  const runs = createBloom(
    allRuns(texts),
    texts.reduce((sum, text) => sum + countRuns(text), 0),
  )
  const step = Math.max(1, Math.ceil(texts.length / mostTexts))
  const isKept = (_: unknown, i: number) => i % step === 0
  return { ...learnChain(texts.filter(isKept).map(splitWords), rows.filter(isKept), minimumCount), runs }
}

/** Words, their order and the lengths are learned from so many texts at most; the runs to avoid from all. */
const mostTexts = 50_000

function* allRuns(texts: readonly string[]): Generator<string> {
  for (const text of texts) yield* eightWordRuns(splitWords(text))
}

/** An upper bound of the runs in a text, without splitting it. */
function countRuns(text: string): number {
  let spaces = 0
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) spaces++
  return spaces + 1 < runLength ? 0 : spaces
}

function learnChain(
  sequences: readonly (readonly string[])[],
  rows: readonly number[],
  minimumCount: number,
): Omit<TextModel, 'runs'> {
  const held = rowsHolding(sequences, rows)
  const shaped = sequences.map((sequence) =>
    sequence.map((word) => (held.get(word)! >= minimumCount ? word : `\u0000${wordShape(word)}`)),
  )
  const shapesHeld = rowsHolding(shaped, rows)
  const names = shaped.map((sequence) =>
    sequence.map((name) => (shapesHeld.get(name)! >= minimumCount ? name : `\u0000${plainShape(name)}`)),
  )
  const index = new Map<string, number>([['', 0]])
  const pairs = new Map<number, Map<number, number>>()
  const counts: number[] = [0]
  names.forEach((sequence, t) => {
    let before = 0
    for (const name of sequence) {
      let at = index.get(name)
      if (at === undefined) {
        at = index.size
        index.set(name, at)
        counts.push(0)
      }
      counts[at]! += rows[t]!
      const after = pairs.get(before) ?? new Map<number, number>()
      after.set(at, (after.get(at) ?? 0) + rows[t]!)
      pairs.set(before, after)
      before = at
    }
  })
  const next = [...index.keys()].map((_, at) => {
    const kept = [...(pairs.get(at) ?? [])].filter(([, count]) => count >= minimumCount)
    return { to: kept.map(([to]) => to), counts: kept.map(([, count]) => count) }
  })
  return {
    words: [...index.keys()],
    next,
    counts,
    lengths: lengthTwentieths(sequences, rows, minimumCount),
    letters: learnLetters(sequences, rows, minimumCount),
  }
}

function rowsHolding(sequences: readonly (readonly string[])[], rows: readonly number[]): Map<string, number> {
  const held = new Map<string, number>()
  sequences.forEach((sequence, t) => {
    for (const word of new Set(sequence)) held.set(word, (held.get(word) ?? 0) + rows[t]!)
  })
  return held
}

/** Capital letters X, small ones x, digits 0; runs keep their length up to 12. */
function wordShape(word: string): string {
  const shape = word
    .replace(/\s+/g, ' ')
    .replace(/\p{Lu}/gu, 'X')
    .replace(/[\p{L}\p{M}]/gu, (c) => (c === 'X' ? c : 'x'))
  return shape.replace(/\d/g, '0').slice(0, 13)
}

/** A shape that few rows hold keeps no more than where its word stands and how long it is. */
const plainShape = (name: string) =>
  (name.includes(' ') ? ' ' : '') + 'x'.repeat(Math.min(6, Math.max(1, name.trim().length - 1)))

function* eightWordRuns(sequence: readonly string[]): Generator<string> {
  for (let i = 0; i + runLength <= sequence.length; i++) yield runText(sequence.slice(i, i + runLength))
}

const runText = (words: readonly string[]) => words.map((word) => word.trim().toLowerCase()).join(' ')

function lengthTwentieths(
  sequences: readonly (readonly string[])[],
  rows: readonly number[],
  minimumCount: number,
): number[] {
  const lengths = sequences
    .flatMap((sequence, t) => new Array<number>(rows[t]!).fill(sequence.length))
    .sort((a, b) => a - b)
  const groups = Math.max(1, Math.min(20, Math.floor(lengths.length / minimumCount)))
  return Array.from({ length: groups }, (_, g) => {
    const part = lengths.slice(
      Math.floor((g * lengths.length) / groups),
      Math.floor(((g + 1) * lengths.length) / groups),
    )
    return part.reduce((a, b) => a + b, 0) / Math.max(1, part.length)
  })
}

/** Letter pairs in proportion to the rows that hold them; a letter stands in the string as often as it follows. */
function learnLetters(
  sequences: readonly (readonly string[])[],
  rows: readonly number[],
  minimumCount: number,
): LetterModel {
  const counts = new Map<string, number>()
  sequences.forEach((sequence, t) => {
    const seen = new Set<string>()
    for (const word of sequence) {
      const lower = word.trim().toLowerCase()
      if (!/^\p{L}/u.test(lower)) continue
      for (let i = 0; i < lower.length; i++) seen.add((i === 0 ? '^' : lower[i - 1]!) + lower[i]!)
    }
    for (const pair of seen) counts.set(pair, (counts.get(pair) ?? 0) + rows[t]!)
  })
  const after: Record<string, string> = {}
  const total = [...counts.values()].reduce((a, b) => Math.max(a, b), 1)
  for (const [pair, count] of counts) {
    if (count < minimumCount || !/\p{L}$/u.test(pair)) continue
    after[pair[0]!] = (after[pair[0]!] ?? '') + pair[1]!.repeat(Math.max(1, Math.round((count / total) * 50)))
  }
  return { first: after['^'] ?? '', after }
}

/** A writer of made texts. */
export function textWriter(model: TextModel): (random: Random) => string {
  const { lengths, words, letters, runs } = model
  const follow = model.next.map(({ counts }) => sums(counts))
  const anywhere = sums(model.counts)
  if (lengths.length === 0 || words.length < 2) return () => ''
  return (random) => {
    const target = Math.max(1, Math.round(lengths[random.below(lengths.length)]! + random.uniform() - 0.5))
    const made: string[] = []
    const plain: string[] = []
    let at = 0
    while (made.length < target) {
      const { to } = model.next[at]!
      at = to.length === 0 ? pick(anywhere, random) : to[pick(follow[at]!, random)]!
      made.push(spell(words[at]!, letters, random))
      plain.push(made.at(-1)!.trim().toLowerCase())
      for (let tries = 0; tries < 8 && made.length >= runLength; tries++) {
        if (!mayContain(runs, plain.slice(-runLength).join(' '))) break
        const other = spell(`\u0000${wordShape(made.pop()!)}`, letters, random)
        made.push(other)
        plain[plain.length - 1] = other.trim().toLowerCase()
      }
    }
    return made.join('').trim()
  }
}

function sums(counts: readonly number[]): Float64Array {
  let sum = 0
  return Float64Array.from(counts, (count) => {
    sum += count
    return sum
  })
}

function pick(cumulated: Float64Array, random: Random): number {
  const at = random.uniform() * (cumulated.at(-1) ?? 0)
  let low = 0
  let high = cumulated.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (cumulated[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** A kept word as it is; a shape filled with new letters and digits. */
function spell(name: string, { first, after }: LetterModel, random: Random): string {
  if (!name.startsWith('\u0000')) return name
  let before = ''
  return name.slice(1).replace(/[Xx0]/g, (c) => {
    if (c === '0') return String(random.below(10))
    const from = (before === '' ? first : after[before]) || first || 'etaoinshrdlu'
    before = from[random.below(from.length)]!
    return c === 'X' ? before.toUpperCase() : before
  })
}
