import { expect, test } from 'vitest'
import { independent } from './generators/independent'
import { readOptions } from './generators/options'
import { encodeParts, type Fitted, fitGenerator, sampleTable, sampleWhole } from './pipeline'
import { createRandom } from './random'
import type { OutputChoice } from './recipe/recipe'
import { inferSchema } from './schema/infer'
import { cellText, numberColumn, type Table, textColumn } from './table/table'

const random = createRandom(5)
const rows = 2000
const people: Table = {
  rows,
  names: ['id', 'class', 'age', 'region'],
  columns: [
    numberColumn(Array.from({ length: rows }, (_, row) => row + 1)),
    textColumn(Array.from({ length: rows }, () => (random.uniform() < 0.1 ? 'rare' : 'usual'))),
    numberColumn(Array.from({ length: rows }, () => 18 + random.below(60))),
    textColumn(Array.from({ length: rows }, () => ['north', 'south', 'east', 'west'][random.below(4)]!)),
  ],
}
const balanced: OutputChoice = {
  rows: 6000,
  seed: 7,
  temperature: 1,
  conditions: [
    { field: 'class', condition: { is: 'in', values: ['rare'] }, share: 0.5 },
    { field: 'region', condition: { is: 'in', values: ['north'] }, share: 0.7 },
  ],
}

async function fitted(): Promise<Fitted> {
  const part = <Role>(role: Role) => ({ role, table: people })
  const parts = { train: part('train' as const), control: part('control' as const), test: part('test' as const) }
  const { schema } = inferSchema(people, {})
  const encoded = await encodeParts(parts, schema, independent, 5, 1)
  const context = { random: createRandom(1), now: () => 0 }
  return fitGenerator(independent, encoded, readOptions(independent, {}), context)
}

const texts = (table: Table, name: string) => {
  const column = table.columns[table.names.indexOf(name)]!
  return Array.from({ length: table.rows }, (_, row) => cellText(column, row))
}

/** Runs of equal neighbours in sds from what a random order has (Wald & Wolfowitz 1940). */
function runsScore(values: readonly boolean[]): number {
  const n = values.length
  const ones = values.filter(Boolean).length
  const zeros = n - ones
  const runs = 1 + values.filter((value, i) => i > 0 && value !== values[i - 1]).length
  const expected = 1 + (2 * ones * zeros) / n
  return (runs - expected) / Math.sqrt(((expected - 1) * (expected - 2)) / (n - 1))
}

/** The mean place of the rows where it holds, in sds from the middle (Wilcoxon 1945). */
function placeScore(values: readonly boolean[]): number {
  const n = values.length
  const ones = values.filter(Boolean).length
  const sum = values.reduce((total, value, place) => total + (value ? place + 1 : 0), 0)
  return (sum - (ones * (n + 1)) / 2) / Math.sqrt((ones * (n - ones) * (n + 1)) / 12)
}

test('the order of rows under conditions says nothing of the condition that each meets, and shares stay exact', async () => {
  const made = await sampleWhole(await fitted(), balanced)
  const isRare = texts(made, 'class').map((value) => value === 'rare')
  const isNorth = texts(made, 'region').map((value) => value === 'north')
  expect([isRare, isNorth].map((is) => is.filter(Boolean).length)).toEqual([3000, 4200])
  for (const values of [isRare, isNorth, texts(made, 'age').map((age) => Number(age) < 40)]) {
    expect(Math.abs(runsScore(values))).toBeLessThan(4)
    expect(Math.abs(placeScore(values))).toBeLessThan(4)
    // Also within and between the pieces that are made at once.
    const inPieces = [0, 1000, 2000, 3000, 4000, 5000].map((start) => values.slice(start, start + 1000))
    for (const piece of inPieces) expect(Math.abs(placeScore(piece))).toBeLessThan(4)
    const counts = inPieces.map((piece) => piece.filter(Boolean).length)
    const expected = values.filter(Boolean).length / 6
    const chi = counts.reduce((sum, n) => sum + (n - expected) ** 2 / (expected * (1 - expected / 1000)), 0)
    // χ² with 5 degrees of freedom (the rows drawn without replacement): neither all shares in one piece nor all equal.
    expect(chi).toBeGreaterThan(0.1)
    expect(chi).toBeLessThan(25)
  }
})

test('the same seed makes the same rows in the same order, another seed others; ids go on from row to row', async () => {
  const model = await fitted()
  const all = (table: Table) => table.names.map((name) => texts(table, name).join())
  const made = await sampleWhole(model, balanced)
  expect(all(await sampleWhole(model, balanced))).toEqual(all(made))
  expect(all(await sampleWhole(model, { ...balanced, seed: 8 }))).not.toEqual(all(made))
  const ids = texts(made, 'id').map(Number)
  expect(ids.every((id, row) => row === 0 || id > ids[row - 1]!)).toBe(true)
})

test('the first rows come before the rest is drawn, and what is drawn ahead is a batch a stratum at most', async () => {
  const model = await fitted()
  let [drawn, open] = [0, 0]
  const watched: Fitted = {
    ...model,
    model: {
      ...model.model,
      async *sample(request) {
        open++
        try {
          for await (const codes of model.model.sample(request)) {
            drawn += codes[0]!.length
            yield codes
          }
        } finally {
          open--
        }
      },
    },
  }
  const wish = { ...balanced, rows: 200_000 }
  let made = 0
  for await (const batch of sampleTable(watched, wish)) {
    made += batch.rows
    expect(drawn - made).toBeLessThanOrEqual(4 * 8192)
    if (made === batch.rows) expect(made).toBeLessThanOrEqual(1024)
    if (made > 50_000) break
  }
  expect(open).toBe(0)
})
