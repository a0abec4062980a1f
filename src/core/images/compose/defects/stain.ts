import { smoothNoise } from '../../transforms/noise'
import type { Defect } from './defect'

/** A blot with a ragged rim that darkens and tints what is under it. */
export const stain: Defect = {
  id: 'stain',
  draw(side, strength, _light, random) {
    const ragged = smoothNoise(side, side, 4, random)
    const cover = new Float32Array(side * side)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const radius = Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2) / (side / 2)
        cover[y * side + x] = Math.min(1, Math.max(0, (0.95 - radius - 0.7 * (ragged[y * side + x]! - 0.3)) * 6 + 0.5))
        if (radius >= 1) cover[y * side + x] = 0
      }
    const [brown, grey] = [random.uniform(), 0.25 + 0.3 * random.uniform()]
    const gain = (less: number) => 1 - strength * (grey + less * brown)
    return { side, cover, gain: [gain(0.05), gain(0.2), gain(0.4)] }
  },
}
