import { affineWarp, warpTransform } from './warp'

export const shift = warpTransform({
  id: 'shift',
  parameters: {
    right: { unit: 'share', least: -0.5, most: 0.5, usual: [-0.1, 0.1], neutral: 0 },
    down: { unit: 'share', least: -0.5, most: 0.5, usual: [-0.1, 0.1], neutral: 0 },
  },
  warp: (size, { right, down }) => affineWarp(size, [1, 0, right * size.width, 0, 1, down * size.height]),
})
