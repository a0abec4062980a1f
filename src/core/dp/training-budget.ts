import { type Budget, countingBudget, trainingShares } from './budget'
import { sigmaFor } from './calibrate'
import type { QueryCounts } from './private-fields'
import { composedEpsilon } from './prv-accountant'
import { composedRdpEpsilon } from './rdp-accountant'
import type { SubsampledGaussian } from './subsampled-gaussian'
import { zcdpRho } from './zcdp'

/** What decides how much noise a training needs, beside the budget. */
export interface TrainingPlan {
  /** Probability with which a row takes part in a step. */
  readonly rate: number
  readonly steps: number
}

/** 0 = by the number of rows. */
interface ChosenTraining {
  readonly steps: number
  /** Rows that take part in a step, on average. */
  readonly batch: number
}

/** `rows`: public, of the whole table. */
export function trainingPlan({ steps, batch }: ChosenTraining, rows: number): TrainingPlan {
  return { steps: steps || 500, rate: Math.min(1, (batch || Math.min(2048, rows / 4)) / Math.max(1, rows)) }
}

/** From here on sampling hides next to nothing, and the steps' plain composition is all but exact. */
const largeEpsilon = 20

/**
 * A budget of (ε, δ) shared between histograms of single columns and DP-SGD: its noise is the least with which both
 * together stay within ε, by privacy loss distributions (Rényi composition narrows the search).
 */
export function shareTrainingBudget(epsilon: number, delta: number, queries: QueryCounts, plan: TrainingPlan): Budget {
  // Fit, dial and documents ask for the same, and the answer takes a second.
  const key = JSON.stringify([epsilon, delta, queries, plan])
  if (last?.key !== key) last = { key, budget: findTrainingBudget(epsilon, delta, queries, plan) }
  return last.budget
}

let last: { readonly key: string; readonly budget: Budget } | undefined

function findTrainingBudget(
  epsilon: number,
  delta: number,
  queries: QueryCounts,
  { rate, steps }: TrainingPlan,
): Budget {
  const counting = countingBudget(epsilon, delta, queries, trainingShares)
  const counted = [
    { sigma: counting.rangeSigma, histograms: queries.ranges },
    { sigma: counting.oneWaySigma, histograms: queries.oneWay },
  ].filter(({ histograms }) => histograms > 0)
  const left = counting.mechanismDelta
  const plain = () =>
    Math.sqrt(steps / (2 * zcdpRho(epsilon, left) * (1 - trainingShares.ranges - trainingShares.oneWay)))
  const of = (sigma: number): SubsampledGaussian => ({ sigma, rate, steps })
  const sigma =
    epsilon > largeEpsilon
      ? plain()
      : sigmaFor(epsilon, {
          coarse: (s) => composedRdpEpsilon(of(s), counted, left, wholeOrders),
          fine: (s) => composedEpsilon(of(s), counted, left).upper,
        })
  return { ...counting, selectRho: 0, pairRho: 0, training: of(sigma) }
}

/** Their divergences are sums; those of others are integrals. */
const wholeOrders = [...Array.from({ length: 62 }, (_, i) => 2 + i), 80, 96, 128, 160, 192, 256, 320, 384, 512]
