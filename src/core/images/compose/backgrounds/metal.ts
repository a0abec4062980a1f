import { paintCanvas } from '../canvas'
import type { Background } from './background'

/** Brushed metal: streaks along one side, with a sheen across. */
export const metal: Background = {
  id: 'metal',
  paint(width, height, random) {
    const isAcross = random.uniform() < 0.5
    const base = 110 + 80 * random.uniform()
    const tint = [random.uniform() * 10 - 4, 0, random.uniform() * 14 - 4]
    const lines = Float64Array.from({ length: isAcross ? height : width }, () => 14 * random.normal())
    const sheen = random.uniform()
    const grain = Float64Array.from({ length: 4096 }, () => 5 * random.normal())
    return paintCanvas(width, height, (x, y, out) => {
      const [along, over] = isAcross ? [x / width, y] : [y / height, x]
      const light = 34 * Math.cos(2 * Math.PI * (along - sheen))
      // Streaks of 16 pixels that begin at another place in every line.
      const streak = grain[(((isAcross ? x : y) + over * 397) >> 4) & 4095]!
      for (let c = 0; c < 3; c++) out[c] = base + light + lines[over]! + streak + tint[c]!
    })
  },
}
