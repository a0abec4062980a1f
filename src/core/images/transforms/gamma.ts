import { byLevel } from './pixels'
import { pixelTransform } from './transform'

/** Below 1 the shadows get lighter, above darker. */
export const gamma = pixelTransform({
  id: 'gamma',
  group: 'light',
  parameters: { power: { unit: 'times', least: 0.3, most: 3, usual: [0.75, 1.35], neutral: 1 } },
  change: (picture, { power }) => byLevel(picture, (level) => 255 * (level / 255) ** power),
})
