import { emptyCanvas } from '../canvas'
import { type Background, drawColour } from './background'

/** One colour with a little grain. */
export const plain: Background = {
  id: 'plain',
  paint(width, height, random) {
    const colour = drawColour(random)
    const canvas = emptyCanvas(width, height)
    for (let at = 0; at < canvas.pixels.length; at += 3) {
      const grain = 4 * (random.uniform() - 0.5)
      for (let c = 0; c < 3; c++) canvas.pixels[at + c] = colour[c]! + grain
    }
    return canvas
  },
}
