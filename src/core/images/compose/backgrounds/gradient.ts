import { paintCanvas } from '../canvas'
import { type Background, drawColour, mix } from './background'

/** From one colour to another, in any direction. */
export const gradient: Background = {
  id: 'gradient',
  paint(width, height, random) {
    const [a, b] = [drawColour(random), drawColour(random)]
    const angle = 2 * Math.PI * random.uniform()
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)]
    const reach = Math.abs(dx) * width + Math.abs(dy) * height
    return paintCanvas(width, height, (x, y, out) =>
      mix(a, b, 0.5 + ((x - width / 2) * dx + (y - height / 2) * dy) / reach, out),
    )
  },
}
