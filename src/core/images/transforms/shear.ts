import { affineWarp, warpTransform } from './warp'

export const shear = warpTransform({
  id: 'shear',
  parameters: {
    across: { unit: 'degrees', least: -45, most: 45, usual: [-10, 10], neutral: 0 },
    down: { unit: 'degrees', least: -40, most: 40, usual: [-5, 5], neutral: 0 },
  },
  warp: (size, { across, down }) => {
    const [x, y] = [across, down].map((degrees) => Math.tan((degrees * Math.PI) / 180)) as [number, number]
    return affineWarp(size, [1, x, 0, y, 1, 0])
  },
})
