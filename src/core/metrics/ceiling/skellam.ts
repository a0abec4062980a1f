/**
 * E|X − Y| of two independent Poisson counts with mean `mu`: 2μ e^{−2μ} (I₀(2μ) + I₁(2μ)), the mean absolute value of
 * Skellam's distribution (Skellam 1946; Katti 1960).
 */
export function meanSkellamGap(mu: number): number {
  return mu <= 0 ? 0 : 2 * mu * (scaledBessel(2 * mu, 0) + scaledBessel(2 * mu, 1))
}

/** Below so many expected rows in a cell, samples of different sizes are summed over instead. */
const sparse = 10

/**
 * What sampling alone lets two observed shares of the same true share `p` differ by, in samples of `n` and `m` rows:
 * E|X/n − Y/m|. Samples of one size have Skellam's form, p(1 − p) in the place of p, since that is the variance of a
 * share. Of different sizes, a well filled cell takes their harmonic mean, and a sparse one is summed over both Poisson
 * counts.
 */
export function expectedShareGap(p: number, n: number, m: number): number {
  if (n <= 0 || m <= 0 || p <= 0) return 0
  const size = (2 * n * m) / (n + m)
  if (n !== m && size * p < sparse) return poissonGap(p, n, m)
  return meanSkellamGap(size * p * (1 - p)) / size
}

/** E|X/n − Y/m| of Poisson counts: both shares have the mean p, so that it is twice the mean of what X/n is more. */
function poissonGap(p: number, n: number, m: number): number {
  const [x, y] = [poissonShares(n * p), poissonShares(m * p)]
  // Above each count: the chance of it, and the mean share it brings.
  const above = new Float64Array(x.length + 1)
  const shareAbove = new Float64Array(x.length + 1)
  for (let k = x.length - 1; k >= 0; k--) {
    above[k] = above[k + 1]! + x[k]!
    shareAbove[k] = shareAbove[k + 1]! + (x[k]! * k) / n
  }
  let sum = 0
  for (let j = 0; j < y.length; j++) {
    const from = Math.min(x.length, Math.floor((j * n) / m) + 1)
    sum += y[j]! * (shareAbove[from]! - (above[from]! * j) / m)
  }
  return 2 * sum
}

/** Chances of 0, 1, 2, … up to where hardly any is left. */
function poissonShares(mean: number): Float64Array {
  const shares = new Float64Array(Math.ceil(mean + 8 * Math.sqrt(mean) + 12))
  // From the middle outwards, so that e^−mean does not vanish.
  const middle = Math.floor(mean)
  shares[middle] = 1
  for (let k = middle + 1; k < shares.length; k++) shares[k] = (shares[k - 1]! * mean) / k
  for (let k = middle - 1; k >= 0; k--) shares[k] = (shares[k + 1]! * (k + 1)) / mean
  const all = shares.reduce((sum, v) => sum + v, 0)
  return shares.map((v) => v / all)
}

/**
 * The sampling ceiling of a total variation: ½ Σ E|X/n − Y/m| over the cells, with the shares observed in `counts` in
 * the place of the true ones. Cells that were never seen are missing from it, and the mean is concave in the share, so
 * that it is a little low for sparse tables: less is then called better than chance, not more.
 */
export function expectedTotalVariation(counts: ArrayLike<number>, n: number, m: number): number {
  let total = 0
  for (let i = 0; i < counts.length; i++) total += counts[i]!
  if (total === 0) return 0
  const known = new Map<number, number>()
  let sum = 0
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!
    let gap = known.get(count)
    if (gap === undefined) {
      gap = expectedShareGap(count / total, n, m)
      known.set(count, gap)
    }
    sum += gap
  }
  return Math.min(1, sum / 2)
}

/** e^{−x} I₀(x) and e^{−x} I₁(x) for x ≥ 0: Abramowitz & Stegun 9.8.1 to 9.8.4, to 2e-7. */
function scaledBessel(x: number, order: 0 | 1): number {
  if (x < 3.75) {
    const t = (x / 3.75) ** 2
    return Math.exp(-x) * (order === 0 ? horner(small0, t) : x * horner(small1, t))
  }
  return horner(order === 0 ? large0 : large1, 3.75 / x) / Math.sqrt(x)
}

function horner(coefficients: readonly number[], t: number): number {
  let value = 0
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * t + coefficients[i]!
  return value
}

const small0 = [1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813]
const small1 = [0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411]
const large0 = [
  0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537, -0.01647633, 0.00392377,
]
const large1 = [
  0.39894228, -0.03988024, -0.00362018, 0.00163801, -0.01031555, 0.02282967, -0.02895312, 0.01787654, -0.00420059,
]
