import { pixelTransform } from './transform'

/** One rectangle filled with noise (Zhong et al. 2017). */
export const randomErasing = pixelTransform({
  id: 'random-erasing',
  group: 'occlusion',
  parameters: {
    area: { unit: 'share', least: 0, most: 0.6, usual: [0.03, 0.2], neutral: 0 },
    proportion: { unit: 'times', least: 0.3, most: 3.3, usual: [0.5, 2] },
  },
  change: (picture, { area, proportion }, random) => {
    const { width, height, channels } = picture
    const pixels = picture.pixels.slice()
    const w = Math.min(width, Math.round(Math.sqrt(area * width * height * proportion)))
    const h = Math.min(height, Math.round(Math.sqrt((area * width * height) / proportion)))
    const [left, top] = [random.below(width - w + 1), random.below(height - h + 1)]
    for (let y = top; y < top + h; y++)
      for (let at = (y * width + left) * channels; at < (y * width + left + w) * channels; at++)
        pixels[at] = random.below(256)
    return { ...picture, pixels }
  },
})
