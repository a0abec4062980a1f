import { discreteGaussian } from './discrete-noise'
import type { NoiseDraws } from './noise'
import { roundedUp } from './rational'

/** `counts` and discrete Gaussian noise of `sigma` on each: 1/2σ²-zCDP, since a row adds to one cell. */
export function noisyCounts(counts: Float64Array, sigma: number, draws: NoiseDraws): Float64Array {
  const variance = roundedUp(sigma * sigma)
  return counts.map((count) => count + Number(discreteGaussian(variance, draws)))
}
