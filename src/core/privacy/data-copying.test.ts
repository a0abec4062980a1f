import { expect, test } from 'vitest'
import { createRandom } from '../random'
import { leakingRows, people, peopleSchema } from './attacks/leaking.fixture'
import { mannWhitney, testDataCopying } from './data-copying'

const train = { role: 'train', table: people(2000, 1) } as const
const control = { role: 'control', table: people(1000, 2) } as const
const check = (synthetic: ReturnType<typeof people>) =>
  testDataCopying(train, control, synthetic, peopleSchema, { rows: 1000, among: 2000, random: createRandom(3) })!

test('Mann and Whitney’s z of two small samples, by hand', () => {
  // In U = 2 of 4 · 5 pairs (6 > 4, 6 > 5) the first is larger: z = (2 − 10) / √(20 · 10 / 12).
  expect(mannWhitney(Float64Array.of(1, 2, 3, 6), Float64Array.of(4, 5, 7, 8, 9))).toBeCloseTo(-8 / Math.sqrt(200 / 12))
})

test('copies lie far below 0, rows of the same population near 0, rows from elsewhere far above', () => {
  const copied = check(leakingRows(train.table, 1000, 4))
  expect(copied.statistic).toBeLessThan(-5)
  expect(copied.nearerThanControl.interval[0]).toBeGreaterThan(0.8)
  const fresh = check(people(1000, 5))
  expect(Math.abs(fresh.statistic)).toBeLessThan(3)
  expect(fresh.nearerThanControl.interval[0]).toBeLessThan(0.5)
  expect(fresh.nearerThanControl.interval[1]).toBeGreaterThan(0.5)
  const torn = people(1000, 6)
  const columns = torn.columns.map((column, c) => people(1000, 20 + c).columns[c] ?? column)
  expect(check({ ...torn, columns }).statistic).toBeGreaterThan(3)
})
