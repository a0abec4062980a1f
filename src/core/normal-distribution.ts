import type { Random } from './random'

/** Φ(x) by the complementary error function (Numerical Recipes, 3rd ed., §6.2.2: Chebyshev, relative error 1.2e-16). */
export function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2
  const t = 2 / (2 + z)
  const ty = 4 * t - 2
  let d = 0
  let dd = 0
  for (let j = erfcCoefficients.length - 1; j > 0; j--) {
    const held = d
    d = ty * d - dd + erfcCoefficients[j]!
    dd = held
  }
  const erfc = t * Math.exp(-z * z + 0.5 * (erfcCoefficients[0]! + ty * d) - dd)
  return x < 0 ? erfc / 2 : 1 - erfc / 2
}

const erfcCoefficients = [
  -1.3026537197817094, 0.6419697923564902, 1.9476473204185836e-2, -9.561514786808631e-3, -9.46595344482036e-4,
  3.66839497852761e-4, 4.2523324806907e-5, -2.0278578112534e-5, -1.624290004647e-6, 1.30365583558e-6, 1.5626441722e-8,
  -8.5238095915e-8, 6.529054439e-9, 5.059343495e-9, -9.91364156e-10, -2.27365122e-10, 9.6467911e-11, 2.394038e-12,
  -6.886027e-12, 8.94487e-13, 3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15, -1.523e-15, -9.4e-17, 1.21e-16, -2.8e-17,
]

/** Φ⁻¹(p): Acklam's rational approximation, refined by one step of Halley's method. ±∞ at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY
  if (p >= 1) return Number.POSITIVE_INFINITY
  const x = p < 0.02425 ? tail(p) : p > 1 - 0.02425 ? -tail(1 - p) : centre(p - 0.5)
  const u = (normalCdf(x) - p) * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2)
  const refined = x - u / (1 + (x * u) / 2)
  return Number.isFinite(refined) ? refined : x
}

function tail(p: number): number {
  const q = Math.sqrt(-2 * Math.log(p))
  return (
    (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
      2.938163982698783) /
    ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
  )
}

function centre(q: number): number {
  const r = q * q
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
      q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r -
      1.328068155288572e1) *
      r +
      1)
  )
}

/** P(low < Z < high), without cancellation in the upper tail. */
export function normalMass(low: number, high: number): number {
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low)
}

/** A draw of Z given low < Z < high, by inversion. */
export function truncatedNormal(low: number, high: number, random: Random): number {
  if (low > 0) return -truncatedNormal(-high, -low, random)
  const below = normalCdf(low)
  const z = normalQuantile(below + random.uniform() * (normalCdf(high) - below))
  // Beyond about 38 standard deviations the mass underflows; the edge that is nearer to 0 is all there is.
  return Math.min(high, Math.max(low, Number.isFinite(z) ? z : high))
}
