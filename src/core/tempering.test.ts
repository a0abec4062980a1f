import { expect, test } from 'vitest'
import { gaussianCopula } from './generators/gaussian-copula'
import type { Generator } from './generators/generator'
import { independent } from './generators/independent'
import { readOptions } from './generators/options'
import { sequentialTrees } from './generators/sequential-trees'
import { encodeParts, fitGenerator, sampleWhole } from './pipeline'
import { createRandom } from './random'
import type { ColumnDraw } from './recipe/recipe'
import type { Schema } from './schema/schema'
import { numberColumn, plainNumber, type Table, textColumn } from './table/table'
import { temper } from './tempering'

// A density to the power 1 / T has moments that can be written down: a normal one keeps its form with variance T σ²; of
// ln x, where x is log-normal (0, 1), it makes a normal one with mean T − 1 and variance T.
const rows = 6000
const random = createRandom(41)
const list = (make: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => make(row))
const round = (value: number) => Math.round(1000 * value) / 1000
const places = { ...plainNumber, places: 3 }
const table: Table = {
  rows,
  names: ['normal', 'skewed', 'gaps', 'group'],
  columns: [
    numberColumn(
      list(() => round(50 + 10 * random.normal())),
      places,
    ),
    numberColumn(
      list(() => round(Math.exp(random.normal()))),
      places,
    ),
    numberColumn(
      list(() => (random.uniform() < 0.3 ? Number.NaN : round(10 * random.normal()))),
      places,
    ),
    textColumn(Array.from({ length: rows }, () => (random.uniform() < 0.7 ? 'often' : 'seldom'))),
  ],
}
const schema: Schema = {
  fields: table.names.map((name) => ({
    name,
    kind: name === 'group' ? 'category' : 'decimal',
    action: 'learn',
    role: 'none',
  })),
  relations: [],
}
const parts = {
  train: { role: 'train' as const, table },
  control: { role: 'control' as const, table },
  test: { role: 'test' as const, table },
}

async function make(generator: Generator, temperature: number, columns: readonly ColumnDraw[] = []): Promise<Table> {
  const encoded = await encodeParts(parts, schema, generator, 5, 1)
  const context = { random: createRandom(1), now: () => 0 }
  const fitted = await fitGenerator(generator, encoded, readOptions(generator, {}), context)
  return sampleWhole(fitted, { rows: 8000, seed: 2, temperature, conditions: [], columns })
}
const numbers = (of: Table, name: string) => {
  const column = of.columns[of.names.indexOf(name)]!
  return column.kind === 'number' ? Array.from(column.values).filter((v) => !Number.isNaN(v)) : []
}
const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length
const sd = (values: readonly number[]) => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)))

test.each([independent, gaussianCopula].flatMap((g) => [0.25, 0.5, 1.5].map((t) => [g.id, t, g] as const)))(
  '%s at temperature %d: numbers have the density to the power 1 / T',
  async (_, t, generator) => {
    const made = await make(generator, t)
    const normal = numbers(made, 'normal')
    expect(Math.abs(mean(normal) - 50)).toBeLessThan(0.7)
    expect(Math.abs(sd(normal) / (10 * Math.sqrt(t)) - 1)).toBeLessThan(0.08)
    const logs = numbers(made, 'skewed').map((v) => Math.log(Math.max(v, 0.005)))
    // Above 1 the density has no end to the right, only the column's range.
    if (t < 1) {
      expect(Math.abs(mean(logs) - (t - 1))).toBeLessThan(0.12)
      expect(Math.abs(sd(logs) / Math.sqrt(t) - 1)).toBeLessThan(0.2)
    }
    const present = numbers(made, 'gaps').length / made.rows
    expect(Math.abs(present - 0.7 ** (1 / t) / (0.7 ** (1 / t) + 0.3 ** (1 / t)))).toBeLessThan(0.02)
  },
)

/** Mean and deviation of the values of highest density that make up `share`, by sums over a fine grid. */
function regionOf(density: (x: number) => number, to: number, share: number) {
  const grid = Array.from({ length: 20_000 }, (_, i) => ((i + 0.5) * to) / 20_000)
  const all = grid.reduce((sum, x) => sum + density(x), 0)
  let kept = 0
  const region = [...grid]
    .sort((a, b) => density(b) - density(a))
    .filter((x) => {
      kept += density(x) / all
      return kept <= share
    })
  const mass = region.reduce((sum, x) => sum + density(x), 0)
  const middle = region.reduce((sum, x) => sum + x * density(x), 0) / mass
  return { middle, spread: Math.sqrt(region.reduce((sum, x) => sum + (x - middle) ** 2 * density(x), 0) / mass) }
}

test.each([independent, gaussianCopula].flatMap((g) => [0.5, 0.8].map((p) => [g.id, p, g] as const)))(
  '%s at top-p %d: numbers are those of the highest density',
  async (_, topP, generator) => {
    const columns = ['normal', 'skewed'].map((field) => ({ field, topP }))
    const made = await make(generator, 1, columns)
    const bell = regionOf((x) => Math.exp(-(((x - 50) / 10) ** 2) / 2), 100, topP)
    const normal = numbers(made, 'normal')
    expect(Math.abs(mean(normal) - bell.middle)).toBeLessThan(0.9)
    expect(Math.abs(sd(normal) / bell.spread - 1)).toBeLessThan(0.1)
    const tailed = regionOf((x) => Math.exp(-(Math.log(x) ** 2) / 2) / x, 40, topP)
    expect(Math.abs(mean(numbers(made, 'skewed')) / tailed.middle - 1)).toBeLessThan(0.08)
    expect(Math.abs(sd(numbers(made, 'skewed')) / tailed.spread - 1)).toBeLessThan(0.15)
  },
)

test('sequential trees: colder rows lie nearer to where most lie, warmer ones further', async () => {
  const spread = async (t: number) => sd(numbers(await make(sequentialTrees, t), 'normal'))
  const [cold, plain, warm] = [await spread(0.4), await spread(1), await spread(1.6)]
  expect(cold).toBeLessThan(0.8 * plain)
  expect(warm).toBeGreaterThan(1.1 * plain)
})

test('at temperature 1 nothing changes, and codes of one value follow their own share', () => {
  const weights = Float64Array.from([0.2, 0.3, 0.5])
  temper(weights, { temperature: 1, widths: Float64Array.from([1, 5, 0]) })
  expect([...weights]).toEqual([0.2, 0.3, 0.5])
  temper(weights, { temperature: 0.5 })
  const total = weights.reduce((a, b) => a + b)
  for (const [i, p] of [0.04, 0.09, 0.25].entries()) expect(weights[i]! / total).toBeCloseTo(p / 0.38, 12)
})

test('bins of equal share differ by their widths alone, also where powers of small weights would vanish', () => {
  const weights = Float64Array.from([1e-9, 1e-9, 1e-9])
  temper(weights, { temperature: 0.05, widths: Float64Array.from([1, 2, 10]) })
  // The same mass on twice the width is half the density: 2 · (1/2)^20 against 1.
  expect(weights[1]! / weights[0]!).toBeCloseTo(2 * 0.5 ** 20, 12)
  expect(Number.isFinite(weights[0]!) && weights[0]! > 0).toBe(true)
})
