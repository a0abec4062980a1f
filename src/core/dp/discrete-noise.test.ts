import { describe, expect, test } from 'vitest'
import { bernoulliExp, discreteGaussian, discreteLaplace } from './discrete-noise'
import { exponentialMechanism } from './exponential-mechanism'
import { noiseDraws } from './noise'
import { roundedDown, roundedUp } from './rational'
import { seededNoise } from './seeded-noise.fixture'

/**
 * Pearson's statistic of `draws` against probabilities, over cells where at least five draws are expected (the rest is
 * pooled), beside the 1 − 1e-6 quantile of χ² (Wilson and Hilferty 1931).
 */
function chiSquare(draws: readonly number[], probability: (value: number) => number, reach: number) {
  const n = draws.length
  let statistic = 0
  let cells = -1
  let [pooledSeen, pooledExpected] = [n, n]
  for (let value = -reach; value <= reach; value++) {
    const expected = n * probability(value)
    if (expected < 5) continue
    const seen = draws.reduce((count, each) => count + (each === value ? 1 : 0), 0)
    statistic += (seen - expected) ** 2 / expected
    pooledSeen -= seen
    pooledExpected -= expected
    cells++
  }
  if (pooledExpected >= 5) {
    statistic += (pooledSeen - pooledExpected) ** 2 / pooledExpected
    cells++
  }
  const c = 2 / (9 * cells)
  return { statistic, limit: cells * (1 - c + 4.753 * Math.sqrt(c)) ** 3 }
}

const sumOver = (weight: (y: number) => number) => {
  let sum = 0
  for (let y = -2000; y <= 2000; y++) sum += weight(y)
  return sum
}

describe('discrete Gaussian', () => {
  test.each([0.3, 1, 2.5, 26.7])('σ = %d has the exact probabilities', (sigma) => {
    const variance = roundedUp(sigma * sigma)
    const draws = noiseDraws(seededNoise(5))
    const drawn = Array.from({ length: 8000 }, () => Number(discreteGaussian(variance, draws)))
    const weight = (y: number) => Math.exp(-(y * y) / (2 * sigma * sigma))
    const total = sumOver(weight)
    const { statistic, limit } = chiSquare(drawn, (y) => weight(y) / total, 200)
    expect(statistic).toBeLessThan(limit)
  })

  test('another width does not pass for it', () => {
    const draws = noiseDraws(seededNoise(5))
    const drawn = Array.from({ length: 8000 }, () => Number(discreteGaussian(roundedUp(2.7 ** 2), draws)))
    const weight = (y: number) => Math.exp(-(y * y) / (2 * 2.5 ** 2))
    const { statistic, limit } = chiSquare(drawn, (y) => weight(y) / sumOver(weight), 200)
    expect(statistic).toBeGreaterThan(limit)
  })

  test('is zero without variance, and its variance is never rounded down', () => {
    const draws = noiseDraws(seededNoise(1))
    expect(discreteGaussian({ num: 0n, den: 1n }, draws)).toBe(0n)
    const { num, den } = roundedUp(1 / 3)
    expect(Number(num) / Number(den)).toBeGreaterThan(1 / 3)
    const down = roundedDown(1 / 3)
    expect(Number(down.num) / Number(down.den)).toBeLessThan(1 / 3)
  })
})

test('discrete Laplace has the exact probabilities', () => {
  const draws = noiseDraws(seededNoise(6))
  const drawn = Array.from({ length: 8000 }, () => Number(discreteLaplace(4n, draws)))
  const weight = (y: number) => Math.exp(-Math.abs(y) / 4)
  const { statistic, limit } = chiSquare(drawn, (y) => weight(y) / sumOver(weight), 100)
  expect(statistic).toBeLessThan(limit)
})

test.each([0.1, 0.9, 1.7, 4])('a coin of e^−%d', (x) => {
  const draws = noiseDraws(seededNoise(7))
  const rational = roundedUp(x)
  let heads = 0
  for (let i = 0; i < 20_000; i++) if (bernoulliExp(rational, draws)) heads++
  const p = Math.exp(-x)
  expect(Math.abs(heads / 20_000 - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 20_000))
})

test('the exponential mechanism has the exact probabilities', () => {
  const draws = noiseDraws(seededNoise(8))
  const scores = [3, 0, 5.5, 5, -2]
  const drawn = Array.from({ length: 8000 }, () => exponentialMechanism(scores, 0.8, draws))
  const total = scores.reduce((sum, score) => sum + Math.exp(0.4 * score), 0)
  const { statistic, limit } = chiSquare(drawn, (at) => Math.exp(0.4 * (scores[at] ?? -1e9)) / total, 5)
  expect(statistic).toBeLessThan(limit)
})

describe('draws below n', () => {
  test.each([1n, 2n, 3n, 7n, 1000n])('0 … %d − 1, evenly', (n) => {
    const draws = noiseDraws(seededNoise(9))
    const drawn = Array.from({ length: 10_000 }, () => Number(draws.below(n)))
    const { statistic, limit } = chiSquare(drawn, (v) => (v >= 0 && v < n ? 1 / Number(n) : 0), Number(n))
    if (n > 1n) expect(statistic).toBeLessThan(limit)
    else expect(new Set(drawn)).toEqual(new Set([0]))
  })

  test('numbers of many words', () => {
    const draws = noiseDraws(seededNoise(10))
    const n = 3n << 100n
    const drawn = Array.from({ length: 3000 }, () => draws.below(n))
    expect(drawn.every((each) => each >= 0n && each < n)).toBe(true)
    const thirds = [0, 1, 2].map((third) => drawn.filter((each) => each >> 100n === BigInt(third)).length)
    for (const count of thirds) expect(Math.abs(count - 1000)).toBeLessThan(5 * 26)
  })
})
