import { affineWarp, warpTransform } from './warp'

/** Counter-clockwise about the middle. */
export const rotate = warpTransform({
  id: 'rotate',
  parameters: { angle: { unit: 'degrees', least: -180, most: 180, usual: [-15, 15], neutral: 0 } },
  warp: (size, { angle }) => {
    const radians = (angle * Math.PI) / 180
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
    return affineWarp(size, [cos, sin, 0, -sin, cos, 0])
  },
})
