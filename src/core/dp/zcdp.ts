/**
 * Zero-concentrated differential privacy in terms of (ε, δ): Canonne, Kamath, Steinke 2020 (arXiv 2004.00010),
 * Corollary 13: δ = inf over α > 1 of exp((α − 1)(αρ − ε)) / (α − 1) · (1 − 1/α)^α.
 */
export function zcdpDelta(rho: number, epsilon: number): number {
  if (rho === 0) return 0
  // The exponent is convex in α; its derivative is zero at the best one.
  let low = 1.0000001
  let high = (epsilon + 1) / (2 * rho) + 2
  for (let i = 0; i < 200; i++) {
    const alpha = (low + high) / 2
    if ((2 * alpha - 1) * rho - epsilon + Math.log1p(-1 / alpha) < 0) low = alpha
    else high = alpha
  }
  const alpha = (low + high) / 2
  const log = (alpha - 1) * (alpha * rho - epsilon) + alpha * Math.log1p(-1 / alpha)
  return Math.min(1, Math.exp(log) / (alpha - 1))
}

/** The least ε at which ρ-zCDP gives (ε, `delta`). */
export function zcdpEpsilon(rho: number, delta: number): number {
  if (rho === 0) return 0
  let low = 0
  let high = rho + 2 * Math.sqrt(rho * Math.log(1 / delta))
  for (let i = 0; i < 100; i++) {
    const epsilon = (low + high) / 2
    if (zcdpDelta(rho, epsilon) <= delta) high = epsilon
    else low = epsilon
  }
  return high
}

/** The most ρ that (`epsilon`, `delta`) allows. */
export function zcdpRho(epsilon: number, delta: number): number {
  let low = 0
  let high = epsilon + 1
  for (let i = 0; i < 200; i++) {
    const rho = (low + high) / 2
    if (zcdpDelta(rho, epsilon) <= delta) low = rho
    else high = rho
  }
  return low
}
