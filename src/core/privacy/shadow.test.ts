import { expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Table } from '../table/table'
import { leakingRows, people, peopleSchema } from './attacks/leaking.fixture'
import { runShadowTest, type ShadowFit } from './shadow'

const train = { role: 'train', table: people(3000, 1) } as const

const betray = (make: (learned: Table, round: number) => ShadowFit) =>
  runShadowTest({
    train,
    schema: peopleSchema,
    random: createRandom(2),
    now: () => 0,
    fit: async ({ table }, _, round) => make(table, round),
  })

test('a generator that repeats its rows betrays canaries', async () => {
  const found = (await betray((learned, round) => ({ synthetic: leakingRows(learned, 1500, round) })))!
  expect(found).toMatchObject({ fits: 16, canaries: 16, trainRows: 1500, seconds: 0 })
  expect(found.output.interval[0]).toBeGreaterThan(0.7)
  expect(found.model).toBeUndefined()
})

test('one that never looks at its rows betrays none, nor does a model that knows nothing of them', async () => {
  const noise = createRandom(3)
  const found = (await betray((_, round) => ({
    synthetic: people(1500, 50 + round),
    logLikelihood: Float64Array.from({ length: 16 }, () => noise.normal()),
  })))!
  for (const { interval } of [found.output, found.model!]) {
    expect(interval[0]).toBeLessThan(0.5)
    expect(interval[1]).toBeGreaterThan(0.5)
  }
})

test('says nothing of a table that is too small', async () => {
  const small = { role: 'train', table: people(100, 1) } as const
  const fit = async () => ({ synthetic: people(100, 2) })
  const request = { train: small, schema: peopleSchema, random: createRandom(1), now: () => 0, fit }
  expect(await runShadowTest(request)).toBeUndefined()
})
