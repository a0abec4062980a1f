import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../random'
import type { Field, FieldKind } from '../schema/schema'
import { type Column, cellText, isMissing, numberColumn, plainNumber, textColumn } from '../table/table'
import type { Encoder, EncodingOptions, FittedEncoder } from './encoder'
import { encoders } from './registry'

const rows = 3000
const options: EncodingOptions = { bins: 100, exactUpTo: 100, minimumCount: 5 }

const pad = (value: number, width = 2) => String(value).padStart(width, '0')
const letters = (random: Random, n: number) =>
  Array.from({ length: n }, () => String.fromCharCode(97 + random.below(26))).join('')
const day = (random: Random) =>
  `20${pad(10 + random.below(12))}-${pad(1 + random.below(12))}-${pad(1 + random.below(28))}`

/** One generator of cells per kind, with a lone value here and there. */
const cells: Readonly<Record<FieldKind, (random: Random, row: number) => string | number>> = {
  integer: (random) => Math.round(Math.exp(8 + random.normal())),
  decimal: (random) => (random.below(5) === 0 ? 0 : Math.round(random.normal() * 1e4) / 100),
  category: (random, row) => (row < 8 ? `lone-${letters(random, 9)}` : ['red', 'green', 'blue'][random.below(3)]!),
  ordinal: (random) => ['low', 'middle', 'high'][Math.min(2, random.below(4))]!,
  boolean: (random) => (random.below(3) === 0 ? 'Y' : 'N'),
  date: day,
  datetime: (random) => `${day(random)} ${pad(random.below(24))}:${pad(random.below(60))}`,
  time: (random) => `${pad(random.below(24))}:${pad(random.below(60))}`,
  id: (random, row) => `K${pad(random.below(90000) + 10000, 5)}-${pad(row, 5)}`,
  name: (random) => `Lone${letters(random, 8)}, Person${letters(random, 7)}`,
  email: (random) => `${letters(random, 9)}.${letters(random, 8)}@corp.test`,
  phone: (random) => `${pad(200 + random.below(700), 3)}-${pad(random.below(1000), 3)}-${pad(random.below(10000), 4)}`,
  address: (random) => `${10 + random.below(900)} Lone${letters(random, 8)} Street, Town${letters(random, 6)}`,
  iban: (random) => `DE${pad(random.below(1e9), 10)}${pad(random.below(1e9), 10)}`,
  card: (random) => `4${pad(random.below(1e9), 9)}${pad(random.below(1e6), 6)}`,
  text: (random) =>
    `the parcel ${letters(random, 10)} was ${random.below(2) === 0 ? 'lost' : 'found'} on day ${random.below(1e6)}`,
  constant: () => 'same',
}

const patterns: Partial<Record<FieldKind, string>> = { date: 'YYYY-MM-DD', datetime: 'YYYY-MM-DD HH:mm', time: 'HH:mm' }

function fieldOf(kind: FieldKind): Field {
  const pattern = patterns[kind]
  return {
    name: kind,
    kind,
    action: kind === 'constant' ? 'constant' : 'learn',
    role: 'none',
    ...(pattern ? { datePattern: pattern } : {}),
    ...(kind === 'ordinal' ? { order: ['low', 'middle', 'high'] } : {}),
  }
}

function columnOf(kind: FieldKind, seed: number): Column {
  const random = createRandom(seed)
  const made = Array.from({ length: rows }, (_, row) => (random.below(10) === 0 ? null : cells[kind](random, row)))
  if (kind !== 'integer' && kind !== 'decimal')
    return textColumn(made.map((cell) => (cell === null ? null : String(cell))))
  const format = { ...plainNumber, places: kind === 'decimal' ? 2 : 0 }
  return numberColumn(
    made.map((cell) => (cell === null ? Number.NaN : Number(cell))),
    format,
  )
}

const texts = (column: Column) =>
  Array.from({ length: column.kind === 'number' ? column.values.length : column.codes.length }, (_, i) =>
    cellText(column, i),
  )

function lone(column: Column): Set<string> {
  const counts = new Map<string, number>()
  texts(column).forEach((text, i) => {
    if (!isMissing(column, i)) counts.set(text, (counts.get(text) ?? 0) + 1)
  })
  return new Set([...counts].filter(([, count]) => count < options.minimumCount).map(([text]) => text))
}

const decodeContext = (seed: number, offset = 0) => ({ rows, offset, random: createRandom(seed).fork(offset), seed })
const json = (state: unknown) =>
  JSON.stringify(state, (_, value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value))

const learned: readonly FieldKind[] = [
  'integer',
  'decimal',
  'category',
  'ordinal',
  'boolean',
  'date',
  'datetime',
  'time',
]
const kinds = Object.keys(cells) as FieldKind[]

async function fitKind(kind: FieldKind, action: Field['action'] = fieldOf(kind).action) {
  const field = { ...fieldOf(kind), action }
  const encoder = encoders.find((each) => each.takes(field))!
  const column = columnOf(kind, 11)
  const fitted: FittedEncoder = await encoder.fit(column, field, { options, random: createRandom(1) })
  return { encoder, field, column, fitted, codes: fitted.encode(column) }
}

const restored = (encoder: Encoder, state: unknown, field: Field) =>
  encoder.restore(state as ReturnType<FittedEncoder['state']>, field)

describe.each(kinds)('%s', (kind) => {
  test('codes are legal, one array per unit, and counted', async () => {
    const { fitted, codes } = await fitKind(kind)
    expect(codes).toHaveLength(fitted.units.length)
    fitted.units.forEach((unit, u) => {
      expect(unit.counts).toHaveLength(unit.size)
      expect(codes[u]!.every((code) => code < unit.size)).toBe(true)
    })
    const first = fitted.units[0]
    if (!first) return
    const counted = new Float64Array(first.size)
    for (const code of codes[0]!) counted[code]!++
    expect([...counted]).toEqual([...first.counts])
  })

  test('the share of missing cells and the kind of column survive', async () => {
    const { column, fitted, codes } = await fitKind(kind)
    const made = fitted.decode(codes, decodeContext(5))
    expect(made.kind).toBe(column.kind)
    expect([...made.missing!].map((m) => m > 0)).toEqual([...column.missing!].map((m) => m > 0))
  })

  test('same seed, same column; another seed, another one where values are made', async () => {
    const { fitted, codes } = await fitKind(kind)
    const once = texts(fitted.decode(codes, decodeContext(5)))
    expect(texts(fitted.decode(codes, decodeContext(5)))).toEqual(once)
    const isExact = ['ordinal', 'boolean', 'constant', 'time'].includes(kind)
    if (!isExact) expect(texts(fitted.decode(codes, decodeContext(6)))).not.toEqual(once)
  })

  test('a state through JSON or a clone decodes the same', async () => {
    const { encoder, field, column, fitted, codes } = await fitKind(kind)
    const once = texts(fitted.decode(codes, decodeContext(5)))
    for (const state of [structuredClone(fitted.state()), JSON.parse(json(fitted.state()))]) {
      const again = await restored(encoder, state, field)
      expect(again.encode(column)).toEqual(codes)
      expect(texts(again.decode(codes, decodeContext(5)))).toEqual(once)
    }
  })

  test('a saved state holds no lone text', async () => {
    const { column, fitted } = await fitKind(kind)
    const saved = json(fitted.state())
    const found = [...lone(column)].filter(
      (text) => Number.isNaN(Number(text)) && saved.includes(JSON.stringify(text).slice(1, -1)),
    )
    expect(found).toEqual([])
  })

  test('faked instead of learned: no unit but presence, and no lone text of the source', async () => {
    const { column, fitted, codes } = await fitKind(kind, 'fake')
    expect(fitted.notLearned).toBeOneOf(['id', 'personal', 'text', 'fake', 'constant', 'empty', 'too-few-rows'])
    expect(fitted.units.every((unit) => unit.missingFrom === 1)).toBe(true)
    const made = new Set(texts(fitted.decode(codes, decodeContext(5))))
    if (['integer', 'decimal', 'date', 'datetime', 'time'].includes(kind)) return
    expect([...lone(column)].filter((text) => made.has(text))).toEqual([])
  })
})

describe.each(learned)('%s, learned', (kind) => {
  test('decode(encode(x)) is distributed as x', async () => {
    const { column, fitted, codes } = await fitKind(kind)
    const made = fitted.decode(codes, decodeContext(5))
    if (column.kind === 'number' && made.kind === 'number') {
      expect(ksDistance(present(made.values), present(column.values))).toBeLessThan(0.006)
    } else {
      // Rare levels and the days inside a bin move; a fortieth of the range is the finest bin asked for.
      expect(ksDistance(rankOf(made), rankOf(column))).toBeLessThan(0.02)
    }
  })

  test('nothing seen in training: every cell still gets a legal code', async () => {
    const { fitted, column } = await fitKind(kind)
    const unseen =
      column.kind === 'number' ? numberColumn([1e12, -1e12, Number.NaN]) : textColumn(['never seen', null, ''])
    fitted.encode(unseen).forEach((codes, u) => {
      expect([...codes].every((code) => code < fitted.units[u]!.size)).toBe(true)
    })
  })
})

const present = (values: Float64Array) => values.filter((value) => !Number.isNaN(value))

/** Texts in the order of the alphabet (dates and times: of time) as numbers. */
function rankOf(column: Column): Float64Array {
  const value = (text: string) =>
    [...text.slice(0, 12)].reduce((sum, c) => sum * 128 + c.charCodeAt(0), 0) * 128 ** (12 - Math.min(12, text.length))
  return Float64Array.from(
    texts(column).filter((text, i) => !isMissing(column, i) && !text.startsWith('lone')),
    value,
  )
}

/** Two-sample Kolmogorov–Smirnov distance. */
function ksDistance(a: Float64Array, b: Float64Array): number {
  const x = a.slice().sort()
  const y = b.slice().sort()
  let i = 0
  let j = 0
  let most = 0
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i]!, y[j]!)
    while (x[i] === value) i++
    while (y[j] === value) j++
    most = Math.max(most, Math.abs(i / x.length - j / y.length))
  }
  return most
}
