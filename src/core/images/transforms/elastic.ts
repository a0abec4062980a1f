import { smoothNoise } from './noise'
import { warpTransform } from './warp'

/** Smooth random displacements (Simard, Steinkraus and Platt 2003). */
export const elastic = warpTransform({
  id: 'elastic',
  parameters: { reach: { unit: 'share', least: 0, most: 0.15, usual: [0.02, 0.06], neutral: 0 } },
  warp: ({ width, height }, { reach }, random) => {
    const [dx, dy] = [smoothNoise(width, height, 4, random), smoothNoise(width, height, 4, random)]
    const far = 2 * reach * Math.min(width, height)
    return {
      from: (x, y) => {
        const column = Math.min(width - 1, Math.max(0, Math.floor(x)))
        const row = Math.min(height - 1, Math.max(0, Math.floor(y)))
        const at = row * width + column
        return [x + far * (dx[at]! - 0.5), y + far * (dy[at]! - 0.5)]
      },
    }
  },
})
