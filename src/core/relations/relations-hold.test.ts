import { expect, test } from 'vitest'
import { restoreTableEncoder } from '../encoders/table-encoder'
import { gaussianCopula } from '../generators/gaussian-copula'
import type { Generator } from '../generators/generator'
import { independent } from '../generators/independent'
import { readOptions } from '../generators/options'
import { sequentialTrees } from '../generators/sequential-trees'
import { completeTable, conditionedUnits, encodeParts, type Fitted, fitGenerator, sampleWhole } from '../pipeline'
import { createRandom } from '../random'
import type { OutputChoice } from '../recipe/recipe'
import { inferSchema } from '../schema/infer'
import { cellText, isMissing, numberColumn, plainNumber, type Table, textColumn } from '../table/table'
import { withRelations } from './find-relations'
import { kindOf } from './registry'

const rows = 1500
const random = createRandom(5)
const orders = plantedOrders()
const parts = {
  train: { role: 'train' as const, table: orders },
  control: { role: 'control' as const, table: orders },
  test: { role: 'test' as const, table: orders },
}
const schema = withRelations(inferSchema(orders, {}).schema, parts.train)

/** Orders: amount = quantity · price, city → country, ordered ≤ shipped, weight and size missing together. */
function plantedOrders(): Table {
  const make = (cell: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => cell(row))
  const quantity = make(() => 1 + random.below(20))
  const price = make(() => (99 + random.below(400)) / 4)
  const amount = quantity.map((q, row) => Math.round(100 * q * price[row]!) / 100)
  // Ten cities of three rows each, which may not be shown.
  const city = make((row) => (row < 30 ? 40 + (row % 10) : Math.floor(40 * random.uniform() ** 2)))
  const ordered = make(() => 19_000 + random.below(300))
  const shipped = ordered.map((day) => day + random.below(30))
  const isGone = make(() => (random.uniform() < 0.2 ? 1 : 0))
  const unless = (value: number, row: number) => (isGone[row] ? Number.NaN : value)
  const day = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10)
  const cents = { ...plainNumber, places: 2 }
  return {
    rows,
    names: ['quantity', 'price', 'amount', 'city', 'country', 'ordered', 'shipped', 'weight', 'size'],
    columns: [
      numberColumn(quantity),
      numberColumn(price, cents),
      numberColumn(amount, cents),
      textColumn(Array.from(city, (c) => `City ${c}`)),
      textColumn(Array.from(city, (c) => ['France', 'Spain', 'Italy', 'Malta', 'Chile'][c % 5]!)),
      textColumn(Array.from(ordered, day)),
      textColumn(Array.from(shipped, day)),
      numberColumn(make(() => 0).map((_, row) => unless(random.below(900), row))),
      numberColumn(make(() => 0).map((_, row) => unless(random.below(70), row))),
    ],
  }
}

async function fitted(generator: Generator, output?: OutputChoice): Promise<Fitted> {
  const encoded = await encodeParts(parts, schema, generator, 5, 1)
  const first = output ? conditionedUnits(encoded.encoder, output) : []
  return fitGenerator(generator, encoded, readOptions(generator, {}), { random: createRandom(1), now: () => 0, first })
}

const choice = (conditions: OutputChoice['conditions'] = [], wanted = 1000): OutputChoice => ({
  rows: wanted,
  seed: 3,
  temperature: 1,
  conditions,
})

const cell = (table: Table, name: string, row: number) => cellText(table.columns[table.names.indexOf(name)]!, row)
const count = (table: Table, isSo: (row: number) => boolean) =>
  Array.from({ length: table.rows }, (_, row) => row).filter(isSo).length

const countryOf = new Map(
  Array.from({ length: rows }, (_, row) => [cell(orders, 'city', row), cell(orders, 'country', row)]),
)
const keepsAll = (table: Table) => (row: number) => {
  const [quantity, price, amount] = ['quantity', 'price', 'amount'].map((name) => Number(cell(table, name, row)))
  const [weight, size] = ['weight', 'size'].map((name) => isMissing(table.columns[table.names.indexOf(name)]!, row))
  return (
    Math.abs(quantity! * price! - amount!) < 0.0051 &&
    [undefined, cell(table, 'country', row)].includes(countryOf.get(cell(table, 'city', row))) &&
    cell(table, 'ordered', row) <= cell(table, 'shipped', row) &&
    weight === size
  )
}

test('the planted rules are found, and switched on unasked', () => {
  expect(schema.relations).toEqual([
    { kind: 'formula', target: 'amount', formula: { is: 'product', of: ['quantity', 'price'] } },
    { kind: 'lookup', from: 'city', to: 'country' },
    { kind: 'order', low: 'ordered', high: 'shipped' },
    { kind: 'missing-together', fields: ['weight', 'size'] },
  ])
})

test.each([independent, gaussianCopula, sequentialTrees].map((g) => [g.id, g] as const))(
  '%s: every rule holds in every row, and the columns keep their distributions',
  async (_, generator) => {
    const table = await sampleWhole(await fitted(generator), choice())
    expect(table.rows).toBe(1000)
    expect(table.names).toEqual(orders.names)
    expect(count(table, keepsAll(table))).toBe(1000)
    for (const relation of schema.relations!) {
      expect(
        kindOf(relation)
          .holds(relation, table, schema)
          .every((h) => h === 1),
      ).toBe(true)
    }
    const share = (of: Table) => count(of, (row) => cell(of, 'country', row) === 'France') / of.rows
    expect(Math.abs(share(table) - share(orders))).toBeLessThan(0.06)
    const gone = (of: Table) => count(of, (row) => isMissing(of.columns[8]!, row)) / of.rows
    expect(Math.abs(gone(table) - gone(orders))).toBeLessThan(0.06)
  },
)

test('a made-up name for rare cities lies in one country too', async () => {
  const table = await sampleWhole(await fitted(sequentialTrees), choice())
  const countries = new Map<string, Set<string>>()
  for (let row = 0; row < table.rows; row++) {
    const city = cell(table, 'city', row)
    countries.set(city, (countries.get(city) ?? new Set()).add(cell(table, 'country', row)))
  }
  expect([...countries.values()].filter((of) => of.size > 1)).toEqual([])
})

test('a condition on a looked-up column is met exactly', async () => {
  const output = choice([{ field: 'country', condition: { is: 'in', values: ['Malta'] }, share: 0.5 }])
  const table = await sampleWhole(await fitted(sequentialTrees, output), output)
  expect(count(table, (row) => cell(table, 'country', row) === 'Malta')).toBe(500)
  expect(count(table, keepsAll(table))).toBe(1000)
})

test('a condition on a computed column is met exactly, by drawing until it is', async () => {
  const output = choice([{ field: 'amount', condition: { is: 'between', low: '500', high: '900' }, share: 0.4 }], 300)
  const table = await sampleWhole(await fitted(sequentialTrees, output), output)
  const isMet = (row: number) => Number(cell(table, 'amount', row)) >= 500 && Number(cell(table, 'amount', row)) <= 900
  expect([table.rows, count(table, isMet)]).toEqual([300, 120])
})

test('a condition on a column of a block is met by its first column', async () => {
  const output = choice([{ field: 'size', condition: { is: 'missing' } }], 100)
  const table = await sampleWhole(await fitted(sequentialTrees, output), output)
  expect(count(table, (row) => isMissing(table.columns[7]!, row) && isMissing(table.columns[8]!, row))).toBe(100)
})

test('a condition that no row can meet is told, not waited for', async () => {
  const output = choice([{ field: 'amount', condition: { is: 'between', low: '900000' } }], 50)
  const made = fitted(sequentialTrees).then((model) => sampleWhole(model, output))
  await expect(made).rejects.toMatchObject({ problem: { code: 'sample/out-of-reach', made: 0, wanted: 50 } })
})

test('ids go on from one another although rows that broke an order were left out', async () => {
  const table: Table = {
    rows,
    names: ['number', ...orders.names],
    columns: [numberColumn(Float64Array.from({ length: rows }, (_, row) => 1001 + row)), ...orders.columns],
  }
  const own = { ...parts, train: { role: 'train' as const, table }, control: { role: 'control' as const, table } }
  const described = withRelations(inferSchema(table, {}).schema, own.train)
  expect(described.fields[0]).toMatchObject({ name: 'number', kind: 'id' })
  const encoded = await encodeParts(own, described, sequentialTrees, 5, 1)
  const context = { random: createRandom(1), now: () => 0 }
  const model = await fitGenerator(sequentialTrees, encoded, readOptions(sequentialTrees, {}), context)
  const made = await sampleWhole(model, choice())
  const numbers = Array.from({ length: 1000 }, (_, row) => Number(cell(made, 'number', row)))
  expect(numbers.every((n, i) => i === 0 || n === numbers[i - 1]! + 1)).toBe(true)
  expect(count(made, keepsAll(made))).toBe(1000)
})

test('rows to complete: what a rule gives is filled in, what is given stays', async () => {
  const given: Table = {
    rows: 3,
    names: ['quantity', 'price', 'amount', 'city', 'country', 'ordered'],
    columns: [
      numberColumn([4, 3, Number.NaN]),
      numberColumn([30.25, Number.NaN, Number.NaN], { ...plainNumber, places: 2 }),
      numberColumn([Number.NaN, 150, Number.NaN]),
      textColumn(['City 3', null, null]),
      textColumn([null, 'Chile', null]),
      textColumn([null, null, '2022-10-20']),
    ],
  }
  const model = await fitted(sequentialTrees)
  const fitFor = async (first: readonly number[]) => {
    const encoded = await encodeParts(parts, schema, sequentialTrees, 5, 1)
    const context = { random: createRandom(1), now: () => 0, first }
    return fitGenerator(
      sequentialTrees,
      { ...encoded, encoder: model.encoder },
      readOptions(sequentialTrees, {}),
      context,
    )
  }
  const table = await completeTable(given, model.encoder, fitFor, { seed: 9, temperature: 1 })
  expect([cell(table, 'amount', 0), cell(table, 'country', 0)]).toEqual(['121', 'Malta'])
  expect([cell(table, 'price', 1), cell(table, 'amount', 1), cell(table, 'country', 1)]).toEqual(['50', '150', 'Chile'])
  expect(countryOf.get(cell(table, 'city', 1))).toBe('Chile')
  expect(cell(table, 'ordered', 2)).toBe('2022-10-20')
  expect(cell(table, 'shipped', 2) >= '2022-10-20').toBe(true)
  expect(count(table, keepsAll(table))).toBe(3)
})

test('a saved model keeps the rules, and holds no value of fewer rows than the minimum count', async () => {
  const model = await fitted(sequentialTrees)
  const state = model.encoder.state()
  const restored = { ...model, encoder: await restoreTableEncoder(structuredClone(state)) }
  const [before, after] = [await sampleWhole(model, choice()), await sampleWhole(restored, choice())]
  expect(after).toEqual(before)
  const perCity = new Map<string, number>()
  for (let row = 0; row < rows; row++)
    perCity.set(cell(orders, 'city', row), (perCity.get(cell(orders, 'city', row)) ?? 0) + 1)
  const rare = [...perCity].filter(([, n]) => n < 5).map(([name]) => name)
  const keys = state.relations!.lookups[0]!.keys
  expect([keys.length, rare.length]).toEqual([40, 10])
  expect(keys.filter((key) => rare.includes(key!))).toEqual([])
})

test('without relations, the same table breaks them', async () => {
  const encoded = await encodeParts(parts, { ...schema, relations: [] }, sequentialTrees, 5, 1)
  const context = { random: createRandom(1), now: () => 0 }
  const model = await fitGenerator(sequentialTrees, encoded, readOptions(sequentialTrees, {}), context)
  const table = await sampleWhole(model, choice())
  expect(count(table, keepsAll(table))).toBeLessThan(900)
})
