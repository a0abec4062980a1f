/**
 * Exact 95 % interval of a share (Clopper & Pearson 1934): quantiles of beta distributions.
 */
export function exactShareInterval(hits: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1]
  const low = hits === 0 ? 0 : betaQuantile(0.025, hits, of - hits + 1)
  const high = hits === of ? 1 : betaQuantile(0.975, hits + 1, of - hits)
  return [low, high]
}

/**
 * Exact 95 % interval of the ratio of two Poisson rates, `made` in `madeRows` over `real` in `realRows`: given their sum,
 * the first is binomial (Przyborowski & Wilenski 1940).
 */
export function rateRatioInterval(
  made: number,
  madeRows: number,
  real: number,
  realRows: number,
): readonly [number, number] {
  const [low, high] = exactShareInterval(made, made + real)
  const ratio = (share: number) =>
    share >= 1 ? Number.POSITIVE_INFINITY : (share / (1 - share)) * (realRows / madeRows)
  return [ratio(low), ratio(high)]
}

/** The x at which the regularised incomplete beta function is `p`: bisection, to 1e-12. */
function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let i = 0; i < 60 && high - low > 1e-13; i++) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Iₓ(a, b) by Lentz's continued fraction (DLMF 8.17.22). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  // 1 + d₁/(1 + d₂/(1 + …)), front over which is Iₓ.
  let [fraction, c, d] = [1, 1, 0]
  for (let i = 1; i <= 500; i++) {
    const m = i >> 1
    const term =
      i % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + term * d)
    c = away(1 + term / c)
    fraction *= c * d
    if (Math.abs(1 - c * d) < 1e-14) break
  }
  return front / fraction
}

/** Never so near to 0 that dividing by it fails. */
const away = (v: number) => (Math.abs(v) < 1e-300 ? 1e-300 : v)

/** ln Γ(x), x > 0, by Lanczos' approximation (g = 7, nine terms). */
function logGamma(x: number): number {
  let sum = lanczos[0]!
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
