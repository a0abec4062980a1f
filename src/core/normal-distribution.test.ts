import { describe, expect, test } from 'vitest'
import { normalCdf, normalMass, normalQuantile, truncatedNormal } from './normal-distribution'
import { createRandom } from './random'

describe('the standard normal', () => {
  test('agrees with SciPy', () => {
    // scipy.stats.norm.cdf([-10, -3, -1, .5, 2, 6])
    const cdf = [
      7.61985302416047e-24, 0.0013498980316300933, 0.15865525393145707, 0.6914624612740131, 0.9772498680518208,
    ]
    for (const [i, x] of [-10, -3, -1, 0.5, 2].entries()) expect(normalCdf(x) / cdf[i]!).toBeCloseTo(1, 12)
    expect(normalCdf(6)).toBeCloseTo(0.9999999990134123, 15)
    // scipy.stats.norm.ppf([1e-20, .001, .3, .975])
    const ppf = [-9.262340089798409, -3.090232306167813, -0.5244005127080409, 1.959963984540054]
    for (const [i, p] of [1e-20, 0.001, 0.3, 0.975].entries()) expect(normalQuantile(p)).toBeCloseTo(ppf[i]!, 9)
  })

  test('the quantile ends at infinity', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
  })

  test('mass keeps its precision in the upper tail', () => {
    expect(normalMass(8, 9)).toBe(normalMass(-9, -8))
    expect(normalMass(8, 9)).toBeGreaterThan(0)
  })
})

describe('truncatedNormal', () => {
  test.each([
    [-1, 2],
    [3, 3.5],
    [9, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, -50],
    [60, 61],
  ])('stays within %d … %d', (low, high) => {
    const random = createRandom(1)
    for (let i = 0; i < 500; i++) {
      const z = truncatedNormal(low, high, random)
      expect(z).toBeGreaterThanOrEqual(low)
      expect(z).toBeLessThanOrEqual(high)
    }
  })

  test('has the mean of the truncated distribution', () => {
    const random = createRandom(2)
    let sum = 0
    for (let i = 0; i < 20_000; i++) sum += truncatedNormal(0.5, Number.POSITIVE_INFINITY, random)
    // φ(.5) / (1 − Φ(.5)) = .352065 / .308538
    expect(sum / 20_000).toBeCloseTo(1.14108, 1)
  })
})
