import { affineWarp, warpTransform } from './warp'

export const horizontalFlip = warpTransform({
  id: 'horizontal-flip',
  parameters: {},
  warp: (size) => affineWarp(size, [-1, 0, 0, 0, 1, 0]),
})
