/** Φ(x) by its Taylor series around 0 (Marsaglia 2004), to some 1e-15; beyond ±8 it is 0 or 1. */
function normalCdf(x: number): number {
  if (x < -8) return 0
  if (x > 8) return 1
  let sum = x
  let term = x
  for (let i = 3; sum + term !== sum; i += 2) {
    term *= (x * x) / i
    sum += term
  }
  return 0.5 + (sum * Math.exp(-(x * x) / 2)) / Math.sqrt(2 * Math.PI)
}

/** Φ⁻¹, by bisection between ±8. */
export function normalQuantile(p: number): number {
  return bisect((x) => normalCdf(x) < p, -8, 8)
}

/**
 * The exact interval of a share (Clopper & Pearson 1934): at its lower end so many hits or more, at its upper end so
 * many or fewer, are seen with half of what `confidence` leaves.
 */
export function clopperPearson(hits: number, of: number, confidence = 0.95): readonly [number, number] {
  const half = (1 - confidence) / 2
  const low = hits === 0 ? 0 : bisect((p) => 1 - binomialCdf(hits - 1, of, p) < half, 0, 1)
  const high = hits === of ? 1 : bisect((p) => binomialCdf(hits, of, p) > half, 0, 1)
  return [low, high]
}

/** P(X ≤ k) of a binomial, 0 ≤ k < n. Terms are summed from the largest down, each from its neighbour. */
function binomialCdf(k: number, n: number, p: number): number {
  if (p <= 0) return 1
  if (p >= 1) return 0
  const mode = Math.min(k, Math.floor((n + 1) * p))
  const start = logBinomial(n, mode) + mode * Math.log(p) + (n - mode) * Math.log1p(-p)
  const odds = p / (1 - p)
  let sum = 1
  for (let i = mode, term = 1; i > 0 && term > 1e-18 * sum; i--) {
    term *= i / ((n - i + 1) * odds)
    sum += term
  }
  for (let i = mode, term = 1; i < k && term > 1e-18 * sum; i++) {
    term *= ((n - i) * odds) / (i + 1)
    sum += term
  }
  return Math.min(1, Math.exp(start) * sum)
}

function logBinomial(n: number, k: number): number {
  let sum = 0
  const few = Math.min(k, n - k)
  for (let i = 1; i <= few; i++) sum += Math.log((n - few + i) / i)
  return sum
}

/**
 * The interval of the difference of two independent shares from the intervals of each (Newcombe 1998, method 10).
 * `hits` and `of`: first share, second share.
 */
export function differenceInterval(
  first: { readonly share: number; readonly interval: readonly [number, number] },
  second: { readonly share: number; readonly interval: readonly [number, number] },
): readonly [number, number] {
  const difference = first.share - second.share
  return [
    difference - Math.hypot(first.share - first.interval[0], second.interval[1] - second.share),
    difference + Math.hypot(first.interval[1] - first.share, second.share - second.interval[0]),
  ]
}

/** Where `isBelow` turns from true to false. */
function bisect(isBelow: (x: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (isBelow(middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}
