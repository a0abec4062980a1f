import { smoothNoise } from '../../transforms/noise'
import { paintCanvas } from '../canvas'
import { type Background, drawColour } from './background'

/** Plain weave: threads that go over and under one another. */
export const fabric: Background = {
  id: 'fabric',
  paint(width, height, random) {
    const [warp, weft] = [drawColour(random), drawColour(random)]
    const thread = Math.max(3, Math.round(Math.max(width, height) / (50 + random.below(60))))
    const folds = smoothNoise(width, height, 4, random)
    return paintCanvas(width, height, (x, y, out) => {
      const [column, row] = [Math.floor(x / thread), Math.floor(y / thread)]
      const isWarp = (column + row) % 2 === 0
      const across = isWarp ? (x % thread) + 0.5 : (y % thread) + 0.5
      const round = Math.sin((Math.PI * across) / thread)
      const light = (0.6 + 0.4 * round) * (0.75 + 0.5 * folds[y * width + x]!)
      const colour = isWarp ? warp : weft
      for (let c = 0; c < 3; c++) out[c] = colour[c]! * light
    })
  },
}
