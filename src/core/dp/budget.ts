import { normalQuantile } from '../normal-distribution'
import type { QueryCounts } from './private-fields'
import type { SubsampledGaussian } from './subsampled-gaussian'
import { zcdpRho } from './zcdp'

/** How a budget of (ε, δ) is shared among the mechanisms of MST. All σ are of counts; a row changes each by 1. */
export interface Budget {
  readonly epsilon: number
  readonly delta: number
  /** Zero-concentrated privacy of all of it. */
  readonly rho: number
  /** Of each cell of the coarse histograms. */
  readonly rangeSigma: number
  /** Of each cell of the histograms of single columns. */
  readonly oneWaySigma: number
  /** A level that is in fewer rows than this, noise included, is not released. */
  readonly threshold: number
  /** For choosing pairs. */
  readonly selectRho: number
  /** For measuring the chosen pairs, all together. */
  readonly pairRho: number
  /** DP-SGD in the place of pairs. */
  readonly training?: SubsampledGaussian
}

/** Part of δ that thresholds may fail with. */
const thresholdShare = 0.1
/** MST gives a third each (McKenna, Miklau, Sheldon 2021); choosing needs less: scores differ by hundreds of rows. */
const shares = { ranges: 0.08, oneWay: 0.32, select: 0.1, pairs: 0.5 }

/**
 * Where a network is trained: what goes to what is counted of single columns before. On Magic and Shoppers (ε = 1) a
 * quarter halves the error of columns against .12 and leaves usefulness as it was.
 */
export const trainingShares = { ranges: 0.04, oneWay: 0.25 }

/** δ that is proposed for `rows` rows: a tenth of what would let one row in the table slip out. */
export const proposedDelta = (rows: number): number => 1 / (10 * Math.max(1, rows))

export function shareBudget(epsilon: number, delta: number, queries: QueryCounts): Budget {
  const { mechanismDelta: _, ...counting } = countingBudget(epsilon, delta, queries, shares)
  return { ...counting, selectRho: counting.rho * shares.select, pairRho: counting.rho * shares.pairs }
}

/**
 * What histograms of single columns get. `mechanismDelta`: what is left of δ for all but thresholds. Without ranges to
 * be found, their part goes to the columns.
 */
export function countingBudget(
  epsilon: number,
  delta: number,
  { ranges, oneWay, thresholds }: QueryCounts,
  parts: { readonly ranges: number; readonly oneWay: number },
): Omit<Budget, 'selectRho' | 'pairRho'> & { readonly mechanismDelta: number } {
  const mechanismDelta = thresholds > 0 ? delta * (1 - thresholdShare) : delta
  const rho = zcdpRho(epsilon, mechanismDelta)
  const oneWayRho = rho * (parts.oneWay + (ranges > 0 ? 0 : parts.ranges))
  const oneWaySigma = Math.sqrt(oneWay / (2 * oneWayRho))
  const perThreshold = (delta * thresholdShare) / Math.max(1, thresholds)
  return {
    epsilon,
    delta,
    rho,
    mechanismDelta,
    rangeSigma: Math.sqrt(Math.max(1, ranges) / (2 * rho * parts.ranges)),
    oneWaySigma,
    // A level of one row passes when its noise is at least threshold − 1; P(X ≥ m) ≤ P(N(0, σ²) ≥ m − 1) (Canonne,
    // Kamath, Steinke 2020, Proposition 25).
    threshold: Math.ceil(2 - normalQuantile(perThreshold) * oneWaySigma),
  }
}

/** The exponential mechanism's ε for each of `picks` that share `rho`: ε²/8 each. */
export const pickEpsilon = (rho: number, picks: number): number => Math.sqrt((8 * rho) / Math.max(1, picks))

/** Noise of each of `histograms` that share `rho`: 1/2σ² each. */
export const histogramSigma = (rho: number, histograms: number): number =>
  Math.sqrt(Math.max(1, histograms) / (2 * rho))

const typicalCodes = 20

/** What noise alone does to figures, before anything is learned: shares (0–1) of rows. */
export interface ExpectedError {
  /** Of a column's distribution, total variation. */
  readonly column: number
  /** Of a pair's distribution; what the model smooths away comes off. */
  readonly pair: number
  /** Rows by which a count is off, typically. */
  readonly rowsPerCount: number
}

/** For columns of about 20 values or bins: half the sum of |noise| over a histogram's cells, as a share of the rows. */
export function expectedError(
  budget: Pick<Budget, 'oneWaySigma' | 'pairRho'>,
  rows: number,
  columns: number,
): ExpectedError {
  const meanSize = Math.sqrt(2 / Math.PI)
  const pairSigma = histogramSigma(budget.pairRho, columns - 1)
  const error = (cells: number, sigma: number) => Math.min(1, (0.5 * cells * sigma * meanSize) / Math.max(1, rows))
  return {
    column: error(typicalCodes, budget.oneWaySigma),
    // Most cells of a pair are all but empty and come out as such.
    pair: error(typicalCodes ** 1.5, pairSigma),
    rowsPerCount: budget.oneWaySigma,
  }
}

/**
 * AUC that models reached on real rows when they had learned from rows of the private network, by rows · ε: Adult cut to
 * 1,000 … 32,561 rows, ε 1 and 4 (`npm run bench -- dp adult --generator private-network --rows N --epsilon E`).
 */
const measuredAuc = [
  [1_000, 0.5],
  [3_500, 0.64],
  [11_000, 0.81],
  [36_000, 0.876],
  [130_000, 0.893],
] as const
/** The same models, from real rows. */
export const realAuc = 0.93

/** What to expect of the private network's usefulness at this size, between what was measured on one table. */
export function expectedAuc(epsilon: number, rows: number): number {
  const size = Math.log(Math.max(1, rows * epsilon))
  const after = measuredAuc.findIndex(([at]) => Math.log(at) >= size)
  if (after < 0) return measuredAuc.at(-1)![1]
  if (after === 0) return measuredAuc[0][1]
  const [[low, below], [high, above]] = [measuredAuc[after - 1]!, measuredAuc[after]!]
  const part = (size - Math.log(low)) / Math.log(high / low)
  return below + part * (above - below)
}
