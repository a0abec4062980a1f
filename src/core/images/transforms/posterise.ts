import { byLevel } from './pixels'
import { pixelTransform } from './transform'

export const posterise = pixelTransform({
  id: 'posterise',
  group: 'light',
  parameters: { bits: { unit: 'bits', least: 1, most: 8, usual: [3, 6], neutral: 8, whole: true } },
  change: (picture, { bits }) => {
    const mask = (0xff << (8 - Math.round(bits))) & 0xff
    return byLevel(picture, (level) => level & mask)
  },
})
