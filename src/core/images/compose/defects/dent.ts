import type { Defect } from './defect'

/** A shallow bowl: its wall towards the light lies in the shade, the other one is lit. */
export const dent: Defect = {
  id: 'dent',
  draw(side, strength, light, random) {
    const cover = new Float32Array(side * side)
    const relief = new Float32Array(side * side)
    const [flat, turn] = [0.5 + 0.5 * random.uniform(), Math.PI * random.uniform()]
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    const [lx, ly] = [Math.cos(light), -Math.sin(light)]
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const [dx, dy] = [(2 * (x + 0.5)) / side - 1, (2 * (y + 0.5)) / side - 1]
        const radius = Math.hypot(dx * cos + dy * sin, (dy * cos - dx * sin) / flat)
        if (radius >= 1) continue
        const at = y * side + x
        cover[at] = Math.min(1, (1 - radius) * 12)
        // The slope of (1 − r²)², against the light.
        relief[at] = -110 * strength * (dx * lx + dy * ly) * (1 - radius ** 2) * 1.6
      }
    return { side, cover, gain: [1, 1, 1], relief }
  },
}
