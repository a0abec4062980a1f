import { byPlace } from './pixels'
import { pixelTransform } from './transform'

/** Bright and dark bands across, as from a shutter under flickering light. */
export const scanLines = pixelTransform({
  id: 'scan-lines',
  group: 'sensor',
  parameters: {
    strength: { unit: 'share', least: 0, most: 0.6, usual: [0.05, 0.2], neutral: 0 },
    count: { unit: 'count', least: 1, most: 40, usual: [3, 12] },
  },
  change: (picture, { strength, count }, random) => {
    const phase = random.uniform() * 2 * Math.PI
    return byPlace(
      picture,
      (level, _, y) => level * (1 + strength * Math.sin((2 * Math.PI * count * y) / picture.height + phase)),
    )
  },
})
