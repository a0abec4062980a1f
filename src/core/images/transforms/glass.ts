import { pixelTransform } from './transform'

/** Seen through rippled glass: each pixel is taken from somewhere near. */
export const glass = pixelTransform({
  id: 'glass',
  group: 'sensor',
  parameters: { reach: { unit: 'px', least: 0, most: 6, usual: [0.7, 2], neutral: 0 } },
  change: (picture, { reach }, random) => {
    const { width, height, channels, pixels } = picture
    const out = new Uint8Array(pixels.length)
    const near = (i: number, n: number) =>
      Math.min(n - 1, Math.max(0, Math.round(i + reach * (2 * random.uniform() - 1))))
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const from = (near(y, height) * width + near(x, width)) * channels
        out.set(pixels.subarray(from, from + channels), (y * width + x) * channels)
      }
    return { ...picture, pixels: out }
  },
})
