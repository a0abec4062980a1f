import { affineWarp, warpTransform } from './warp'

export const zoom = warpTransform({
  id: 'zoom',
  parameters: { size: { unit: 'times', least: 0.3, most: 3, usual: [0.85, 1.2], neutral: 1 } },
  warp: (picture, { size }) => affineWarp(picture, [size, 0, 0, 0, size, 0]),
})
