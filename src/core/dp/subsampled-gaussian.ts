/** DP-SGD as accountants see it: `steps` Gaussian mechanisms, each on a Poisson sample of the rows. */
export interface SubsampledGaussian {
  /** Noise per sensitivity. */
  readonly sigma: number
  /** The probability with which a row takes part in a step. */
  readonly rate: number
  readonly steps: number
}

/**
 * ln(dP/dQ) at `x` for P = (1 − q)·N(0, σ²) + q·N(1, σ²), what a row that is there gives, against Q = N(0, σ²).
 * Increasing in x.
 */
export function privacyLoss(x: number, { sigma, rate }: SubsampledGaussian): number {
  const ratio = (2 * x - 1) / (2 * sigma * sigma)
  if (rate === 1) return ratio
  const gain = Math.log(rate) + ratio
  const rest = Math.log1p(-rate)
  return gain > rest ? gain + Math.log1p(Math.exp(rest - gain)) : rest + Math.log1p(Math.exp(gain - rest))
}

/** The x at which the loss is `loss`; −∞ below the least one. */
export function atLoss(loss: number, { sigma, rate }: SubsampledGaussian): number {
  const odds = (Math.exp(loss) - (1 - rate)) / rate
  return odds <= 0 ? Number.NEGATIVE_INFINITY : sigma * sigma * Math.log(odds) + 0.5
}
