import { byPlace } from './pixels'
import { pixelTransform } from './transform'

/** A soft-edged shadow over one side of a random line. */
export const shadow = pixelTransform({
  id: 'shadow',
  group: 'light',
  parameters: { darkness: { unit: 'share', least: 0, most: 0.9, usual: [0.2, 0.55], neutral: 0 } },
  change: (picture, { darkness }, random) => {
    const angle = random.uniform() * 2 * Math.PI
    const [nx, ny] = [Math.cos(angle) / picture.width, Math.sin(angle) / picture.height]
    const offset = (random.uniform() - 0.5) * 0.5
    return byPlace(picture, (level, x, y) => {
      const side = nx * (x - picture.width / 2) + ny * (y - picture.height / 2) - offset
      return level * (1 - darkness * Math.min(1, Math.max(0, side * 12 + 0.5)))
    })
  },
})
