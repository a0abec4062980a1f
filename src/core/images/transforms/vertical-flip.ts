import { affineWarp, warpTransform } from './warp'

export const verticalFlip = warpTransform({
  id: 'vertical-flip',
  parameters: {},
  warp: (size) => affineWarp(size, [1, 0, 0, 0, -1, 0]),
})
