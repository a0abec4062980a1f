import { pixelTransform } from './transform'

/** The median of a square: what a camera's noise reduction leaves. */
export const median = pixelTransform({
  id: 'median',
  group: 'sensor',
  parameters: { radius: { unit: 'px', least: 0, most: 3, usual: [1, 1], neutral: 0, whole: true } },
  change: (picture, values) => {
    const radius = Math.round(values.radius)
    const { width, height, channels, pixels } = picture
    const out = new Uint8Array(pixels.length)
    const window = new Uint8Array((2 * radius + 1) ** 2)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < channels; c++) {
          let n = 0
          for (let dy = -radius; dy <= radius; dy++)
            for (let dx = -radius; dx <= radius; dx++)
              window[n++] = pixels[(inside(y + dy, height) * width + inside(x + dx, width)) * channels + c]!
          out[(y * width + x) * channels + c] = window.sort()[n >> 1]!
        }
    return { ...picture, pixels: out }
  },
})

const inside = (i: number, n: number) => Math.min(n - 1, Math.max(0, i))
