const mostSigma = 2 ** 40

/**
 * The least noise, to one part in 10,000, with which `epsilonOf` stays within `epsilon`. `epsilonOf` falls with σ.
 * Never below what is asked for: the result itself has been tried.
 */
export function calibrateSigma(epsilon: number, epsilonOf: (sigma: number) => number): number {
  let high = 1
  // What can't be told is not within ε.
  while (!(epsilonOf(high) <= epsilon)) {
    high *= 2
    if (high > mostSigma) throw new Error(`no noise keeps within ε = ${epsilon}`)
  }
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

/** Two accountants of the same mechanism: `coarse` is quick and never below `fine`. Both fall with σ. */
interface Accountants {
  readonly coarse: (sigma: number) => number
  readonly fine: (sigma: number) => number
}

const attempts = 3

/**
 * Nearly the least noise with which `fine` stays within `epsilon`, in a few calls of it: ε goes about as 1/σ. Never
 * below what is asked for: the result itself has been tried.
 */
export function sigmaFor(epsilon: number, { coarse, fine }: Accountants): number {
  let best = calibrateSigma(epsilon, coarse)
  let sigma = best
  for (let i = 0; i < attempts; i++) {
    const reached = fine(sigma)
    if (reached <= epsilon) best = Math.min(best, sigma)
    // A little above what the proportion says, so that the last one holds.
    sigma *= (1.0005 * reached) / epsilon
    if (sigma >= best) break
  }
  return best
}
