import { affineWarp, warpTransform } from './warp'

/** Wider and as much lower, or the other way. */
export const stretch = warpTransform({
  id: 'stretch',
  parameters: { width: { unit: 'times', least: 0.5, most: 2, usual: [0.85, 1.2], neutral: 1 } },
  warp: (size, { width }) => {
    const across = Math.sqrt(width)
    return affineWarp(size, [across, 0, 0, 0, 1 / across, 0])
  },
})
