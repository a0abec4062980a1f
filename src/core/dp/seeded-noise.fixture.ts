import { createRandom } from '../random'
import type { Noise } from './noise'

/** Noise that comes again, for tests only. */
export function seededNoise(seed: number): Noise {
  const random = createRandom(seed)
  return { bytes: (count) => Uint8Array.from({ length: count }, () => random.uint32() >>> 24) }
}
