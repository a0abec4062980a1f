import { smoothNoise } from '../../transforms/noise'
import { paintCanvas } from '../canvas'
import { type Background, mix } from './background'

/** Year rings cut lengthwise: a stretched cone of rings that noise bends. */
export const wood: Background = {
  id: 'wood',
  paint(width, height, random) {
    const warmth = 0.7 + 0.5 * random.uniform()
    const light = [196 * warmth, 152 * warmth, 102 * warmth] as const
    const dark = [128 * warmth, 84 * warmth, 48 * warmth] as const
    const bend = smoothNoise(width, height, 3, random)
    const fibre = smoothNoise(width, height, 60, random)
    const rings = 14 + random.below(20)
    const isAlong = random.uniform() < 0.5
    return paintCanvas(width, height, (x, y, out) => {
      const at = y * width + x
      const [u, v] = isAlong ? [x / width, y / height] : [y / height, x / width]
      const ring = (v + 0.5 * bend[at]! + 0.08 * u) * rings
      const rise = ring - Math.floor(ring)
      mix(light, dark, 0.75 * rise * rise * rise + 0.35 * fibre[at]!, out)
    })
  },
}
