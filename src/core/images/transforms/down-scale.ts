import { resize } from '../resize'
import { pixelTransform } from './transform'

/** Taken with fewer pixels and enlarged again. */
export const downScale = pixelTransform({
  id: 'down-scale',
  group: 'sensor',
  parameters: { size: { unit: 'times', least: 0.1, most: 1, usual: [0.4, 0.8], neutral: 1 } },
  change: (picture, { size }) => {
    const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * size))) as [
      number,
      number,
    ]
    return resize(resize(picture, width, height), picture.width, picture.height)
  },
})
