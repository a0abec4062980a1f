import { byPlace } from './pixels'
import { strokes } from './strokes'
import { pixelTransform } from './transform'

/** Light slanting streaks over a slightly darker picture. */
export const rain = pixelTransform({
  id: 'rain',
  group: 'weather',
  parameters: {
    amount: { unit: 'share', least: 0, most: 1, usual: [0.2, 0.7], neutral: 0 },
    slant: { unit: 'degrees', least: -40, most: 40, usual: [-20, 20] },
  },
  change: (picture, { amount, slant }, random) => {
    const { width, height } = picture
    const drops = strokes(picture, random, {
      count: Math.round((amount * width * height) / 120),
      length: 0.12 * height,
      angle: Math.PI / 2 + (slant * Math.PI) / 180,
      radius: 0.5,
    })
    return byPlace(picture, (level, x, y) => {
      const dull = level * (1 - 0.2 * amount)
      return dull + (215 - dull) * 0.7 * drops[y * width + x]!
    })
  },
})
