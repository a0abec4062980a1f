import { beforeEach, expect, test, vi } from 'vitest'
import { empiricalEpsilon, upperLimit } from './canary-audit.fixture'
import * as histogram from './dp/histogram'
import { seededNoise } from './dp/seeded-noise.fixture'
import { mstStatistic } from './mst-canary.fixture'

vi.mock('./dp/histogram', { spy: true })
beforeEach(() => vi.resetAllMocks())

const claimed = { epsilon: 1.5, delta: 0.01 }
const statistic = (canary: boolean, seed: number) => mstStatistic(canary, claimed, seededNoise(seed))

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
