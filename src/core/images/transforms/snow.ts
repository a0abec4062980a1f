import { byPlace } from './pixels'
import { dot } from './strokes'
import { pixelTransform } from './transform'

/** Flakes of different sizes before a picture with less contrast. */
export const snow = pixelTransform({
  id: 'snow',
  group: 'weather',
  parameters: { amount: { unit: 'share', least: 0, most: 1, usual: [0.2, 0.7], neutral: 0 } },
  change: (picture, { amount }, random) => {
    const { width, height } = picture
    const flakes = new Float64Array(width * height)
    const count = Math.round((amount * width * height) / 60)
    const unit = Math.max(0.4, Math.min(width, height) / 200)
    for (let i = 0; i < count; i++)
      dot(
        flakes,
        width,
        height,
        random.uniform() * width,
        random.uniform() * height,
        unit * (0.4 + 1.2 * random.uniform() ** 2),
      )
    return byPlace(picture, (level, x, y) => {
      const pale = level + (220 - level) * 0.25 * amount
      return pale + (250 - pale) * 0.9 * flakes[y * width + x]!
    })
  },
})
