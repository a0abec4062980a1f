const steps = 4000
/** Beyond, Student's t is the normal distribution to three places. */
const mostFreedom = 1000

/**
 * The value that |T| exceeds with probability `alpha`, for Student's t with `freedom` ≥ 1 degrees. With T = √ν tan θ,
 * P(|T| ≤ t) is the integral of cos^(ν−1) from 0 to θ beside that to π/2; both by Simpson's rule.
 */
export function studentQuantile(alpha: number, freedom: number): number {
  const nu = Math.min(mostFreedom, freedom)
  const width = Math.PI / 2 / steps
  const density = (theta: number) => Math.max(0, Math.cos(theta)) ** (nu - 1)
  const sums = new Float64Array(steps + 1)
  for (let i = 0; i < steps; i++) {
    const [a, b] = [i * width, (i + 1) * width]
    sums[i + 1] = sums[i]! + (density(a) + 4 * density((a + b) / 2) + density(b)) / 6
  }
  const wanted = (1 - alpha) * sums[steps]!
  const after = sums.findIndex((sum) => sum >= wanted)
  const part = (wanted - sums[after - 1]!) / (sums[after]! - sums[after - 1]!)
  return Math.sqrt(nu) * Math.tan((after - 1 + part) * width)
}
