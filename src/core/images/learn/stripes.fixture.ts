import { createRandom } from '../../random'
import type { PictureSet } from '../picture-set'

/** Pictures of bright stripes on grey, along or across by class, at a random place and with noise. */
export function stripes(count: number, side: number, seed: number, channels: 1 | 3 = 1): PictureSet {
  const random = createRandom(seed)
  const labels = Int32Array.from({ length: count }, (_, i) => i % 2)
  const pixels = new Uint8Array(count * side * side * channels)
  labels.forEach((label, picture) => {
    const middle = side / 4 + random.below(side / 2)
    for (let y = 0, p = picture * side * side * channels; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const away = Math.abs((label ? x : y) - middle)
        const light = 60 + 150 * Math.exp(-0.5 * (away / (side / 10)) ** 2)
        for (let c = 0; c < channels; c++, p++) pixels[p] = light / (1 + 0.3 * c) + 3 * random.normal()
      }
    }
  })
  return { width: side, height: side, channels, pixels, labels, classes: ['across', 'along'] }
}

/** Which way a picture's stripes run: 0 across, 1 along. */
export function directionOf({ width, height, channels, pixels }: PictureSet, picture: number): number {
  const at = (x: number, y: number) => pixels[((picture * height + y) * width + x) * channels]!
  const spread = (sums: readonly number[]) => Math.max(...sums) - Math.min(...sums)
  const span = (n: number) => Array.from({ length: n }, (_, i) => i)
  const rows = span(height).map((y) => span(width).reduce((sum, x) => sum + at(x, y), 0))
  const columns = span(width).map((x) => span(height).reduce((sum, y) => sum + at(x, y), 0))
  return spread(columns) > spread(rows) ? 1 : 0
}
