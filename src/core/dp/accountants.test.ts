import { describe, expect, test } from 'vitest'
import { calibrateSigma } from './calibrate'
import { gaussianDelta, gaussianEpsilon } from './gaussian-dp'
import { composedEpsilon, prvEpsilon } from './prv-accountant'
import { composedRdpEpsilon, rdpEpsilon, renyiDivergence } from './rdp-accountant'
import { shareTrainingBudget } from './training-budget'
import { zcdpDelta, zcdpEpsilon, zcdpRho } from './zcdp'

// σ, q, T, δ, upper bound of microsoft/prv_accountant with eps_error .01 (the values in Opacus' tests).
const prvRows = [
  [0.8, 0.001, 100, 1e-6, 0.2704033641],
  [0.8, 0.001, 1000, 1e-6, 0.4777712662],
  [0.8, 0.05, 100, 1e-6, 6.7410519394],
  [1.5, 0.05, 100, 1e-6, 1.9538531357],
  [2, 0.05, 100, 1e-6, 1.2836373796],
  [3, 0.05, 100, 1e-6, 0.7679337897],
  [2, 0.2, 100, 1e-6, 5.6720556088],
  [3, 0.2, 100, 1e-6, 3.3812205102],
  [1.5, 0.05, 1000, 1e-6, 6.2099692466],
  [2, 0.05, 1000, 1e-6, 4.1727998667],
  [3, 0.05, 1000, 1e-6, 2.5275743261],
  [1.5, 0.001, 20000, 1e-6, 0.4370051087],
  [3, 0.05, 20000, 1e-6, 13.9611146992],
  [2, 0.001, 50000, 1e-6, 0.4913549102],
  [1.5, 0.04, 2249, 1e-5, 6.7773957122],
] as const

describe('PRV accountant', () => {
  test.each(prvRows)('σ %d, q %d, %d steps, δ %d: %d', (sigma, rate, steps, delta, oracle) => {
    const { estimate, upper } = prvEpsilon({ sigma, rate, steps }, delta)
    // The oracle is its own estimate and about .01.
    expect(oracle - estimate).toBeGreaterThan(0.0085)
    expect(oracle - estimate).toBeLessThan(0.0115)
    expect(upper).toBeGreaterThan(estimate)
    expect(upper - estimate).toBeLessThan(0.05)
  })

  test('is the Gaussian mechanism where every row takes part', () => {
    const mechanism = { sigma: 5, rate: 1, steps: 20 }
    expect(prvEpsilon(mechanism, 1e-5).estimate).toBeCloseTo(gaussianEpsilon(Math.sqrt(20) / 5, 1e-5), 4)
  })

  test('agrees with dp-accounting’s privacy loss distributions', () => {
    // dp-accounting 0.4 (PLD): σ = .67379294682 gives (1, 1e-5) for one step at q = .01.
    expect(prvEpsilon({ sigma: 0.67379294682, rate: 0.01, steps: 1 }, 1e-5).estimate).toBeCloseTo(1, 3)
    expect(prvEpsilon({ sigma: 3.20956502598 / 6, rate: 0.001, steps: 25 }, 1e-5).estimate).toBeCloseTo(1, 3)
    expect(Math.abs(prvEpsilon({ sigma: 0.5, rate: 0.2, steps: 3 }, 0.15594).estimate - 1)).toBeLessThan(0.01)
  })

  test('is never above the Rényi accountant, and falls with noise', () => {
    const mechanism = { sigma: 1.5, rate: 0.05, steps: 100 }
    const { upper } = prvEpsilon(mechanism, 1e-6)
    expect(upper).toBeLessThan(rdpEpsilon(mechanism, 1e-6))
    expect(prvEpsilon({ ...mechanism, sigma: 1.6 }, 1e-6).upper).toBeLessThan(upper)
  })

  test('no step, no loss', () => {
    expect(prvEpsilon({ sigma: 1, rate: 0.1, steps: 0 }, 1e-5)).toEqual({ estimate: 0, upper: 0 })
  })
})

describe('counts before the training', () => {
  // dp-accounting 0.6.0, PLD, interval 1e-4, with continuous noise on counts: bench/oracles/dp_accounting_oracle.py
  test.each([
    [[{ sigma: 28, histograms: 16 }], { sigma: 3.5, rate: 0.06, steps: 400 }, 9e-6, 1.5005951],
    [
      [
        { sigma: 40, histograms: 6 },
        { sigma: 12, histograms: 16 },
      ],
      { sigma: 2, rate: 0.02, steps: 500 },
      1e-6,
      1.8542272,
    ],
    [[{ sigma: 9, histograms: 5 }], { sigma: 0.9, rate: 0.01, steps: 1000 }, 1e-5, 2.5193299],
    [[{ sigma: 30, histograms: 16 }], { sigma: 1, rate: 0, steps: 0 }, 1e-5, 0.4660721],
  ])('%j and %j', (counted, mechanism, delta, oracle) => {
    const { estimate, upper } = composedEpsilon(mechanism, counted, delta)
    expect(Math.abs(estimate - oracle)).toBeLessThan(0.005)
    expect(upper).toBeGreaterThan(estimate)
    expect(upper).toBeLessThan(composedRdpEpsilon(mechanism, counted, delta))
  })

  test('the noise that is chosen keeps both within ε, and little less does not', () => {
    const queries = { ranges: 6, oneWay: 16, thresholds: 15 }
    const budget = shareTrainingBudget(1, 1e-5, queries, { rate: 0.06, steps: 500 })
    const { sigma } = budget.training!
    const counted = [
      { sigma: budget.rangeSigma, histograms: 6 },
      { sigma: budget.oneWaySigma, histograms: 16 },
    ]
    const at = (s: number) => composedEpsilon({ sigma: s, rate: 0.06, steps: 500 }, counted, 0.9e-5).upper
    expect(at(sigma)).toBeLessThanOrEqual(1)
    expect(at(0.99 * sigma)).toBeGreaterThan(1)
  })

  test('where nothing is counted the training has all of ε', () => {
    const nothing = { ranges: 0, oneWay: 0, thresholds: 0 }
    const { training } = shareTrainingBudget(1, 0.01, nothing, { rate: 0.5, steps: 12 })
    expect(prvEpsilon(training!, 0.01).upper).toBeLessThanOrEqual(1)
    expect(prvEpsilon({ ...training!, sigma: 0.9 * training!.sigma }, 0.01).upper).toBeGreaterThan(1)
  })

  test('an ε that can’t be told chooses no noise', () => {
    expect(() => calibrateSigma(1, () => Number.NaN)).toThrow('no noise')
  })
})

describe('Rényi accountant', () => {
  // The column "RDP" of the same table; the last is Opacus'.
  test.each([
    [0.8, 0.001, 1000, 1e-6, 1.461876],
    [0.8, 0.05, 100, 1e-6, 7.662756],
    [1.5, 0.05, 100, 1e-6, 2.154185],
    [2, 0.2, 100, 1e-6, 6.122819],
    [3, 0.2, 100, 1e-6, 3.639665],
    [1.5, 0.05, 1000, 1e-6, 6.667814],
    [2, 0.05, 1000, 1e-6, 4.475501],
    [3, 0.05, 1000, 1e-6, 2.70863],
    [1.5, 0.001, 20000, 1e-6, 0.496994],
    [3, 0.05, 20000, 1e-6, 14.815202],
    [2, 0.001, 50000, 1e-6, 0.521301],
    [1.5, 0.04, 2249, 1e-5, 7.327278],
    [1.5, 0.04, 2250, 1e-5, 7.32911117143],
  ])('σ %d, q %d, %d steps, δ %d: %d', (sigma, rate, steps, delta, oracle) => {
    const epsilon = rdpEpsilon({ sigma, rate, steps }, delta)
    // More orders than Opacus', so that small rates come out lower, never higher.
    expect(epsilon).toBeLessThan(oracle + 2e-6)
    if (rate > 0.01) expect(epsilon).toBeCloseTo(oracle, 5)
  })

  test('one step at single orders, times 50', () => {
    const mechanism = { sigma: 2.5, rate: 0.01, steps: 50 }
    const at = (order: number) => 50 * renyiDivergence(order, mechanism)
    // dp-accounting (whole orders exact, fractional ones upper bounds); 1.5 by quadrature.
    expect(at(1.5)).toBeCloseTo(6.500709e-4, 9)
    expect(at(2.5)).toBeLessThan(1.0854871e-3)
    expect(at(5)).toBeCloseTo(2.18075656e-3, 10)
    expect(at(50)).toBeCloseTo(2.38460375e-2, 9)
    expect(at(100)).toBeCloseTo(167.416308, 5)
  })

  test('the integral meets the sum at whole orders', () => {
    const mechanism = { sigma: 1.3, rate: 0.07, steps: 1 }
    expect(renyiDivergence(4 + 1e-9, mechanism)).toBeCloseTo(renyiDivergence(4, mechanism), 7)
  })
})

describe('Gaussian mechanism', () => {
  test('three of σ = √3', () => {
    // dp-accounting: ε = 1 ↔ δ = .12693674
    expect(gaussianDelta(1, 1)).toBeCloseTo(0.12693674, 7)
    expect(gaussianEpsilon(1, 0.12693674)).toBeCloseTo(1, 6)
  })
})

describe('zCDP', () => {
  // IBM's cdp2adp.py
  test.each([
    [0.1, 1e-5, 4.3299373e-4],
    [1, 1e-5, 0.0305565952],
    [1, 1e-6, 0.0243559704],
    [1, 1e-9, 0.0149730577],
    [3, 1e-5, 0.2242491682],
    [8, 1e-5, 1.2297145258],
  ])('ρ(%d, %d) = %d', (epsilon, delta, rho) => {
    expect(zcdpRho(epsilon, delta)).toBeCloseTo(rho, 9)
    expect(zcdpEpsilon(rho, delta)).toBeCloseTo(epsilon, 6)
    expect(zcdpDelta(zcdpRho(epsilon, delta), epsilon)).toBeLessThanOrEqual(delta)
  })

  test.each([
    [0.1, 1e-5, 1.914238832],
    [0.5, 1e-6, 5.2215344445],
  ])('ε(%d, %d) = %d', (rho, delta, epsilon) => {
    expect(zcdpEpsilon(rho, delta)).toBeCloseTo(epsilon, 8)
  })
})

describe('calibration', () => {
  test('finds the noise for ε = 8 that Opacus finds', () => {
    // Opacus get_noise_multiplier, δ = 1e-5, q = .04, 2,000 steps: rdp 1.3562 (epsilon_tolerance .01)
    const sigma = calibrateSigma(8, (s) => rdpEpsilon({ sigma: s, rate: 0.04, steps: 2000 }, 1e-5))
    expect(sigma).toBeCloseTo(1.3562, 2)
    expect(rdpEpsilon({ sigma, rate: 0.04, steps: 2000 }, 1e-5)).toBeLessThanOrEqual(8)
  })
})
