import { bernoulliExp } from './discrete-noise'
import type { NoiseDraws } from './noise'
import { roundedDown } from './rational'

/** Scores are whole multiples of this, so that their differences are exact. */
export const scoreUnit = 2 ** -10

/**
 * A position drawn with probability ∝ e^(ε·score/2) (McSherry and Talwar 2007), exactly: candidates are drawn evenly and
 * kept with probability e^(−ε·(best − score)/2). Scores have sensitivity 1 and are multiples of {@link scoreUnit}.
 * ε-DP, and ε²/8-zCDP (Cesar and Rogers 2021, arXiv 2004.07223).
 */
export function exponentialMechanism(scores: readonly number[], epsilon: number, draws: NoiseDraws): number {
  const units = scores.map((score) => Math.round(score / scoreUnit))
  const best = units.reduce((a, b) => Math.max(a, b))
  const { num, den } = roundedDown(epsilon)
  const perUnit = BigInt(Math.round(1 / scoreUnit))
  for (;;) {
    const at = Number(draws.below(BigInt(units.length)))
    if (bernoulliExp({ num: num * BigInt(best - units[at]!), den: 2n * den * perUnit }, draws)) return at
  }
}
