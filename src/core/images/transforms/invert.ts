import { byLevel } from './pixels'
import { pixelTransform } from './transform'

export const invert = pixelTransform({
  id: 'invert',
  group: 'light',
  parameters: {},
  change: (picture) => byLevel(picture, (level) => 255 - level),
})
