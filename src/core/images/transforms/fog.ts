import { smoothNoise } from './noise'
import { byPlace } from './pixels'
import { pixelTransform } from './transform'

/** White haze in drifts, denser towards the top, where things are farther. */
export const fog = pixelTransform({
  id: 'fog',
  group: 'weather',
  parameters: { density: { unit: 'share', least: 0, most: 1, usual: [0.25, 0.6], neutral: 0 } },
  change: (picture, { density }, random) => {
    const drifts = smoothNoise(picture.width, picture.height, 3, random)
    return byPlace(picture, (level, x, y) => {
      const far = 1 - 0.6 * (y / picture.height)
      const haze = density * far * (0.6 + 0.8 * (drifts[y * picture.width + x]! - 0.25))
      return level + (235 - level) * Math.min(1, Math.max(0, haze))
    })
  },
})
