import { pixelTransform } from './transform'

/** Pixels that are black or white whatever they see. */
export const deadPixels = pixelTransform({
  id: 'dead-pixels',
  group: 'sensor',
  parameters: { share: { unit: 'share', least: 0, most: 0.3, usual: [0.002, 0.03], neutral: 0 } },
  change: (picture, { share }, random) => {
    const { channels } = picture
    const pixels = picture.pixels.slice()
    for (let at = 0; at < pixels.length; at += channels)
      if (random.uniform() < share) pixels.fill(random.uniform() < 0.5 ? 0 : 255, at, at + channels)
    return { ...picture, pixels }
  },
})
