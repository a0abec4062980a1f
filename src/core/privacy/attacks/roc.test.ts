import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random'
import { clopperPearson, differenceInterval, normalQuantile } from '../intervals'
import { wilsonInterval } from '../wilson'
import { areaUnderCurve, attackStrength, epsilonBound, foundAt } from './roc'

const normal = (n: number, shift: number, seed: number) => {
  const random = createRandom(seed)
  return Float64Array.from({ length: n }, () => random.normal() + shift)
}

describe('intervals', () => {
  test.each([
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489],
    [0.5, 0],
    [0.0001, -3.71901648545568],
  ])('Φ⁻¹(%d) as tabulated', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 10)
  })

  // R: binom.test(x, n)$conf.int; 0 of n by hand: 1 − .025^(1/n).
  test.each([
    [7, 10, 0.3475471, 0.9332605],
    [1, 100, 0.000253146, 0.0544594],
    [0, 200, 0, 1 - 0.025 ** (1 / 200)],
    [200, 200, 0.025 ** (1 / 200), 1],
  ])('Clopper and Pearson: %d of %d', (hits, of, low, high) => {
    const found = clopperPearson(hits, of)
    expect(found[0]).toBeCloseTo(low, 6)
    expect(found[1]).toBeCloseTo(high, 6)
  })

  test('Newcombe’s own example: 56/70 against 48/80, method 10', () => {
    const share = (hits: number, of: number) => ({ share: hits / of, interval: wilsonInterval(hits, of) })
    const [low, high] = differenceInterval(share(56, 70), share(48, 80))
    expect(low).toBeCloseTo(0.0524, 4)
    expect(high).toBeCloseTo(0.3339, 4)
  })
})

describe('attack strength', () => {
  test('AUC of two normals is Φ(d / √2), inside its interval', () => {
    const { value, interval } = areaUnderCurve({ members: normal(4000, 1, 1), others: normal(4000, 0, 2) }, 0.95)
    expect(interval[0]).toBeLessThan(0.76025)
    expect(interval[1]).toBeGreaterThan(0.76025)
    // Hanley & McNeil’s deviation at A = .76, n = 4,000 each: .00531.
    expect((interval[1] - value) / 1.96).toBeCloseTo(0.0053, 3)
  })

  test('ties count half, and sides told apart without error still have an interval', () => {
    expect(
      areaUnderCurve({ members: Float64Array.of(1, 1, 2), others: Float64Array.of(1, 0, 1) }, 0.95).value,
    ).toBeCloseTo(7 / 9)
    const apart = areaUnderCurve({ members: normal(50, 100, 1), others: normal(50, 0, 2) }, 0.95)
    expect(apart.value).toBe(1)
    expect(apart.interval[0]).toBeLessThan(0.99)
  })

  test('intervals of guessing hold 95 % of the time', () => {
    const held = { auc: 0, found: 0, advantage: 0 }
    const rounds = 300
    for (let round = 0; round < rounds; round++) {
      const strength = attackStrength(
        { members: normal(400, 0, 2 * round), others: normal(400, 0, 2 * round + 1) },
        0.99,
      )
      const within = ({ interval: [low, high] }: { interval: readonly [number, number] }, chance: number) =>
        low <= chance && chance <= high ? 1 : 0
      held.auc += within(strength.auc, 0.5)
      held.found += within(strength.foundAt10, 0.1)
      held.advantage += within(strength.advantage, 0)
    }
    for (const count of Object.values(held)) expect(count / rounds).toBeGreaterThan(0.92)
  })

  test('where 1 % may be accused, nobody else is found by ties', () => {
    const same = { members: new Float64Array(500), others: new Float64Array(500) }
    expect(foundAt(same, 0.01, 0.95).value).toBeCloseTo(0.01)
  })

  test.each([
    [200, 3.98],
    [500, 4.91],
    [1000, 5.6],
    [5000, 7.21],
  ])('a faultless attack on %d rows shows no more than ε = %d', (rows, limit) => {
    const scored = { members: normal(2 * rows, 1000, 1), others: normal(2 * rows, 0, 2) }
    const bound = epsilonBound(scored)
    expect(bound.powerLimit).toBeCloseTo(limit, 2)
    // The threshold lies below the smallest score of the other half’s members only by luck: all but one are found.
    expect(bound.lower).toBeGreaterThan(limit - 0.05)
  })

  test('ε = 0 is what guessing shows', () => {
    expect(epsilonBound({ members: normal(2000, 0, 3), others: normal(2000, 0, 4) }).lower).toBeLessThan(0.2)
  })
})
