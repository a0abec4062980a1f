import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readTable } from '../pipeline'
import { createRandom } from '../random'
import { memorySource } from '../readers/bytes'
import { inferSchema } from '../schema/infer'
import type { Field, Schema } from '../schema/schema'
import { numberColumn, plainNumber, type Table, textColumn } from '../table/table'
import { applicable, certainRelations, findRelations } from './find-relations'
import { kindOf } from './registry'
import type { Relation } from './relation'

const rows = 600
const random = createRandom(11)
const draw = (n: number, from = 0) => Float64Array.from({ length: rows }, () => from + random.below(n))

function tableOf(columns: Readonly<Record<string, ArrayLike<number> | (string | null)[]>>, places = 0): Table {
  const isText = (cells: ArrayLike<number> | (string | null)[]): cells is (string | null)[] =>
    Array.isArray(cells) && cells.some((cell) => typeof cell === 'string')
  return {
    rows,
    names: Object.keys(columns),
    columns: Object.values(columns).map((cells) =>
      isText(cells) ? textColumn(cells) : numberColumn(cells as ArrayLike<number>, { ...plainNumber, places }),
    ),
  }
}

function schemaOf(table: Table): Schema {
  const fields = table.columns.map((column, c): Field => {
    const name = table.names[c]!
    const kind = column.kind === 'text' ? 'category' : column.format.places > 0 ? 'decimal' : 'integer'
    return { name, kind, action: 'learn', role: 'none' }
  })
  return { fields }
}

const find = (table: Table, schema = schemaOf(table)) => findRelations({ role: 'train', table }, schema)
const found = (table: Table) => certainRelations(find(table))

test('a sum of two, with every row as evidence', () => {
  const [net, tax] = [draw(500, 10), draw(90)]
  const gross = net.map((v, i) => v + tax[i]!)
  const proposals = find(tableOf({ net, tax, gross }))
  expect(proposals).toContainEqual({
    relation: {
      kind: 'formula',
      target: 'gross',
      formula: {
        is: 'sum',
        terms: [
          { field: 'net', factor: 1 },
          { field: 'tax', factor: 1 },
        ],
        constant: 0,
      },
    },
    rows,
    holds: rows,
  })
  expect(proposals.filter(({ relation }) => relation.kind === 'formula')).toHaveLength(1)
})

test('a sum of five with factors and a constant', () => {
  const parts = { a: draw(100), b: draw(100), c: draw(100), d: draw(100), e: draw(40) }
  const total = parts.a.map((_, i) => parts.a[i]! + 2 * parts.b[i]! + parts.c[i]! - parts.d[i]! + parts.e[i]! + 7)
  const [relation] = found(tableOf({ ...parts, total }))
  expect(relation).toMatchObject({ kind: 'formula', formula: { is: 'sum', constant: 7 } })
  const { holds } = kindOf(relation!)
  const table = tableOf({ ...parts, total })
  expect(holds(relation!, table, schemaOf(table)).every((h) => h === 1)).toBe(true)
})

test('a product that was rounded to cents, and not its quotient, which rounding breaks', () => {
  const [quantity, price] = [draw(12, 1), draw(5000, 100).map((v) => v / 100)]
  const amount = quantity.map((q, i) => Math.round(100 * q * price[i]! * 1) / 100)
  const relations = found(tableOf({ quantity, price, amount }, 2))
  expect(relations).toEqual([
    { kind: 'formula', target: 'amount', formula: { is: 'product', of: ['quantity', 'price'] } },
  ])
})

test('another unit: degrees Fahrenheit', () => {
  const celsius = draw(60, -20)
  const fahrenheit = celsius.map((c) => 1.8 * c + 32)
  const [relation] = found(tableOf({ celsius, fahrenheit }, 1))
  expect(relation).toEqual({
    kind: 'formula',
    target: 'fahrenheit',
    formula: { is: 'sum', terms: [{ field: 'celsius', factor: 1.8 }], constant: 32 },
  })
})

test('a duration between two dates, in days', () => {
  const start = draw(700, 17_000)
  const days = draw(60, 1)
  const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
  const table: Table = {
    rows,
    names: ['start', 'days', 'end'],
    columns: [
      textColumn(Array.from(start, text)),
      numberColumn(days),
      textColumn(Array.from(start, (day, i) => text(day + days[i]!))),
    ],
  }
  const { schema } = inferSchema(table, {})
  expect(schema.fields.map(({ kind }) => kind)).toEqual(['date', 'integer', 'date'])
  const relations = certainRelations(find(table, schema))
  expect(relations).toContainEqual(expect.objectContaining({ kind: 'formula', target: 'days' }))
  expect(relations).toContainEqual({ kind: 'order', low: 'start', high: 'end' })
})

test('city → country, but not country → city, and of a code and its name one direction', () => {
  const code = draw(30)
  const city = Array.from(code, (c) => `city ${c}`)
  const country = Array.from(code, (c) => `country ${c % 4}`)
  const other = Array.from(draw(4), (c) => `other ${c}`)
  const lookups = found(tableOf({ code, city, country, other })).filter(({ kind }) => kind === 'lookup')
  expect(lookups).toEqual([
    { kind: 'lookup', from: 'code', to: 'city' },
    { kind: 'lookup', from: 'code', to: 'country' },
  ])
})

test('an item decides its price and its category; the price is not said to decide the category too', () => {
  const code = draw(30)
  const item = Array.from(code, (c) => `item ${c}`)
  const price = code.map((c) => 4.95 + 3 * c)
  const category = Array.from(code, (c) => `category ${c % 4}`)
  const table = tableOf({ item, price, category }, 2)
  expect(found(table)).toEqual([
    { kind: 'lookup', from: 'item', to: 'price' },
    { kind: 'lookup', from: 'item', to: 'category' },
  ])
})

test('low ≤ mean ≤ high, without what follows from it', () => {
  const low = draw(100)
  const mean = low.map((v) => v + random.below(30))
  const high = mean.map((v) => v + random.below(30))
  const orders = found(tableOf({ low, mean, high })).filter(({ kind }) => kind === 'order')
  expect(orders).toEqual([
    { kind: 'order', low: 'low', high: 'mean' },
    { kind: 'order', low: 'mean', high: 'high' },
  ])
})

test('columns that are missing together', () => {
  const isGone = draw(5).map((v) => (v === 0 ? 1 : 0))
  const gone = (values: Float64Array) => values.map((v, i) => (isGone[i] ? Number.NaN : v))
  const table = tableOf({ a: gone(draw(50)), b: gone(draw(50)), c: draw(50) })
  expect(found(table)).toContainEqual({ kind: 'missing-together', fields: ['a', 'b'] })
})

test('what nearly holds is proposed with its evidence, and not switched on', () => {
  const code = draw(10)
  const name = Array.from(code, (c, i) => (i % 100 === 0 ? 'other' : `name ${c}`))
  const proposals = find(tableOf({ code, name }))
  expect(proposals).toContainEqual({ relation: { kind: 'lookup', from: 'code', to: 'name' }, rows, holds: rows - 6 })
  expect(certainRelations(proposals)).toEqual([])
})

test('nothing is found between columns that have nothing to do with each other', () => {
  const words = Array.from(draw(6), (v) => `word ${v}`)
  const nearlyConstant = draw(200).map((v) => (v === 0 ? 1 : 0))
  expect(
    find(tableOf({ a: draw(100), b: draw(100), c: draw(12), d: draw(1000, 5000), words, nearlyConstant })),
  ).toEqual([])
})

test('a sum is not taken for one because nearly all of its cells are zero', () => {
  const sparse = (n: number) => draw(40).map((v) => (v === 0 ? random.below(n) : 0))
  expect(find(tableOf({ a: sparse(500), b: sparse(500), c: sparse(500) }))).toEqual([])
})

test('what was chosen is kept, without a field that would be computed twice or from itself', () => {
  const table = tableOf({ a: draw(9), b: draw(9), c: draw(9) })
  const lookup = (from: string, to: string): Relation => ({ kind: 'lookup', from, to })
  const relations = [lookup('a', 'b'), lookup('b', 'c'), lookup('c', 'a'), lookup('a', 'c'), lookup('a', 'gone')]
  expect(applicable({ ...schemaOf(table), relations })).toEqual([lookup('a', 'b'), lookup('b', 'c')])
})

test('the same rows give the same proposals, on a real table', async () => {
  const file = new URL('../../../public/samples/penguins.csv', import.meta.url)
  const { table } = await readTable(memorySource('penguins.csv', readFileSync(file)), {})
  const { schema } = inferSchema(table, {})
  expect(find(table, schema)).toEqual(find(table, schema))
})
