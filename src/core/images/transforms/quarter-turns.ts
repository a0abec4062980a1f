import { affineWarp, warpTransform } from './warp'

const turns = [
  [1, 0, 0, 0, 1, 0],
  [0, 1, 0, -1, 0, 0],
  [-1, 0, 0, 0, -1, 0],
  [0, -1, 0, 1, 0, 0],
] as const

/** Counter-clockwise. A picture that is not square only takes half turns, since it keeps its size. */
export const quarterTurns = warpTransform({
  id: 'quarter-turns',
  parameters: { turns: { unit: 'count', least: 0, most: 3, usual: [1, 3], neutral: 0, whole: true } },
  warp: (size, { turns: wished }) => {
    const turn = Math.round(wished) % 4
    return affineWarp(size, turns[size.width === size.height ? turn : turn === 0 ? 0 : 2]!)
  },
})
