import { describe, expect, test } from 'vitest'
import type { Field, Schema } from '../schema/schema'
import { expectedAuc, expectedError, histogramSigma, pickEpsilon, proposedDelta, shareBudget } from './budget'
import { privacyBudget, statePrivacy } from './statement'
import { zcdpEpsilon } from './zcdp'

const queries = { ranges: 6, oneWay: 16, thresholds: 24 }

/** zCDP of everything that a fit with `units` units spends, from the noise that it uses. */
function spent({ rangeSigma, oneWaySigma, selectRho, pairRho }: ReturnType<typeof shareBudget>, units: number): number {
  const picks = units - 1
  return (
    queries.ranges / (2 * rangeSigma ** 2) +
    queries.oneWay / (2 * oneWaySigma ** 2) +
    (picks * pickEpsilon(selectRho, picks) ** 2) / 8 +
    picks / (2 * histogramSigma(pairRho, picks) ** 2)
  )
}

describe('the shares of a budget', () => {
  test.each([0.1, 1, 8])('add up to ε = %d with the δ that thresholds leave', (epsilon) => {
    const budget = shareBudget(epsilon, 1e-5, queries)
    expect(spent(budget, 15)).toBeCloseTo(budget.rho, 10)
    expect(zcdpEpsilon(spent(budget, 15), 0.9e-5)).toBeLessThanOrEqual(epsilon * (1 + 1e-9))
  })

  test('without ranges to find, columns get their share; without thresholds, all of δ counts', () => {
    const [all, declared] = [
      shareBudget(1, 1e-5, queries),
      shareBudget(1, 1e-5, { ...queries, ranges: 0, thresholds: 0 }),
    ]
    expect(declared.oneWaySigma).toBeLessThan(all.oneWaySigma)
    expect(declared.rho).toBeCloseTo(0.0305565952, 9)
  })

  test('a level of one row passes the threshold with the probability set aside for it, not more', () => {
    const { threshold, oneWaySigma } = shareBudget(1, 1e-5, queries)
    // Mill's bound on the upper tail: P(N ≥ z) ≤ φ(z) / z, for noise of threshold − 2 in its continuous cover.
    const z = (threshold - 2) / oneWaySigma
    const tail = Math.exp(-(z * z) / 2) / (z * Math.sqrt(2 * Math.PI))
    expect(tail).toBeLessThanOrEqual((1e-6 / 24) * 1.05)
    expect(z).toBeGreaterThan(5)
  })
})

test('what is expected falls with rows and with ε', () => {
  const error = (epsilon: number, rows: number) =>
    expectedError(shareBudget(epsilon, proposedDelta(rows), queries), rows, 15).column
  expect(error(1, 32_561)).toBeLessThan(0.01)
  expect(error(1, 1000)).toBeGreaterThan(error(1, 10_000))
  expect(error(0.1, 10_000)).toBeGreaterThan(error(1, 10_000))
})

describe('the statement', () => {
  const field = (name: string, kind: Field['kind']): Field => ({ name, kind, action: 'learn', role: 'none' })
  const schema: Schema = { fields: [field('age', 'integer'), field('city', 'category'), field('mail', 'email')] }
  const chosen = { epsilon: 1, delta: 0, domains: { age: { is: 'between', low: '0', high: '99' } } as const }

  test('says where each column’s values come from, and proposes a tenth of a row as δ', () => {
    const statement = statePrivacy(schema, chosen, 2000)
    expect(statement.domainSource).toEqual({ age: 'declared', city: 'released', mail: 'made' })
    expect(statement.delta).toBe(1 / 20_000)
    expect(statement.endToEnd).toBe(true)
    expect(statement.rho).toBe(privacyBudget(schema, chosen, 2000).rho)
  })

  test('a range with one end is no range', () => {
    const open = { ...chosen, domains: { age: { is: 'between', low: '0' } } as const }
    expect(statePrivacy(schema, open, 2000).domainSource['age']).toBe('released')
  })

  test('a void is said first', () => {
    const statement = statePrivacy(schema, chosen, 2000, ['void-rows-completed'])
    expect(statement.endToEnd).toBe(false)
    expect(statement.why[0]).toBe('void-rows-completed')
  })
})

test('the private network is expected to be as useful as it was measured to be, and never less with more rows', () => {
  // bench -- dp adult --generator private-network, ε 1 and 4
  expect(expectedAuc(1, 36_000)).toBeCloseTo(0.876, 6)
  expect(expectedAuc(4, 250)).toBeCloseTo(0.5, 6)
  const sizes = [1, 1000, 2000, 9000, 20_000, 90_000, 1e6].map((rows) => expectedAuc(1, rows))
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
  expect(sizes[0]).toBe(0.5)
  expect(sizes.at(-1)).toBe(0.893)
})
