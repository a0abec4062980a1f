import { byPlace } from './pixels'
import { pixelTransform } from './transform'

/** Black squares in a regular grid (Chen et al. 2020, GridMask). */
export const gridDropout = pixelTransform({
  id: 'grid-dropout',
  group: 'occlusion',
  parameters: {
    cells: { unit: 'count', least: 2, most: 12, usual: [3, 7], whole: true },
    side: { unit: 'share', least: 0, most: 0.9, usual: [0.3, 0.5], neutral: 0 },
  },
  change: (picture, { cells, side }, random) => {
    const cell = Math.max(2, Math.max(picture.width, picture.height) / Math.round(cells))
    const [offsetX, offsetY] = [random.uniform() * cell, random.uniform() * cell]
    const isHole = (at: number) => at % cell < side * cell
    return byPlace(picture, (level, x, y) => (isHole(x + offsetX) && isHole(y + offsetY) ? 0 : level))
  },
})
