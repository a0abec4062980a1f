import { toByte } from '../picture'
import { pixelTransform } from './transform'

export const gaussianNoise = pixelTransform({
  id: 'gaussian-noise',
  group: 'sensor',
  parameters: { deviation: { unit: 'levels', least: 0, most: 80, usual: [4, 18], neutral: 0 } },
  change: (picture, { deviation }, random) => ({
    ...picture,
    pixels: picture.pixels.map((level) => toByte(level + deviation * random.normal())),
  }),
})
