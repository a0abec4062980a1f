import type { Random } from '../../../random'
import { type Defect, drawLine } from './defect'

/** A dark jagged line that branches. */
export const crack: Defect = {
  id: 'crack',
  draw(side, strength, _light, random) {
    const cover = new Float32Array(side * side)
    const angle = 2 * Math.PI * random.uniform()
    const start = [0.5 - 0.46 * Math.cos(angle), 0.5 - 0.46 * Math.sin(angle)] as const
    const width = Math.max(1.6, side * (0.012 + 0.018 * random.uniform()))
    branch(cover, side, start, angle, 0.92, width, random, 2)
    const gain = 1 - 0.85 * strength
    return { side, cover, gain: [gain, gain, gain] }
  },
}

function branch(
  cover: Float32Array,
  side: number,
  [x, y]: readonly [number, number],
  angle: number,
  length: number,
  width: number,
  random: Random,
  depth: number,
): void {
  const corners = [x, y]
  const steps = 9
  for (let i = 0; i < steps; i++) {
    const way = angle + 0.55 * random.normal()
    const [u, v] = corners.slice(-2) as [number, number]
    const next = [u + (length / steps) * Math.cos(way), v + (length / steps) * Math.sin(way)] as const
    corners.push(...next)
    if (depth > 0 && random.uniform() < 0.16)
      branch(
        cover,
        side,
        next,
        angle + (random.uniform() < 0.5 ? 0.8 : -0.8),
        length / 2.5,
        width * 0.75,
        random,
        depth - 1,
      )
  }
  drawLine(cover, side, corners, width)
}
