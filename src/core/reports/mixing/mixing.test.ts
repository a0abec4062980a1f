import { describe, expect, test } from 'vitest'
import { studentQuantile } from '../../metrics/student-t'
import { taskFor, type UsefulnessTask } from '../../metrics/table/usefulness'
import { createRandom } from '../../random'
import type { Field, FieldKind } from '../../schema/schema'
import { numberColumn, type Table, type TextColumn, takeRows, textColumn } from '../../table/table'
import { duplicated, jittered, smote } from './additions'
import { armsOf, fitsOf, type MixingPlan, planMixing } from './arms'
import { mixingReport } from './mixing-report'
import { type ArmResult, type MixingRequest, runMixing } from './run'

const kinds: Record<string, FieldKind> = { a: 'decimal', b: 'decimal', c: 'decimal', colour: 'category', y: 'boolean' }
const fields = Object.entries(kinds).map(([name, kind]): Field => ({ name, kind, action: 'learn', role: 'none' }))

/** y follows a, b and c together: hard to learn from few rows. */
function draw(rows: number, seed: number): Table {
  const random = createRandom(seed)
  const [a, b, c] = [0, 1, 2].map(() =>
    Float64Array.from({ length: rows }, () => Math.round(100 * random.normal()) / 100),
  )
  const colour = Array.from({ length: rows }, () => ['red', 'blue'][random.below(2)]!)
  const odds = (i: number) => 2.5 * a![i]! * (colour[i] === 'red' ? 1 : -1) + b![i]! - c![i]!
  const y = Array.from({ length: rows }, (_, i) => (random.uniform() < 1 / (1 + Math.exp(-odds(i))) ? 'yes' : 'no'))
  return {
    rows,
    names: Object.keys(kinds),
    columns: [numberColumn(a!, two), numberColumn(b!, two), numberColumn(c!, two), textColumn(colour), textColumn(y)],
  }
}
const two = { places: 2, fixed: false, decimalMark: '.', thousandsMark: '', prefix: '', suffix: '' } as const
const train = draw(1200, 1)
const of = taskFor(train, { fields }, fields[4]!) as UsefulnessTask
const plan: MixingPlan = { rows: 400, testRows: 1000, shares: [0.5], multiples: [1, 4], seeds: 3, rounds: 20 }
const request = (make: MixingRequest['make']): MixingRequest => {
  return { train, test: draw(1500, 2), of, plan, random: createRandom(3), make }
}
async function run(of: MixingRequest, done: readonly ArmResult[] = []): Promise<ArmResult[]> {
  const results: ArmResult[] = []
  for await (const result of runMixing(of, done)) results.push(result)
  return results
}
const verdict = async (make: MixingRequest['make']) =>
  mixingReport(await run(request(make)), plan, of, 'some-generator').verdicts[0]!

describe('the verdict', () => {
  test('fresh rows of the population are a gain, beyond every control', async () => {
    const told = await verdict(async (_, rows, seed) => draw(rows, 100 + seed))
    expect(told.outcome).toBe('gain')
    expect(told.best.multiple).toBe(4)
    expect(told.best.gain.interval![0]).toBeGreaterThan(0)
    expect(told.fineTuned!.value).toBeGreaterThan(0)
  })

  test('rows with the wrong answers are a loss', async () => {
    const told = await verdict(async (_, rows, seed) => {
      const made = draw(rows, 100 + seed)
      const answers = made.columns[4] as TextColumn
      return { ...made, columns: [...made.columns.slice(0, 4), { ...answers, levels: answers.levels.toReversed() }] }
    })
    expect(told.outcome).toBe('loss')
  })

  test('a generator that gives the real rows back is no better than the controls', async () => {
    const told = await verdict(async (real, rows, seed) => duplicated(real, rows, createRandom(seed)))
    expect(['no-gain', 'gain-as-controls', 'loss']).toContain(told.outcome)
  })
})

test('the generator is fitted once per seed and share, on exactly the real rows of its arm', async () => {
  const seen: { readonly rows: number; readonly asked: number }[] = []
  await run(
    request(async (real, rows, seed) => {
      seen.push({ rows: real.rows, asked: rows })
      return draw(rows, seed)
    }),
  )
  expect(seen).toEqual([0, 1, 2].map(() => ({ rows: 200, asked: 800 })))
})

test('a run that goes on later ends where it would have without a break', async () => {
  const make: MixingRequest['make'] = async (_, rows, seed) => draw(rows, seed)
  const whole = await run(request(make))
  expect(whole).toHaveLength(fitsOf(plan))
  const rest = await run(request(make), whole.slice(0, 10))
  expect(rest).toEqual(whole.slice(10))
})

test('shares with too few real rows are left out', () => {
  expect(planMixing(500, 100).shares).toEqual([0.25, 0.5, 1])
  expect(planMixing(1_000_000, 100_000)).toMatchObject({ rows: 10_000, testRows: 5000, shares: [0.1, 0.25, 0.5, 1] })
  expect(armsOf(planMixing(5000, 1000), 1)).toHaveLength(1 + 4 + 1 + 3 * 4)
})

describe('controls', () => {
  const real = takeRows(
    train,
    Array.from({ length: 300 }, (_, row) => row),
  )
  const target = Float64Array.from({ length: 300 }, (_, row) => {
    const column = real.columns[4]!
    return column.kind === 'text' ? column.codes[row]! : 0
  })
  const valuesOf = (table: Table, c: number) => {
    const column = table.columns[c]!
    return column.kind === 'number' ? [...column.values] : [...column.codes].map((code) => column.levels[code]!)
  }

  test('duplicated rows are real rows', () => {
    const keys = new Set(
      Array.from({ length: 300 }, (_, row) => [0, 1, 2, 3, 4].map((c) => valuesOf(real, c)[row]).join()),
    )
    const made = duplicated(real, 500, createRandom(1))
    const columns = [0, 1, 2, 3, 4].map((c) => valuesOf(made, c))
    expect(columns[0]!.every((_, row) => keys.has(columns.map((column) => column[row]).join()))).toBe(true)
  })

  test('jittered numbers move by a tenth of a deviation, within their format; the target stays', () => {
    const made = jittered(real, fields, 'y', 4000, createRandom(1))
    const spread = (values: readonly (number | string)[]) =>
      Math.sqrt(values.reduce<number>((sum, v) => sum + Number(v) ** 2, 0) / values.length)
    expect(spread(valuesOf(made, 0)) / spread(valuesOf(real, 0))).toBeCloseTo(Math.sqrt(1.01), 1)
    expect(valuesOf(made, 0).every((v) => Math.abs(Number(v) * 100 - Math.round(Number(v) * 100)) < 1e-9)).toBe(true)
    const share = (table: Table) => valuesOf(table, 4).filter((y) => y === 'yes').length / table.rows
    expect(share(made)).toBeCloseTo(share(real), 1)
  })

  test('SMOTE rows lie within the range of their class and keep its share', () => {
    const made = smote(real, fields, target, 1000, createRandom(1))
    for (const y of ['yes', 'no']) {
      const of = (table: Table, c: number) =>
        valuesOf(table, c)
          .filter((_, row) => valuesOf(table, 4)[row] === y)
          .map(Number)
      const [own, all] = [of(made, 0), of(real, 0)]
      expect(Math.min(...own)).toBeGreaterThanOrEqual(Math.min(...all))
      expect(Math.max(...own)).toBeLessThanOrEqual(Math.max(...all))
      expect(own.length / 1000).toBeCloseTo(all.length / 300, 1)
    }
  })
})

test('Student’s quantiles as scipy’s', () => {
  // scipy.stats.t.ppf(1 - alpha / 2, freedom), scipy 1.17.1
  expect(studentQuantile(0.05, 2)).toBeCloseTo(4.302653, 3)
  expect(studentQuantile(0.0125, 2)).toBeCloseTo(8.860175, 2)
  expect(studentQuantile(0.05, 5.5)).toBeCloseTo(2.501859, 3)
  expect(studentQuantile(0.05, 30)).toBeCloseTo(2.042272, 3)
  expect(studentQuantile(0.01, 200)).toBeCloseTo(2.600634, 3)
})
