import type { Random } from '../../random'
import type { PictureSet } from '../picture-set'
import { sizeOf } from './float-pictures'

export interface AugmentSizes {
  /** Changed copies of each picture. */
  readonly copies: number
  /** Most pixels that a copy is moved in each direction. */
  readonly shift: number
  /** Most change of brightness, as a share of the range. */
  readonly light: number
}

/**
 * Changed copies for learning only: a network that knows which pictures were changed can make unchanged ones (non-leaking
 * augmentation, Karras et al. 2022, arXiv 2206.00364, appendix F.2). What moves in from beyond an edge repeats the edge.
 */
export function augmentPictures(set: PictureSet, { copies, shift, light }: AugmentSizes, random: Random): PictureSet {
  const { width, height, channels } = set
  const size = sizeOf(set)
  const count = copies * set.labels.length
  const pixels = new Uint8Array(count * size)
  for (let to = 0; to < count; to++) {
    const from = Math.floor(to / copies) * size
    const [dx, dy] = [random.below(2 * shift + 1) - shift, random.below(2 * shift + 1) - shift]
    const offset = 255 * light * (2 * random.uniform() - 1)
    for (let y = 0, p = to * size; y < height; y++) {
      const row = Math.max(0, Math.min(height - 1, y + dy)) * width
      for (let x = 0; x < width; x++) {
        const column = Math.max(0, Math.min(width - 1, x + dx))
        for (let c = 0; c < channels; c++, p++) {
          const own = set.pixels[from + (row + column) * channels + c]!
          pixels[p] = Math.max(0, Math.min(255, Math.round(own + offset)))
        }
      }
    }
  }
  const labels = Int32Array.from({ length: count }, (_, i) => set.labels[Math.floor(i / copies)]!)
  return { ...set, pixels, labels }
}
