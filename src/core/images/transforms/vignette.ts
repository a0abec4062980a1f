import { byPlace } from './pixels'
import { pixelTransform } from './transform'

/** Darker towards the corners, by the fourth power of the cosine as behind a simple lens. */
export const vignette = pixelTransform({
  id: 'vignette',
  group: 'light',
  parameters: { strength: { unit: 'share', least: 0, most: 1, usual: [0.2, 0.6], neutral: 0 } },
  change: (picture, { strength }) => {
    const [cx, cy] = [(picture.width - 1) / 2, (picture.height - 1) / 2]
    const corner = cx * cx + cy * cy || 1
    return byPlace(picture, (level, x, y) => {
      const r = ((x - cx) ** 2 + (y - cy) ** 2) / corner
      return level * (1 - strength + strength / (1 + r) ** 2)
    })
  },
})
