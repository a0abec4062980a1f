import { expect, test } from 'vitest'
import { readOptions } from '../generators/options'
import { sequentialTrees } from '../generators/sequential-trees'
import { modelAccess } from '../model-access'
import { encodeParts, fitGenerator, sampleWhole } from '../pipeline'
import { people, peopleSchema } from '../privacy/attacks/leaking.fixture'
import { createRandom } from '../random'
import { leakHtml } from './html/leak-html'
import type { LeakReport } from './leak'
import { measureLeak } from './leak-measure'

const parts = {
  train: { role: 'train', table: people(1000, 1) },
  control: { role: 'control', table: people(1000, 2) },
  test: { role: 'test', table: people(10, 3) },
} as const

async function measured(options: object, minimumCount: number): Promise<LeakReport> {
  const audited = { options, schema: peopleSchema, minimumCount, seed: 1, now: () => 0 }
  const encoded = await encodeParts(parts, peopleSchema, sequentialTrees, minimumCount, 1)
  const context = { random: createRandom(1), now: () => 0 }
  const fitted = await fitGenerator(sequentialTrees, encoded, readOptions(sequentialTrees, options), context)
  const synthetic = await sampleWhole(fitted, { rows: 1000, seed: 1, temperature: 1, conditions: [] })
  const request = { ...parts, synthetic, schema: peopleSchema, random: createRandom(1) }
  return (await measureLeak(request, modelAccess({ ...audited, fitted })))!
}

const strength = (report: LeakReport, attack: string) => report.membership.find((own) => own.attack === attack)!.all

test('who has the model tells the rows of one tree with tiny leaves; of large leaves the table alone tells nothing', async () => {
  const [small, large] = [
    await measured({ trees: 1, minimumLeaf: 2, columnShare: 1 }, 1),
    await measured({ minimumLeaf: 150 }, 5),
  ]
  expect(strength(small, 'model-loss').corrected.interval[0]).toBeGreaterThan(0.75)
  expect(strength(large, 'distance-ratio').corrected.interval[0]).toBeLessThan(0.5)
  expect(strength(small, 'model-loss').auc.value).toBeGreaterThan(strength(large, 'model-loss').auc.value + 0.1)
  expect(large.dataCopying!.statistic).toBeGreaterThan(-3)
  expect(small.shadow!.fits).toBe(16)
  const page = leakHtml(small)
  expect(page.toLowerCase()).not.toMatch(/anonym|privacy score|gdpr/)
  // Aggregates only: no cell of a nearly unique column is on the page.
  expect(page).not.toMatch(/zip \d/)
})
