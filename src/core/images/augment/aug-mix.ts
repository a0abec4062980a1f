import type { Random } from '../../random'
import { type Picture, toByte } from '../picture'
import { drawBeta, drawShares } from './beta'

/** Of the Dirichlet and the Beta distribution, as the paper has it. */
const alpha = 1

/**
 * AugMix (Hendrycks et al. 2020, algorithm 1): chains of one to `depth` changes each, averaged with random weights, over
 * the picture with a random share.
 * @param change one random change
 */
export function augMix(
  picture: Picture,
  chains: number,
  depth: number,
  change: (picture: Picture, random: Random) => Picture,
  random: Random,
): Picture {
  const weights = drawShares(chains, alpha, random)
  const own = drawBeta(alpha, random)
  const sums = Float64Array.from(picture.pixels, (level) => own * level)
  weights.forEach((weight, chain) => {
    const stream = random.fork(`chain:${chain}`)
    let changed = picture
    for (let i = 0, steps = 1 + stream.below(depth); i < steps; i++) changed = change(changed, stream.fork(i))
    const share = (1 - own) * weight
    for (let i = 0; i < sums.length; i++) sums[i]! += share * changed.pixels[i]!
  })
  return { ...picture, pixels: Uint8Array.from(sums, toByte) }
}
