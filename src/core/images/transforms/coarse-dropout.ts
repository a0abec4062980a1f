import { pixelTransform } from './transform'

/** Black rectangles at random places. */
export const coarseDropout = pixelTransform({
  id: 'coarse-dropout',
  group: 'occlusion',
  parameters: {
    count: { unit: 'count', least: 0, most: 20, usual: [1, 5], neutral: 0, whole: true },
    side: { unit: 'share', least: 0.02, most: 0.5, usual: [0.08, 0.22] },
  },
  change: (picture, { count, side }, random) => {
    const { width, height, channels } = picture
    const pixels = picture.pixels.slice()
    const [w, h] = [Math.max(1, Math.round(side * width)), Math.max(1, Math.round(side * height))]
    for (let i = 0; i < Math.round(count); i++) {
      const [left, top] = [random.below(width - w + 1), random.below(height - h + 1)]
      for (let y = top; y < top + h; y++)
        pixels.fill(0, (y * width + left) * channels, (y * width + left + w) * channels)
    }
    return { ...picture, pixels }
  },
})
