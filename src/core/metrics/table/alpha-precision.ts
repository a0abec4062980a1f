import { quantile } from '../quantile'

/** Thirty steps from 0 to 1, as in the authors' code. */
export const alphas: readonly number[] = Array.from({ length: 30 }, (_, i) => i / 29)

/**
 * α-precision (Alaa et al. 2022, How Faithful is your Synthetic Data?): the ball around the real centre that holds the
 * share α of the real rows ought to hold the share α of the synthetic ones. 1 − Σ|α − P_α| / Σα over thirty α.
 * `real`, `synthetic`: distances to the real centre.
 */
export function alphaPrecision(real: Float64Array, synthetic: Float64Array): number {
  const [radii, made] = [real.toSorted(), synthetic.toSorted()]
  return oneMinusGap(alphas.map((alpha) => shareUpTo(made, quantile(radii, alpha))))
}

/** 1 − Σ|α − share| / Σα. */
export function oneMinusGap(shares: readonly number[]): number {
  const gap = alphas.reduce((sum, alpha, i) => sum + Math.abs(alpha - shares[i]!), 0)
  return 1 - gap / alphas.reduce((sum, alpha) => sum + alpha, 0)
}

/** What sampling alone lets it come to: α differs by √(2α(1 − α)/π · (1/n + 1/m)) on average. */
export function alphaPrecisionCeiling(n: number, m: number): number {
  const spread = Math.sqrt((2 / Math.PI) * (1 / n + 1 / m))
  return oneMinusGap(alphas.map((alpha) => alpha - spread * Math.sqrt(alpha * (1 - alpha))))
}

/** Share of ascending values ≤ `limit`. */
export function shareUpTo(sorted: Float64Array, limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low / Math.max(1, sorted.length)
}
