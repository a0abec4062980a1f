import { expect, test } from 'vitest'
import { independent } from '../generators/independent'
import { readOptions } from '../generators/options'
import { sequentialTrees } from '../generators/sequential-trees'
import { completeTable, encodeParts, fitGenerator, sampleWhole } from '../pipeline'
import { createRandom, permutation } from '../random'
import type { Field, Schema } from '../schema/schema'
import { type Column, cellText, numberColumn, plainNumber, type Table } from '../table/table'
import { findRelations, withRelations } from './find-relations'
import type { FormulaRelation, Proposal } from './relation'

const random = createRandom(29)
const round = (value: number, places: number) => Math.round(value * 10 ** places * (1 + 1e-12)) / 10 ** places

/** Columns of the given decimals, in the order of the names. */
function tableOf(columns: Readonly<Record<string, readonly [number, readonly number[]]>>): Table {
  const cells = Object.values(columns)
  return {
    rows: cells[0]![1].length,
    names: Object.keys(columns),
    columns: cells.map(([places, values]): Column => numberColumn(values, { ...plainNumber, places })),
  }
}
const schemaOf = (table: Table): Schema => ({
  fields: table.names.map((name): Field => ({ name, kind: 'decimal', action: 'learn', role: 'none' })),
})
const list = (rows: number, make: (row: number) => number) => Array.from({ length: rows }, (_, row) => make(row))
const formulas = (table: Table) =>
  findRelations({ role: 'train', table }, schemaOf(table)).filter(
    (each): each is Proposal & { relation: FormulaRelation } => each.relation.kind === 'formula',
  )

const rows = 1500
const quantity = list(rows, () => 1 + random.below(20))
const price = list(rows, () => (99 + random.below(9000)) / 100)
const discount = list(rows, () => [0, 0.05, 0.1, 0.15, 0.25][random.below(5)]!)
const shipping = list(rows, () => [0, 3.5, 4.9, 12][random.below(4)]!)
const rate = list(rows, () => [7, 10, 19, 25][random.below(4)]!)
const orders = { quantity: [0, quantity], price: [2, price], discount: [2, discount], shipping: [2, shipping] } as const
const total = list(rows, (r) => round(quantity[r]! * price[r]! * (1 - discount[r]!) + shipping[r]!, 2))

const plain = (field: string) => ({ field, constant: 0, scale: 1 })
const less = (field: string) => ({ field, constant: 1, scale: -1 })

test('quantity · price · (1 − discount) + shipping, rounded to cents', () => {
  const found = formulas(tableOf({ ...orders, total: [2, total] }))
  expect(found).toEqual([
    {
      relation: {
        kind: 'formula',
        target: 'total',
        formula: {
          is: 'factors',
          factors: [plain('quantity'), plain('price'), less('discount')],
          sign: 1,
          addend: { field: 'shipping', factor: 1 },
        },
      },
      rows,
      holds: rows,
    },
  ])
})

test.each<[string, number, (row: number) => number, object]>([
  [
    'three plain factors',
    2,
    (r) => quantity[r]! * price[r]! * rate[r]!,
    { factors: [plain('quantity'), plain('price'), plain('rate')], sign: 1 },
  ],
  [
    'a percentage on top',
    2,
    (r) => price[r]! * (1 + rate[r]! / 100),
    { factors: [plain('price'), { field: 'rate', constant: 1, scale: 0.01 }], sign: 1 },
  ],
  [
    'a percentage of it',
    2,
    (r) => (price[r]! * rate[r]!) / 100,
    { factors: [plain('price'), { field: 'rate', constant: 0, scale: 0.01 }], sign: 1 },
  ],
  [
    'a product and a fee',
    2,
    (r) => quantity[r]! * price[r]! + shipping[r]!,
    { factors: [plain('quantity'), plain('price')], sign: 1, addend: { field: 'shipping', factor: 1 } },
  ],
  [
    'what is left of a sum',
    2,
    (r) => 9000 + 10 * shipping[r]! - quantity[r]! * price[r]!,
    { factors: [plain('quantity'), plain('price')], sign: -1, addend: { field: 'budget', factor: 1 } },
  ],
])('%s', (_, places, make, formula) => {
  const made = list(rows, (r) => round(make(r), places))
  const budget = shipping.map((s) => 9000 + 10 * s)
  const table = tableOf({ ...orders, rate: [0, rate], budget: [0, budget], made: [places, made] })
  const found = formulas(table).filter(({ relation }) => relation.target === 'made')
  expect(found.map(({ relation }) => relation.formula)).toEqual([{ is: 'factors', ...formula }])
})

test('halves that were rounded to even digits count as kept, cents that are off do not', () => {
  const toEven = (value: number) => {
    const cents = round(value * 100, 6)
    const floor = Math.floor(cents)
    return (cents - floor === 0.5 ? floor + (floor % 2) : Math.round(cents)) / 100
  }
  const exact = (r: number) => quantity[r]! * price[r]! * (1 - discount[r]!) + shipping[r]!
  const even = list(rows, (r) => toEven(exact(r)))
  expect(even.filter((v, r) => v !== total[r]).length).toBeGreaterThan(5)
  expect(formulas(tableOf({ ...orders, total: [2, even] })).map(({ holds }) => holds)).toEqual([rows])
  const off = total.map((v, r) => (r % 100 === 0 ? v + 0.01 : v))
  expect(formulas(tableOf({ ...orders, total: [2, off] })).map(({ holds }) => holds)).toEqual([rows - 15])
  const wrong = total.map((v, r) => (r % 10 === 0 ? v + 0.01 : v))
  expect(formulas(tableOf({ ...orders, total: [2, wrong] }))).toEqual([])
})

test('nothing is found between columns that have nothing to do with each other, whatever they look like', () => {
  const shapes: readonly (readonly [number, () => number])[] = [
    [0, () => random.below(3)],
    [0, () => 1 + random.below(10)],
    [0, () => random.below(101)],
    [0, () => Math.round(1000 * Math.exp(random.normal()))],
    [2, () => random.below(101) / 100],
    [2, () => random.below(5) / 20],
    [2, () => random.below(10_000) / 100],
    [4, () => Math.round(1e4 * random.normal()) / 1e4],
    [1, () => (random.uniform() < 0.6 ? 0 : random.below(50) / 10)],
  ]
  for (let round_ = 0; round_ < 12; round_++) {
    const names = list(12, (c) => c)
    const table = tableOf(
      Object.fromEntries(
        names.map((c) => {
          const [places, make] = shapes[random.below(shapes.length)]!
          return [`c${c}`, [places, list(400, make)] as const]
        }),
      ),
    )
    expect(formulas(table)).toEqual([])
  }
})

test('the formula goes when its rows are shuffled against each other', () => {
  const order = permutation(rows, random)
  expect(formulas(tableOf({ ...orders, total: [2, list(rows, (r) => total[order[r]!]!)] }))).toEqual([])
})

test('twenty number columns of a thousand rows are searched in every form, and the one tie among them is found', () => {
  const noise = Object.fromEntries(
    list(15, (c) => c).map((c) => [`p${c}`, [1, list(rows, () => random.below(1000) / 10)] as const]),
  )
  const found = formulas(tableOf({ ...noise, ...orders, total: [2, total] }))
  expect(found.map(({ relation }) => relation.target)).toEqual(['total'])
})

const table = tableOf({ ...orders, total: [2, total] })
const parts = {
  train: { role: 'train' as const, table },
  control: { role: 'control' as const, table },
  test: { role: 'test' as const, table },
}
const schema = withRelations(schemaOf(table), parts.train)
const number = (of: Table, name: string, row: number) => Number(cellText(of.columns[of.names.indexOf(name)]!, row))
const isKept = (of: Table) => (row: number) => {
  const [q, p, d, s, t] = [...table.names].map((name) => number(of, name, row))
  return Math.abs(q! * p! * (1 - d!) + s! - t!) <= 0.005 + 1e-9
}

test.each([independent, sequentialTrees].map((g) => [g.id, g] as const))(
  '%s: it holds in every row that is made, and gaps are solved for',
  async (_, generator) => {
    const encoded = await encodeParts(parts, schema, generator, 5, 1)
    const model = (first: readonly number[] = []) =>
      fitGenerator(generator, encoded, readOptions(generator, {}), { random: createRandom(1), now: () => 0, first })
    const fitted = await model()
    const made = await sampleWhole(fitted, { rows: 1000, seed: 2, temperature: 1, conditions: [] })
    expect(list(1000, (row) => row).every(isKept(made))).toBe(true)
    const given = tableOf({
      quantity: [0, [3, Number.NaN, 4, 2]],
      price: [2, [10, 10, 25, Number.NaN]],
      discount: [2, [0.1, 0.1, Number.NaN, 0.25]],
      shipping: [2, [Number.NaN, 3.5, 3.5, 4.9]],
      total: [2, [30.5, 48.5, 88.5, 19.9]],
    })
    const filled = await completeTable(given, fitted.encoder, model, { seed: 1, temperature: 1 })
    expect([
      number(filled, 'shipping', 0),
      number(filled, 'quantity', 1),
      number(filled, 'discount', 2),
      number(filled, 'price', 3),
    ]).toEqual([3.5, 5, 0.15, 10])
  },
)
