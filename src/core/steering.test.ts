import { expect, test } from 'vitest'
import { createEngine } from '../engine/create-engine'
import { anyOrder } from './generators/any-order'
import { gaussianCopula } from './generators/gaussian-copula'
import type { Generator } from './generators/generator'
import { independent } from './generators/independent'
import { readOptions } from './generators/options'
import { sequentialTrees } from './generators/sequential-trees'
import { completeTable, conditionedUnits, encodeParts, type Fitted, fitGenerator, sampleWhole } from './pipeline'
import { createRandom } from './random'
import type { OutputChoice } from './recipe/recipe'
import { inferSchema } from './schema/infer'
import { cellText, isMissing, numberColumn, plainNumber, type Table, textColumn } from './table/table'

// What the person asks of the rows, held against the definition of it.
const rows = 3000
const people = plantedPeople()
const parts = {
  train: { role: 'train' as const, table: people },
  control: { role: 'control' as const, table: people },
  test: { role: 'test' as const, table: people },
}
const schema = { ...inferSchema(people, {}).schema, relations: [] }

/** Sex decides income (.5 against .2 rich), income decides hours and savings; region stands by itself. */
function plantedPeople(): Table {
  const random = createRandom(77)
  const list = <T>(make: (row: number) => T) => Array.from({ length: rows }, (_, row) => make(row))
  const sex = list(() => (random.uniform() < 0.6 ? 'Male' : 'Female'))
  const income = sex.map((s) => (random.uniform() < (s === 'Male' ? 0.5 : 0.2) ? 'rich' : 'poor'))
  const hours = income.map((i) => (i === 'rich' ? 40 : 20) + random.below(15))
  const savings = income.map((i) => Math.round(100 * ((i === 'rich' ? 900 : 100) + 80 * random.normal())) / 100)
  const region = list(() => ['north', 'south', 'east', 'west'][random.below(4)]!)
  return {
    rows,
    names: ['sex', 'income', 'hours', 'savings', 'region'],
    columns: [
      textColumn(sex),
      textColumn(income),
      numberColumn(hours),
      numberColumn(savings, { ...plainNumber, places: 2, fixed: true }),
      textColumn(region),
    ],
  }
}

async function fitted(generator: Generator, first: readonly number[] = []): Promise<Fitted> {
  const encoded = await encodeParts(parts, schema, generator, 5, 1)
  const options = readOptions(generator, generator.trains ? { steps: 300 } : {})
  const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
  const engine = generator.trains ? { engine: await createEngine({ prefer: 'wasm', wasmUrl }) } : {}
  return fitGenerator(generator, encoded, options, { random: createRandom(1), now: () => 0, first, ...engine })
}

async function make(generator: Generator, wish: Partial<OutputChoice>): Promise<Table> {
  const output = { rows: 4000, seed: 3, temperature: 1, conditions: [], ...wish }
  const plain = await fitted(generator)
  const first = conditionedUnits(plain.encoder, output)
  const model = generator.conditions === 'refit' && first.length > 0 ? await fitted(generator, first) : plain
  return sampleWhole(model, output)
}

const cells = (table: Table, name: string) => {
  const column = table.columns[table.names.indexOf(name)]!
  return Array.from({ length: table.rows }, (_, row) => cellText(column, row))
}
/** The share of rows with `value` in `name` among those with `given` in `by`. */
function share(table: Table, name: string, value: string, by: string, given: string): number {
  const [own, groups] = [cells(table, name), cells(table, by)]
  const members = own.filter((_, row) => groups[row] === given)
  return members.filter((cell) => cell === value).length / members.length
}
const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
const meanOf = (table: Table, name: string, by: string, given: string) =>
  mean(
    cells(table, name)
      .filter((_, row) => cells(table, by)[row] === given)
      .map(Number),
  )

const learned = [gaussianCopula, sequentialTrees, anyOrder]

test.each(learned.map((g) => [g.id, g] as const))(
  '%s: a fair set has the same share of the target in each group, and the rest as it was learned',
  async (_, generator) => {
    const parity = { target: 'income', sensitive: ['sex'] }
    const fair = await make(generator, { parity })
    expect(fair.rows).toBe(4000)
    const [men, women] = ['Male', 'Female'].map((sex) => share(fair, 'income', 'rich', 'sex', sex))
    // Dealt out evenly: less than a row a value and group apart.
    expect(Math.abs(men! - women!)).toBeLessThan(0.002)
    // The marginals of both are the learned ones: .6 men, .38 rich. Sampling scatters by .008, a short fit by more.
    expect(Math.abs(cells(fair, 'sex').filter((s) => s === 'Male').length / 4000 - 0.6)).toBeLessThan(0.04)
    expect(Math.abs(men! - 0.38)).toBeLessThan(0.04)
    // What income decides still follows it, within each group.
    if (generator.id !== 'gaussian-copula') {
      expect(meanOf(fair, 'hours', 'income', 'rich')).toBeGreaterThan(42)
      expect(meanOf(fair, 'hours', 'income', 'poor')).toBeLessThan(32)
    }
  },
  20_000,
)

test('a balanced set can be fair too: each group has the shares that were asked for', async () => {
  const conditions = ['rich', 'poor'].map((value) => ({
    field: 'income',
    condition: { is: 'in' as const, values: [value] },
    share: 0.5,
  }))
  const only = { field: 'hours', condition: { is: 'between' as const, low: '25' } }
  const made = await make(sequentialTrees, {
    rows: 2000,
    conditions: [...conditions, only],
    parity: { target: 'income', sensitive: ['sex'] },
  })
  expect(cells(made, 'income').filter((i) => i === 'rich')).toHaveLength(1000)
  // In no order: sd 16 of the first thousand.
  const first = cells(made, 'income').slice(0, 1000)
  expect(Math.abs(first.filter((i) => i === 'rich').length - 500)).toBeLessThan(65)
  for (const sex of ['Male', 'Female'])
    expect(Math.abs(share(made, 'income', 'rich', 'sex', sex) - 0.5)).toBeLessThan(0.003)
  expect(cells(made, 'hours').every((hours) => Number(hours) >= 25)).toBe(true)
})

test('several sensitive columns: every combination of them has the same share', async () => {
  const made = await make(sequentialTrees, { parity: { target: 'income', sensitive: ['sex', 'region'] } })
  const [sex, region, income] = ['sex', 'region', 'income'].map((name) => cells(made, name))
  const rich = new Map<string, number[]>()
  income!.forEach((value, row) => {
    const key = `${sex![row]} ${region![row]}`
    rich.set(key, [...(rich.get(key) ?? []), value === 'rich' ? 1 : 0])
  })
  expect(rich.size).toBe(8)
  const all = mean(income!.map((value) => (value === 'rich' ? 1 : 0)))
  for (const group of rich.values()) expect(Math.abs(mean(group) - all)).toBeLessThan(2 / group.length)
})

test('a target that is one of its own groups is a problem', async () => {
  const wish = make(independent, { parity: { target: 'sex', sensitive: ['sex'] } })
  await expect(wish).rejects.toMatchObject({ problem: { code: 'sample/parity-entangled', target: 'sex' } })
})

test.each([independent, ...learned].map((g) => [g.id, g] as const))(
  '%s: shares are met to the row',
  async (_, generator) => {
    const conditions = ['north', 'south', 'east', 'west'].map((value, i) => ({
      field: 'region',
      condition: { is: 'in' as const, values: [value] },
      share: [0.4, 0.3, 0.2, 0.1][i]!,
    }))
    const made = await make(generator, { rows: 1000, conditions })
    const counted = ['north', 'south', 'east', 'west'].map((value) => cells(made, 'region').filter((r) => r === value))
    expect(counted.map(({ length }) => length)).toEqual([400, 300, 200, 100])
  },
  20_000,
)

test('a column of its own temperature or top-p: the others keep theirs', async () => {
  const likely = await make(independent, { columns: [{ field: 'sex', topP: 0.5 }] })
  expect(new Set(cells(likely, 'sex'))).toEqual(new Set(['Male']))
  expect(Math.abs(cells(likely, 'income').filter((i) => i === 'rich').length / 4000 - 0.38)).toBeLessThan(0.02)
  const sharp = await make(independent, { columns: [{ field: 'income', temperature: 0.25 }] })
  const shareOf = (name: string, value: string) => cells(sharp, name).filter((cell) => cell === value).length / 4000
  const rich = cells(people, 'income').filter((i) => i === 'rich').length / rows
  expect(Math.abs(shareOf('income', 'rich') - rich ** 4 / (rich ** 4 + (1 - rich) ** 4))).toBeLessThan(0.01)
  expect(Math.abs(shareOf('sex', 'Male') - 0.6)).toBeLessThan(0.02)
  await expect(make(sequentialTrees, { columns: [{ field: 'nothing', topP: 0.5 }] })).rejects.toMatchObject({
    problem: { code: 'encode/not-conditionable', column: 'nothing' },
  })
})

/** Every third income, and every fourth number of savings, is missing. */
function withGaps(): Table {
  const gaps = (name: string, every: number) => {
    const column = people.columns[people.names.indexOf(name)]!
    const missing = Uint8Array.from({ length: 900 }, (_, row) => (row % every === 0 ? 1 : 0))
    if (column.kind === 'text') return { ...column, codes: column.codes.slice(0, 900), missing, spellings: ['?'] }
    return { ...column, values: column.values.slice(0, 900), missing, spellings: ['?'] }
  }
  return {
    rows: 900,
    names: ['savings', 'sex', 'income', 'hours', 'region'],
    columns: [gaps('savings', 4), gaps('sex', 1000), gaps('income', 3), gaps('hours', 1000), gaps('region', 1000)],
  }
}

test.each(learned.map((g) => [g.id, g] as const))(
  '%s: gaps are filled as the given cells let one expect, and what is given stays to the letter',
  async (_, generator) => {
    const plain = await fitted(generator)
    const fitFor = (first: readonly number[]) =>
      generator.conditions === 'refit' ? fitted(generator, first) : Promise.resolve(plain)
    const given = withGaps()
    const filled = await completeTable(given, plain.encoder, fitFor, { seed: 4, temperature: 1, copies: 3 })
    expect([filled.rows, filled.names]).toEqual([2700, ['imputation', ...given.names]])
    expect(cells(filled, 'imputation').filter((n) => n === '2')).toHaveLength(900)
    for (const name of given.names) {
      const [column, before, after] = [
        given.columns[given.names.indexOf(name)]!,
        cells(given, name),
        cells(filled, name),
      ]
      after.forEach((cell, row) => {
        if (isMissing(column, row % 900)) expect(cell).not.toBe('?')
        else expect(cell).toBe(before[row % 900])
      })
    }
    // Income is written all over the hours: of the gaps nearly all are filled right; copies differ where it is open.
    const right = cells(filled, 'income').map((cell, row) => cell === cells(people, 'income')[row % 900])
    const gaps = right.filter((_, row) => (row % 900) % 3 === 0)
    if (generator.id !== 'gaussian-copula') expect(mean(gaps.map(Number))).toBeGreaterThan(0.93)
    const savings = cells(filled, 'savings')
    const differ = savings.slice(0, 900).filter((cell, row) => row % 4 === 0 && cell !== savings[900 + row])
    expect(differ.length).toBeGreaterThan(150)
  },
  30_000,
)
