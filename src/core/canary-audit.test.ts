import { beforeEach, expect, test, vi } from 'vitest'
import { empiricalEpsilon, upperLimit } from './canary-audit.fixture'
import * as histogram from './dp/histogram'
import { seededNoise } from './dp/seeded-noise.fixture'
import { mst } from './generators/mst'
import type { NamedTree } from './generators/mst-model'
import { readOptions } from './generators/options'
import { encodePrivately, fitGenerator } from './pipeline'
import { createRandom } from './random'
import { readDomains } from './recipe/domain-text'
import type { Schema } from './schema/schema'
import { type Table, textColumn } from './table/table'

vi.mock('./dp/histogram', { spy: true })
beforeEach(() => vi.resetAllMocks())

const names = ['a', 'b']
const schema: Schema = {
  fields: names.map((name) => ({ name, kind: 'category', action: 'learn', role: 'none' })),
}
const domains = readDomains(['a=x|y', 'b=x|y'], schema)
const claimed = { epsilon: 1.5, delta: 0.01 }

/** The worst case: rows that are all known to the attacker, and one that may be there, alone in its cell of the pair. */
function tableWith(canary: boolean): Table {
  const others = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 'x' : 'y'))
  const columns = names.map((_, c) => textColumn([...others, ...(canary ? [c === 0 ? 'x' : 'y'] : [])]))
  return { rows: others.length + (canary ? 1 : 0), names, columns }
}

/** What the attacker sees of one fit: rows that the model thinks are like the canary, and what it was told of columns. */
async function statistic(canary: boolean, seed: number): Promise<number> {
  const options = readOptions(mst, { ...claimed, domains })
  const noise = seededNoise(seed)
  const table = tableWith(canary)
  const encoded = await encodePrivately({ role: 'train', table }, 60, schema, options, noise)
  const context = { random: createRandom(1), now: () => 0, noise }
  const { model } = await fitGenerator(mst, encoded, options, context)
  const tree = (await model.snapshot()).data as NamedTree
  const { units, measured } = encoded.train.table
  const levels = encoded.encoder.state().fields.map((state) => state['levels'] as string[])
  const code = [levels[0]!.indexOf('x'), levels[1]!.indexOf('y')]
  const child = tree.parent[0] === -1 ? 1 : 0
  const size = units[child]!.size
  const pair =
    tree.marginals[1 - child]![code[1 - child]!]! * tree.conditionals[child]![code[1 - child]! * size + code[child]!]!
  return measured!.rows * (1 + pair)
}

test('an attacker who knows all but one row does not beat the claimed ε', async () => {
  expect(await empiricalEpsilon(200, claimed.delta, statistic)).toBeLessThan(claimed.epsilon)
})

test('with a twelfth of the noise the same attacker does', async () => {
  const { noisyCounts } = await vi.importActual<typeof histogram>('./dp/histogram')
  vi.mocked(histogram.noisyCounts).mockImplementation((counts, sigma, draws) => noisyCounts(counts, sigma / 12, draws))
  expect(await empiricalEpsilon(80, claimed.delta, statistic)).toBeGreaterThan(claimed.epsilon)
})

test('limits of Clopper and Pearson', () => {
  // scipy.stats.beta.ppf(.975, 1, 100), beta.ppf(.975, 11, 90)
  expect(upperLimit(0, 100, 0.025)).toBeCloseTo(0.036217, 5)
  expect(upperLimit(10, 100, 0.025)).toBeCloseTo(0.176223, 5)
})
