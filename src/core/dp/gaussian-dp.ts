import { normalCdf } from '../normal-distribution'

/**
 * δ(ε) of Gaussian mechanisms without subsampling (Balle and Wang 2018, arXiv 1805.06530, Theorem 8).
 * `mu`: the root of Σ (sensitivity / σ)².
 */
export function gaussianDelta(mu: number, epsilon: number): number {
  return normalCdf(-epsilon / mu + mu / 2) - Math.exp(epsilon) * normalCdf(-epsilon / mu - mu / 2)
}

/** The ε at which Gaussian mechanisms of `mu` have `delta`. */
export function gaussianEpsilon(mu: number, delta: number): number {
  if (gaussianDelta(mu, 0) <= delta) return 0
  let low = 0
  let high = 1
  while (gaussianDelta(mu, high) > delta) high *= 2
  for (let i = 0; i < 100; i++) {
    const epsilon = (low + high) / 2
    if (gaussianDelta(mu, epsilon) <= delta) high = epsilon
    else low = epsilon
  }
  return high
}
