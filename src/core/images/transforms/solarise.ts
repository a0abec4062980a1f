import { byLevel } from './pixels'
import { pixelTransform } from './transform'

/** Levels from the threshold on are inverted. */
export const solarise = pixelTransform({
  id: 'solarise',
  group: 'light',
  parameters: { threshold: { unit: 'levels', least: 0, most: 256, usual: [128, 230], neutral: 256 } },
  change: (picture, { threshold }) => byLevel(picture, (level) => (level < threshold ? level : 255 - level)),
})
