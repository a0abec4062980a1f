import { createRandom } from '../../random'
import { emptyPicture, toByte } from '../picture'
import { drawColour } from './backgrounds/background'
import { type CutOut, cutByPolygons } from './cut-out'

const side = 96 // pixels
const margin = 4

/** A shape that is nothing in particular: three to nine corners about a middle, of one colour with stripes. */
export function distractor(seed: number): CutOut {
  const random = createRandom(seed)
  const corners = 3 + random.below(7)
  const polygon: number[] = []
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * (i + 0.6 * random.uniform())) / corners
    const radius = (side / 2 - margin) * (0.55 + 0.45 * random.uniform())
    polygon.push(side / 2 + radius * Math.cos(angle), side / 2 + radius * Math.sin(angle))
  }
  const [colour, turn, waves] = [drawColour(random), 2 * Math.PI * random.uniform(), random.below(6)]
  const picture = emptyPicture(side, side, 3)
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at += 3) {
      const stripe = 30 * Math.sin(((x * Math.cos(turn) + y * Math.sin(turn)) * waves * 2 * Math.PI) / side)
      for (let c = 0; c < 3; c++) picture.pixels[at + c] = toByte(colour[c]! + stripe)
    }
  return cutByPolygons(picture, [polygon], -1)!
}
