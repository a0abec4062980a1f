import { type Defect, drawLine } from './defect'

/** A slightly bent line, lighter or darker than the surface, with a rim of the other kind where light catches it. */
export const scratch: Defect = {
  id: 'scratch',
  draw(side, strength, light, random) {
    const cover = new Float32Array(side * side)
    const angle = Math.PI * random.uniform()
    const bend = 0.12 * random.normal()
    const half = 0.48
    const corners: number[] = []
    for (let i = 0; i <= 8; i++) {
      const t = (i / 8) * 2 - 1
      const off = bend * (1 - t * t) + 0.006 * random.normal()
      corners.push(
        0.5 + half * t * Math.cos(angle) - off * Math.sin(angle),
        0.5 + half * t * Math.sin(angle) + off * Math.cos(angle),
      )
    }
    const width = Math.max(1.6, side * (0.012 + 0.025 * random.uniform()))
    drawLine(cover, side, corners, width)
    const isLight = random.uniform() < 0.5
    const gain = isLight ? 1 + 0.6 * strength : 1 - 0.75 * strength
    const relief = new Float32Array(side * side)
    const [dx, dy] = [Math.round(Math.cos(light)), Math.round(-Math.sin(light))]
    for (let y = 1; y < side - 1; y++)
      for (let x = 1; x < side - 1; x++) {
        const slope = cover[(y - dy) * side + x - dx]! - cover[(y + dy) * side + x + dx]!
        if (cover[y * side + x]! >= 0.5) relief[y * side + x] = 40 * strength * slope
      }
    return { side, cover, gain: [gain, gain, gain], relief }
  },
}
