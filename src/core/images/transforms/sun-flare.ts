import { byPlace } from './pixels'
import { pixelTransform } from './transform'

/** A bright spot in the upper half that fades outwards. */
export const sunFlare = pixelTransform({
  id: 'sun-flare',
  group: 'light',
  parameters: { strength: { unit: 'share', least: 0, most: 1, usual: [0.3, 0.7], neutral: 0 } },
  change: (picture, { strength }, random) => {
    const [cx, cy] = [random.uniform() * picture.width, random.uniform() * picture.height * 0.5]
    const reach = 0.35 * Math.max(picture.width, picture.height)
    return byPlace(picture, (level, x, y) => {
      const glow = strength * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * reach * reach * 0.3))
      return level + (255 - level) * glow
    })
  },
})
