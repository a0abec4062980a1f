import { paintCanvas } from '../canvas'
import { type Background, drawColour, mix } from './background'

/** Squares of two colours, turned by any angle. */
export const checker: Background = {
  id: 'checker',
  paint(width, height, random) {
    const [a, b] = [drawColour(random), drawColour(random)]
    const angle = Math.PI * random.uniform()
    const cell = Math.max(width, height) / (4 + random.below(16))
    const [cos, sin] = [Math.cos(angle) / cell, Math.sin(angle) / cell]
    return paintCanvas(width, height, (x, y, out) => {
      const parity = Math.floor(x * cos + y * sin) + Math.floor(y * cos - x * sin)
      mix(a, b, parity & 1, out)
    })
  },
}
