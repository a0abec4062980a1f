import { warpTransform } from './warp'

/** Radial distortion: barrel below zero, pincushion above. */
export const lens = warpTransform({
  id: 'lens',
  parameters: { bend: { unit: 'share', least: -0.4, most: 0.4, usual: [-0.15, 0.15], neutral: 0 } },
  warp: ({ width, height }, { bend }) => {
    const [cx, cy] = [width / 2, height / 2]
    const radius = cx * cx + cy * cy
    return {
      from: (x, y) => {
        const [u, v] = [x - cx, y - cy]
        const factor = 1 + bend * ((u * u + v * v) / radius - 0.5)
        return [u * factor + cx, v * factor + cy]
      },
    }
  },
})
