import { expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field } from '../schema/schema'
import { cellText, numberColumn, textColumn } from '../table/table'
import { category } from './category'
import type { EncodingOptions, FittedEncoder } from './encoder'

const options: EncodingOptions = { bins: 100, exactUpTo: 100, minimumCount: 5 }
const field: Field = { name: 'c', kind: 'category', action: 'learn', role: 'none' }
const context = { options, random: createRandom(1) }
const of = (counts: Readonly<Record<string, number>>) =>
  textColumn(Object.entries(counts).flatMap(([level, n]) => Array<string>(n).fill(level)))

function decoded(
  fitted: FittedEncoder,
  codes: readonly Uint16Array[],
  bounds?: { low: number; high: number },
): string[] {
  const rows = codes[0]!.length
  const made = fitted.decode(codes, {
    rows,
    offset: 0,
    random: createRandom(2),
    seed: 2,
    ...(bounds ? { bounds } : {}),
  })
  return Array.from({ length: rows }, (_, i) => cellText(made, i))
}

test('levels by frequency, rare ones pooled and redrawn from the kept ones', async () => {
  const column = of({ b: 20, a: 40, rare1: 4, rare2: 3, c: 5 })
  const fitted = await category.fit(column, field, context)
  expect([...fitted.units[0]!.counts]).toEqual([40, 20, 5, 7])
  const made = decoded(fitted, fitted.encode(column))
  expect(new Set(made)).toEqual(new Set(['a', 'b', 'c']))
  expect(made.filter((level) => level === 'c').length).toBeLessThanOrEqual(12)
})

test('where most rows are rare, they come out as fresh texts in their shape, none of the source', async () => {
  const tickets = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? `PC ${17_000 + i}` : String(230_000 + 7 * i)))
  const column = textColumn([...tickets, ...Array<string>(40).fill('LINE')])
  const fitted = await category.fit(column, field, context)
  expect([...fitted.units[0]!.counts]).toEqual([40, 300])
  const restored = await category.restore(structuredClone(fitted.state()), field)
  for (const each of [fitted, restored]) {
    const made = decoded(each, each.encode(column))
    expect(made.filter((text) => text === 'LINE')).toHaveLength(40)
    expect(made.filter((text) => tickets.includes(text))).toEqual([])
    expect(made.filter((text) => !/^(LINE|[A-Z]{2} \d{5}|\d{6})$/.test(text))).toEqual([])
  }
})

test('an unknown value is told with what was likely meant', async () => {
  const fitted = await category.fit(of({ Rome: 40, Paris: 20, Oslo: 9 }), field, context)
  expect(() => fitted.allow({ is: 'in', values: ['paris'] })).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ known: ['Paris', 'Rome', 'Oslo'] }) }),
  )
})

test('ordered levels keep their order; a rare one counts as its neighbour', async () => {
  const ordinal: Field = { ...field, kind: 'ordinal', order: ['low', 'middle', 'high', 'top'] }
  const column = of({ high: 10, low: 30, top: 2, middle: 9 })
  const fitted = await category.fit(column, ordinal, context)
  expect([...fitted.units[0]!.counts]).toEqual([30, 9, 12])
  expect(fitted.units[0]!.scale).toBe('ordinal')
  expect(decoded(fitted, [Uint16Array.of(0, 1, 2)])).toEqual(['low', 'middle', 'high'])
  expect([...fitted.allow({ is: 'between', low: 'middle' }).masks[0]!]).toEqual([0, 1, 1])
})

test('a number kept as category comes back as a number in its own format', async () => {
  const column = numberColumn(Array.from({ length: 60 }, (_, i) => [10115, 20095, 80331][i % 3]!))
  const fitted = await category.fit(column, field, context)
  const made = fitted.decode(fitted.encode(column), { rows: 60, offset: 0, random: createRandom(1), seed: 1 })
  expect(made).toMatchObject({ kind: 'number', values: column.values })
})

test('when all levels are rare the field is made as text', async () => {
  const fitted = await category.fit(textColumn(Array.from({ length: 60 }, (_, i) => `u${i}`)), field, context)
  expect(fitted.notLearned).toBe('text')
})

test('thousands of levels share codes, and conditions still tell them apart', async () => {
  const levels = Object.fromEntries(
    Array.from({ length: 1200 }, (_, i) => [`p${String(i).padStart(4, '0')}`, 5 + (i % 7)]),
  )
  const column = of({ ...levels, lonely: 1 })
  const fitted = await category.fit(column, field, context)
  expect(fitted.units[0]!.size).toBeLessThanOrEqual(251)
  const made = decoded(fitted, fitted.encode(column))
  expect(made).not.toContain('lonely')
  expect(new Set(made).size).toBeGreaterThan(900)
  const { masks, bounds } = fitted.allow({ is: 'in', values: ['p0007', 'p0700'] })
  const codes = Uint16Array.from({ length: 200 }, (_, i) => {
    const allowed = [...masks[0]!].flatMap((ok, code) => (ok ? [code] : []))
    return allowed[i % allowed.length]!
  })
  expect(new Set(decoded(fitted, [codes], bounds))).toEqual(new Set(['p0007', 'p0700']))
})

test('a level that is not there, or too rare to be made, is a problem', async () => {
  const fitted = await category.fit(of({ a: 9, b: 9, rare: 2 }), field, context)
  expect(() => fitted.allow({ is: 'in', values: ['rare'] })).toThrow('encode/unknown-value')
  expect(() => fitted.allow({ is: 'between', low: 'a' })).toThrow('encode/not-conditionable')
})
