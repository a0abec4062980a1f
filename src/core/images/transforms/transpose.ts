import { affineWarp, warpTransform } from './warp'

/** Mirrored at the diagonal; of a picture that is not square, turned by half. */
export const transpose = warpTransform({
  id: 'transpose',
  parameters: {},
  warp: (size) => affineWarp(size, size.width === size.height ? [0, 1, 0, 1, 0, 0] : [-1, 0, 0, 0, -1, 0]),
})
