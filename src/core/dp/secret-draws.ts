import type { Noise } from './noise'

/**
 * Draws out of noise for the many random numbers of a training: whose turn it is, and what is added to gradients.
 * Uniform numbers have 32 bits; normal ones are floating-point numbers, which is usual for DP-SGD and is disclosed.
 */
export interface SecretDraws {
  /** A number in [0, 1). */
  uniform(): number
  /** A whole number in 0 … `n` − 1. `n` ≤ 2³². */
  below(n: number): number
  /** A draw from N(0, 1). */
  normal(): number
}

/** As many as the platform gives at once. */
const bufferBytes = 65_536

export function secretDraws(noise: Noise): SecretDraws {
  let words = new Uint32Array(0)
  let at = 0
  let spare: number | undefined
  const word = () => {
    if (at === words.length) {
      words = new Uint32Array(noise.bytes(bufferBytes).slice().buffer)
      at = 0
    }
    return words[at++]!
  }
  const uniform = () => word() / 4294967296
  return {
    uniform,
    below: (n) => Math.floor(uniform() * n),
    normal() {
      if (spare !== undefined) {
        const held = spare
        spare = undefined
        return held
      }
      // Box and Muller 1958; 53 bits, so that the tail reaches 8.5 σ.
      const radius = Math.sqrt(
        -2 * Math.log(((word() >>> 6) * 134_217_728 + (word() >>> 5) + 1) / 9_007_199_254_740_992),
      )
      const angle = 2 * Math.PI * uniform()
      spare = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
  }
}

/** Which of `rows` rows take part: each by itself with probability `rate`, or less by up to 2⁻³². */
export function poissonSample(rows: number, rate: number, draws: SecretDraws): Uint32Array {
  const picked: number[] = []
  const limit = Math.floor(rate * 4294967296) / 4294967296
  for (let row = 0; row < rows; row++) if (draws.uniform() < limit) picked.push(row)
  return Uint32Array.from(picked)
}
