import { beforeEach, expect, test, vi } from 'vitest'
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

/** Upper Clopper–Pearson limit of a share of which `k` of `n` were seen; the lower one is 1 − that of n − k. */
function upperLimit(k: number, n: number, risk: number): number {
  if (k === n) return 1
  const atMost = (p: number) => {
    let term = (1 - p) ** n
    let sum = term
    for (let i = 1; i <= k; i++) {
      term *= ((n - i + 1) / i) * (p / (1 - p))
      sum += term
    }
    return sum
  }
  let [low, high] = [k / n, 1]
  for (let i = 0; i < 60; i++) {
    const p = (low + high) / 2
    if (atMost(p) > risk) low = p
    else high = p
  }
  return high
}

/** ln((TPR − δ) / FPR), both at their worst of 97.5 % limits: the threshold is chosen on one half, tried on the other. */
async function empiricalEpsilon(runs: number): Promise<number> {
  const seen = { with: [] as number[], without: [] as number[] }
  for (let i = 0; i < 2 * runs; i++) {
    seen.with.push(await statistic(true, 2 * i))
    seen.without.push(await statistic(false, 2 * i + 1))
  }
  const share = (of: number[], t: number) => of.filter((s) => s >= t).length
  const bound = (from: number, t: number) => {
    const half = (of: number[]) => of.slice(from, from + runs)
    const hits = 1 - upperLimit(runs - share(half(seen.with), t), runs, 0.025)
    const alarms = upperLimit(share(half(seen.without), t), runs, 0.025)
    return hits > claimed.delta ? Math.log((hits - claimed.delta) / alarms) : 0
  }
  const thresholds = [...new Set(seen.with.slice(0, runs))]
  const best = thresholds.reduce((a, b) => (bound(0, b) > bound(0, a) ? b : a))
  return bound(runs, best)
}

test('an attacker who knows all but one row does not beat the claimed ε', async () => {
  expect(await empiricalEpsilon(200)).toBeLessThan(claimed.epsilon)
})

test('with a twelfth of the noise the same attacker does', async () => {
  const { noisyCounts } = await vi.importActual<typeof histogram>('./dp/histogram')
  vi.mocked(histogram.noisyCounts).mockImplementation((counts, sigma, draws) => noisyCounts(counts, sigma / 12, draws))
  expect(await empiricalEpsilon(80)).toBeGreaterThan(claimed.epsilon)
})

test('limits of Clopper and Pearson', () => {
  // scipy.stats.beta.ppf(.975, 1, 100), beta.ppf(.975, 11, 90)
  expect(upperLimit(0, 100, 0.025)).toBeCloseTo(0.036217, 5)
  expect(upperLimit(10, 100, 0.025)).toBeCloseTo(0.176223, 5)
})
