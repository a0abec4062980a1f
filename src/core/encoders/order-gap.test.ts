import { expect, test } from 'vitest'
import { gaussianCopula } from '../generators/gaussian-copula'
import type { Generator } from '../generators/generator'
import { independent } from '../generators/independent'
import { readOptions } from '../generators/options'
import { sequentialTrees } from '../generators/sequential-trees'
import { completeTable, conditionedUnits, encodeParts, type Fitted, fitGenerator, sampleWhole } from '../pipeline'
import { createRandom } from '../random'
import type { OutputChoice } from '../recipe/recipe'
import { inferSchema } from '../schema/infer'
import type { Schema } from '../schema/schema'
import { cellText, isMissing, numberColumn, plainNumber, type Table, textColumn } from '../table/table'
import { fitOrderGaps, fromGaps, toGaps } from './order-gap'

const rows = 2400
const random = createRandom(11)
const orders = plantedOrders()
const order = { kind: 'order' as const, low: 'ordered', high: 'delivered' }
const second = { kind: 'order' as const, low: 'delivered', high: 'paid' }
const schema: Schema = { ...inferSchema(orders, {}).schema, relations: [order, second] }
const parts = {
  train: { role: 'train' as const, table: orders },
  control: { role: 'control' as const, table: orders },
  test: { role: 'test' as const, table: orders },
}

/** Four years of orders: by express they come in 1–2 days, else in 3–9; paid within 30 days, or not yet. */
function plantedOrders(): Table {
  const make = (cell: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => cell(row))
  const express = make(() => (random.uniform() < 0.3 ? 1 : 0))
  const ordered = make(() => 18_000 + random.below(1460))
  const delivered = ordered.map((day, row) => day + (express[row] ? 1 + random.below(2) : 3 + random.below(7)))
  const paid = delivered.map((day) => (random.uniform() < 0.1 ? Number.NaN : day + random.below(31)))
  const texts = (days: Float64Array) =>
    textColumn(Array.from(days, (n) => (Number.isNaN(n) ? null : new Date(n * 86_400_000).toISOString().slice(0, 10))))
  return {
    rows,
    names: ['service', 'ordered', 'delivered', 'paid'],
    columns: [
      textColumn(Array.from(express, (is) => (is ? 'express' : 'usual'))),
      texts(ordered),
      texts(delivered),
      texts(paid),
    ],
  }
}

async function fitted(generator: Generator, output?: OutputChoice, own = schema): Promise<Fitted> {
  const encoded = await encodeParts(parts, own, generator, 5, 1)
  const first = output ? conditionedUnits(encoded.encoder, output) : []
  return fitGenerator(generator, encoded, readOptions(generator, {}), { random: createRandom(1), now: () => 0, first })
}

const choice = (conditions: OutputChoice['conditions'] = [], wanted = 2000): OutputChoice => ({
  rows: wanted,
  seed: 3,
  temperature: 1,
  conditions,
})

const days = (table: Table, name: string) => {
  const column = table.columns[table.names.indexOf(name)]!
  return Array.from({ length: table.rows }, (_, row) =>
    isMissing(column, row) ? Number.NaN : Date.parse(cellText(column, row)) / 86_400_000,
  )
}
const gaps = (table: Table) => {
  const [from, to] = [days(table, 'ordered'), days(table, 'delivered')]
  return from.map((day, row) => to[row]! - day)
}
/** Greatest difference between two distribution functions (Kolmogorov & Smirnov). */
function distance(a: readonly number[], b: readonly number[]): number {
  const share = (of: readonly number[], most: number) => of.filter((v) => v <= most).length / of.length
  return Math.max(...[...new Set([...a, ...b])].map((v) => Math.abs(share(a, v) - share(b, v))))
}

test.each([independent, gaussianCopula, sequentialTrees].map((g) => [g.id, g] as const))(
  '%s: days from order to delivery and to payment are as in the real rows',
  async (_, generator) => {
    const made = await sampleWhole(await fitted(generator), choice())
    // Two samples of that size differ by .05 at most in 99 of 100 draws.
    expect(distance(gaps(made), gaps(orders))).toBeLessThan(0.05)
    for (const name of ['ordered', 'delivered', 'paid']) {
      const present = (table: Table) => days(table, name).filter((day) => !Number.isNaN(day))
      expect(distance(present(made), present(orders))).toBeLessThan(0.05)
      const sorted = present(orders).sort((a, b) => a - b)
      if (name !== 'ordered') {
        expect(Math.min(...present(made))).toBeGreaterThanOrEqual(sorted[4]!)
        expect(Math.max(...present(made))).toBeLessThanOrEqual(sorted.at(-5)!)
      }
      expect(Math.abs(present(made).length / made.rows - present(orders).length / rows)).toBeLessThan(0.03)
    }
    const [delivered, paid] = [days(made, 'delivered'), days(made, 'paid')]
    expect(gaps(made).every((gap) => gap >= 0) && paid.every((day, row) => !(day < delivered[row]!))).toBe(true)
  },
)

test('drawn as dates, the same model gets the days between them wrong', async () => {
  const made = await sampleWhole(await fitted(sequentialTrees, undefined, { ...schema, relations: [] }), choice())
  expect(distance(gaps(made), gaps(orders))).toBeGreaterThan(0.15)
})

test('what decides the days still does: express comes in two', async () => {
  const made = await sampleWhole(await fitted(sequentialTrees), choice())
  const isExpress = days(made, 'ordered').map((_, row) => cellText(made.columns[0]!, row) === 'express')
  const soon = gaps(made).filter((gap, row) => isExpress[row] === gap <= 2)
  expect(soon.length / made.rows).toBeGreaterThan(0.97)
})

test('a condition on the later date is met exactly, also by a share, and by being missing', async () => {
  const spring = { field: 'delivered', condition: { is: 'between' as const, low: '2020-03-01', high: '2020-05-31' } }
  const [from, to] = [Date.parse('2020-03-01') / 86_400_000, Date.parse('2020-05-31') / 86_400_000]
  for (const share of [1, 0.25]) {
    const output = choice([{ ...spring, share }], 400)
    const made = await sampleWhole(await fitted(sequentialTrees, output), output)
    expect(days(made, 'delivered').filter((day) => day >= from && day <= to)).toHaveLength(400 * share)
    expect(gaps(made).every((gap) => gap >= 0 && gap <= 9)).toBe(true)
  }
  const unpaid = choice([{ field: 'paid', condition: { is: 'missing' } }], 100)
  const open = await sampleWhole(await fitted(sequentialTrees, unpaid), unpaid)
  expect(days(open, 'paid').every(Number.isNaN)).toBe(true)
})

test('rows to complete: a day that is given stays, the other is as far from it as days are', async () => {
  const given: Table = {
    rows: 200,
    names: ['service', 'ordered', 'delivered'],
    columns: [
      textColumn(Array.from({ length: 200 }, (_, row) => (row % 2 ? 'express' : 'usual'))),
      textColumn(Array.from({ length: 200 }, (_, row) => (row < 100 ? '2020-06-10' : null))),
      textColumn(Array.from({ length: 200 }, (_, row) => (row < 100 ? null : '2020-06-10'))),
    ],
  }
  const model = await fitted(sequentialTrees)
  const fitFor = async (first: readonly number[]) => {
    const encoded = await encodeParts(parts, schema, sequentialTrees, 5, 1)
    const context = { random: createRandom(1), now: () => 0, first }
    return fitGenerator(sequentialTrees, encoded, readOptions(sequentialTrees, {}), context)
  }
  const made = await completeTable(given, model.encoder, fitFor, { seed: 2, temperature: 1 })
  const day = Date.parse('2020-06-10') / 86_400_000
  expect(days(made, 'ordered').slice(0, 100)).toEqual(new Array(100).fill(day))
  expect(days(made, 'delivered').slice(100)).toEqual(new Array(100).fill(day))
  expect(gaps(made).every((gap) => gap >= 1 && gap <= 9)).toBe(true)
  const express = gaps(made).filter((gap, row) => row % 2 === 1 && gap <= 2)
  expect(express.length).toBeGreaterThan(85)
})

test('there and back again: the same cells, whatever is missing', () => {
  const found = fitOrderGaps([order, second], orders, schema, () => true, 5)
  expect(found.map(({ low, high }) => [low, high])).toEqual([
    ['ordered', 'delivered'],
    ['delivered', 'paid'],
  ])
  const wide = found.map((gap) => ({ ...gap, range: [-1e15, 1e15] as const }))
  const back = fromGaps(wide, toGaps(wide, orders, schema), schema)
  for (const name of orders.names.slice(1)) expect(days(back, name)).toEqual(days(orders, name))
})

test('two measures of one shape stay as they are: the gap would be no easier to learn', () => {
  const width = Float64Array.from({ length: rows }, () => Math.round(1000 * Math.exp(random.normal())) / 1000)
  const length = width.map((w) => Math.round(1000 * (w + Math.exp(random.normal()))) / 1000)
  const cents = { ...plainNumber, places: 3 }
  const table = { rows, names: ['width', 'length'], columns: [numberColumn(width, cents), numberColumn(length, cents)] }
  const own = inferSchema(table, {}).schema
  const relation = { kind: 'order' as const, low: 'width', high: 'length' }
  expect(fitOrderGaps([relation], table, own, () => true, 5)).toEqual([])
  const near = width.map((w) => Math.round(1000 * w + random.below(20)) / 1000)
  const tight = { ...table, columns: [table.columns[0]!, numberColumn(near, cents)] }
  const [gap] = fitOrderGaps([relation], tight, own, () => true, 5)
  const wide = [{ ...gap!, range: [-1e15, 1e15] as const }]
  expect(fromGaps(wide, toGaps(wide, tight, own), own).columns[1]).toEqual(tight.columns[1])
})
