import { affineWarp, warpTransform } from './warp'

/** A part of the picture, somewhere in it, drawn at full size. */
export const cropAndResize = warpTransform({
  id: 'crop-and-resize',
  parameters: { side: { unit: 'share', least: 0.2, most: 1, usual: [0.75, 1], neutral: 1 } },
  warp: (size, { side }, random) => {
    const [right, down] = [(random.uniform() - 0.5) * (1 - side), (random.uniform() - 0.5) * (1 - side)]
    return affineWarp(size, [1 / side, 0, (-right * size.width) / side, 0, 1 / side, (-down * size.height) / side])
  },
})
