import { smoothNoise, smoothStep } from './noise'
import { byPlace } from './pixels'
import { pixelTransform } from './transform'

/** Dark dirt on the lens, in blots. */
export const spatter = pixelTransform({
  id: 'spatter',
  group: 'weather',
  parameters: { cover: { unit: 'share', least: 0, most: 0.6, usual: [0.05, 0.25], neutral: 0 } },
  change: (picture, { cover }, random) => {
    const noise = smoothNoise(picture.width, picture.height, 10, random)
    const sorted = Float64Array.from(noise).sort()
    const limit = cover === 0 ? 2 : sorted[Math.max(0, Math.floor((1 - cover) * sorted.length) - 1)]!
    return byPlace(picture, (level, x, y) => {
      const dirt = smoothStep((noise[y * picture.width + x]! - limit) * 20)
      return level + (50 - level) * 0.85 * dirt
    })
  },
})
