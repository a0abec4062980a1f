import { smoothNoise } from '../../transforms/noise'
import { paintCanvas } from '../canvas'
import { type Background, drawColour, mix } from './background'

/** Soft spots of two colours, in three sizes. */
export const clouds: Background = {
  id: 'clouds',
  paint(width, height, random) {
    const [a, b] = [drawColour(random), drawColour(random)]
    const noise = smoothNoise(width, height, 3 + random.below(10), random)
    return paintCanvas(width, height, (x, y, out) => mix(a, b, 2 * noise[y * width + x]! - 0.5, out))
  },
}
