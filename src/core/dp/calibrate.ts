/**
 * The least noise, to one part in 10,000, with which `epsilonOf` stays within `epsilon`. `epsilonOf` falls with σ.
 * Never below what is asked for: the result itself has been tried.
 */
export function calibrateSigma(epsilon: number, epsilonOf: (sigma: number) => number): number {
  let high = 1
  while (epsilonOf(high) > epsilon) high *= 2
  let low = high / 2
  while (low > 1e-3 && epsilonOf(low) <= epsilon) {
    high = low
    low /= 2
  }
  while (high / low > 1.0001) {
    const sigma = Math.sqrt(low * high)
    if (epsilonOf(sigma) <= epsilon) high = sigma
    else low = sigma
  }
  return high
}
