import { type Warp, warpTransform } from './warp'

/** Tilted about its middle as if seen from the side and from above: x' = x / (1 + p x + q y), likewise y. */
export const perspective = warpTransform({
  id: 'perspective',
  parameters: {
    sideways: { unit: 'share', least: -0.5, most: 0.5, usual: [-0.2, 0.2], neutral: 0 },
    upwards: { unit: 'share', least: -0.4, most: 0.4, usual: [-0.2, 0.2], neutral: 0 },
  },
  warp: ({ width, height }, { sideways, upwards }): Warp => {
    const [p, q] = [sideways / width, upwards / height]
    const [cx, cy] = [width / 2, height / 2]
    return {
      to: (x, y) => {
        const depth = 1 + p * (x - cx) + q * (y - cy)
        return [(x - cx) / depth + cx, (y - cy) / depth + cy]
      },
      from: (x, y) => {
        const depth = 1 - p * (x - cx) - q * (y - cy)
        return [(x - cx) / depth + cx, (y - cy) / depth + cy]
      },
    }
  },
})
