import { normalTable, normalTableSize } from '../normal-table'
import { toByte } from '../picture'
import { pixelTransform } from './transform'

export const gaussianNoise = pixelTransform({
  id: 'gaussian-noise',
  group: 'sensor',
  parameters: { deviation: { unit: 'levels', least: 0, most: 80, usual: [4, 18], neutral: 0 } },
  change: (picture, { deviation }, random) => {
    const { pixels } = picture
    const table = normalTable()
    const noisy = new Uint8Array(pixels.length)
    // Two values for each draw of 32 bits.
    for (let i = 0; i < pixels.length; i += 2) {
      const bits = random.uint32()
      noisy[i] = toByte(pixels[i]! + deviation * table[bits & (normalTableSize - 1)]!)
      if (i + 1 < pixels.length)
        noisy[i + 1] = toByte(pixels[i + 1]! + deviation * table[(bits >>> 16) & (normalTableSize - 1)]!)
    }
    return { ...picture, pixels: noisy }
  },
})
