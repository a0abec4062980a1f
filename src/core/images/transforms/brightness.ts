import { byLevel } from './pixels'
import { pixelTransform } from './transform'

export const brightness = pixelTransform({
  id: 'brightness',
  group: 'light',
  parameters: { factor: { unit: 'times', least: 0.1, most: 3, usual: [0.7, 1.3], neutral: 1 } },
  change: (picture, { factor }) => byLevel(picture, (level) => level * factor),
})
