import { toByte } from '../picture'
import { pixelTransform } from './transform'

/** The blotchy colour of a sensor at high ISO: noise that is shared by squares of two pixels, stronger in red and blue. */
export const colourNoise = pixelTransform({
  id: 'colour-noise',
  group: 'sensor',
  needsColour: true,
  parameters: { deviation: { unit: 'levels', least: 0, most: 60, usual: [4, 16], neutral: 0 } },
  change: ({ width, ...picture }, { deviation }, random) => {
    const columns = (width + 1) >> 1
    const rows = (picture.height + 1) >> 1
    const noise = Float64Array.from(
      { length: columns * rows * 3 },
      (_, i) => deviation * (i % 3 === 1 ? 0.5 : 1) * random.normal(),
    )
    const pixels = picture.pixels.map((level, i) => {
      const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
      return toByte(level + noise[((y >> 1) * columns + (x >> 1)) * 3 + (i % 3)]!)
    })
    return { ...picture, width, pixels }
  },
})
