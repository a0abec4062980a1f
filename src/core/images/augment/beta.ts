import type { Random } from '../../random'

/** Gamma(α, 1) by Marsaglia and Tsang 2000; below α = 1 by their boost with u^(1/α). */
function drawGamma(alpha: number, random: Random): number {
  if (alpha < 1) return drawGamma(alpha + 1, random) * (1 - random.uniform()) ** (1 / alpha)
  const d = alpha - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** Shares that sum to 1, from the symmetric Dirichlet distribution. */
export function drawShares(count: number, alpha: number, random: Random): number[] {
  const drawn = Array.from({ length: count }, () => drawGamma(alpha, random))
  const sum = drawn.reduce((total, value) => total + value, 0)
  // With a tiny α all may be too small for a double.
  return sum > 0 ? drawn.map((value) => value / sum) : drawn.map((_, i) => (i === 0 ? 1 : 0))
}

/** Beta(α, α), in 0–1. */
export const drawBeta = (alpha: number, random: Random): number => drawShares(2, alpha, random)[0]!
