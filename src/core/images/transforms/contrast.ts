import { greyOf } from '../picture'
import { byLevel } from './pixels'
import { pixelTransform } from './transform'

/** About the mean grey of the picture, as Pillow's ImageEnhance. */
export const contrast = pixelTransform({
  id: 'contrast',
  group: 'light',
  parameters: { factor: { unit: 'times', least: 0.1, most: 3, usual: [0.7, 1.4], neutral: 1 } },
  change: (picture, { factor }) => {
    const grey = greyOf(picture)
    const mean = Math.floor(grey.reduce((sum, level) => sum + level, 0) / grey.length + 0.5)
    return byLevel(picture, (level) => mean + (level - mean) * factor)
  },
})
