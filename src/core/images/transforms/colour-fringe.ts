import { byPlace, mirror } from './pixels'
import { pixelTransform } from './transform'

/** Chromatic aberration: red drawn a little larger than green, blue a little smaller. */
export const colourFringe = pixelTransform({
  id: 'colour-fringe',
  group: 'sensor',
  needsColour: true,
  parameters: { spread: { unit: 'share', least: 0, most: 0.06, usual: [0.005, 0.02], neutral: 0 } },
  change: (picture, { spread }) => {
    const { width, height, pixels } = picture
    const [cx, cy] = [(width - 1) / 2, (height - 1) / 2]
    return byPlace(picture, (level, x, y, channel) => {
      if (channel === 1) return level
      const factor = channel === 0 ? 1 - spread : 1 + spread
      const u = mirror(Math.round(cx + (x - cx) * factor), width)
      const v = mirror(Math.round(cy + (y - cy) * factor), height)
      return pixels[(v * width + u) * 3 + channel]!
    })
  },
})
