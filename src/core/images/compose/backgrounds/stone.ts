import { paintCanvas } from '../canvas'
import { type Background, drawColour, mix } from './background'

/** Grains by Worley's cells (1996): the difference of the distances to the second and the first point nearest. */
export const stone: Background = {
  id: 'stone',
  paint(width, height, random) {
    const [a, b] = [drawColour(random), drawColour(random)]
    const cell = Math.max(width, height) / (8 + random.below(20))
    const [columns, rows] = [Math.ceil(width / cell) + 2, Math.ceil(height / cell) + 2]
    const points = Float32Array.from({ length: columns * rows * 2 }, () => random.uniform())
    const tones = Float32Array.from({ length: columns * rows }, () => random.uniform())
    return paintCanvas(width, height, (x, y, out) => {
      const [u, v] = [x / cell + 1, y / cell + 1]
      const [column, row] = [Math.floor(u), Math.floor(v)]
      let [first, second, nearest] = [9, 9, 0]
      for (let j = Math.max(0, row - 1); j <= Math.min(rows - 1, row + 1); j++)
        for (let i = Math.max(0, column - 1); i <= Math.min(columns - 1, column + 1); i++) {
          const at = j * columns + i
          const [dx, dy] = [i + points[2 * at]! - u, j + points[2 * at + 1]! - v]
          const distance = dx * dx + dy * dy
          if (distance < first) [second, first, nearest] = [first, distance, at]
          else if (distance < second) second = distance
        }
      const edge = Math.min(1, 4 * (Math.sqrt(second) - Math.sqrt(first)))
      mix(a, b, 0.15 + 0.6 * tones[nearest]!, out)
      for (let c = 0; c < 3; c++) out[c] = out[c]! * (0.6 + 0.4 * edge)
    })
  },
}
