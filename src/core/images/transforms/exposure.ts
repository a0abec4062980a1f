import { byLevel } from './pixels'
import { pixelTransform } from './transform'

/** More or less light, in linear light (IEC 61966-2-1), as a longer or shorter exposure gives. */
export const exposure = pixelTransform({
  id: 'exposure',
  group: 'light',
  parameters: { stops: { unit: 'stops', least: -3, most: 3, usual: [-0.8, 0.8], neutral: 0 } },
  change: (picture, { stops }) =>
    byLevel(picture, (level) => 255 * encoded(Math.min(1, linear(level / 255) * 2 ** stops))),
})

const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
const encoded = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055)
