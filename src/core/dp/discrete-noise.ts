import type { NoiseDraws } from './noise'
import type { Rational } from './rational'

/**
 * Exact samplers of Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), Algorithms 1 to 3: fractions of whole numbers all
 * the way, so that no rounding of a logarithm shows in the low bits of a count (Mironov 2012).
 */

/** True with probability `p`, 0 ≤ p ≤ 1. */
function bernoulli({ num, den }: Rational, draws: NoiseDraws): boolean {
  return draws.below(den) < num
}

/** True with probability e^−x, x ≥ 0 (Algorithm 1). */
export function bernoulliExp(x: Rational, draws: NoiseDraws): boolean {
  let { num } = x
  const { den } = x
  while (num > den) {
    if (!bernoulliExpBelowOne({ num: 1n, den: 1n }, draws)) return false
    num -= den
  }
  return bernoulliExpBelowOne({ num, den }, draws)
}

/** For x ≤ 1: how many coins x/1, x/2, x/3 … come up before the first that does not is even with probability e^−x. */
function bernoulliExpBelowOne({ num, den }: Rational, draws: NoiseDraws): boolean {
  let k = 1n
  while (bernoulli({ num, den: den * k }, draws)) k++
  return k % 2n === 1n
}

/** A whole number y with probability ∝ e^(−|y|/scale) (Algorithm 2), `scale` a whole number. */
export function discreteLaplace(scale: bigint, draws: NoiseDraws): bigint {
  for (;;) {
    const part = draws.below(scale)
    if (!bernoulliExp({ num: part, den: scale }, draws)) continue
    let whole = 0n
    while (bernoulliExp({ num: 1n, den: 1n }, draws)) whole++
    const size = part + scale * whole
    const isNegative = draws.below(2n) === 1n
    // Zero would else have two ways to come up.
    if (isNegative && size === 0n) continue
    return isNegative ? -size : size
  }
}

/** A whole number y with probability ∝ e^(−y²/2σ²) (Algorithm 3). */
export function discreteGaussian(variance: Rational, draws: NoiseDraws): bigint {
  if (variance.num === 0n) return 0n
  const { num, den } = variance
  const scale = rootBelow(num / den) + 1n
  for (;;) {
    const y = discreteLaplace(scale, draws)
    const size = y < 0n ? -y : y
    // (|y| − σ²/t)² / 2σ² over a common denominator.
    const away = size * scale * den - num
    if (bernoulliExp({ num: away * away, den: 2n * num * scale * scale * den }, draws)) return y
  }
}

/** ⌊√n⌋ by Newton's method. */
function rootBelow(n: bigint): bigint {
  if (n < 2n) return n
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (root + n / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
