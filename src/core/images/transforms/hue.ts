import { byColour } from './pixels'
import { pixelTransform } from './transform'

/** Colours turned about the grey axis in YIQ, which keeps their lightness. */
export const hue = pixelTransform({
  id: 'hue',
  group: 'light',
  needsColour: true,
  parameters: { angle: { unit: 'degrees', least: -180, most: 180, usual: [-20, 20], neutral: 0 } },
  change: (picture, { angle }) => {
    const radians = (angle * Math.PI) / 180
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
    return byColour(picture, (r, g, b, out) => {
      const y = 0.299 * r + 0.587 * g + 0.114 * b
      const [u, v] = [0.492111 * (b - y), 0.877283 * (r - y)]
      const [u2, v2] = [u * cos - v * sin, u * sin + v * cos]
      const [red, blue] = [y + v2 / 0.877283, y + u2 / 0.492111]
      out[0] = red
      out[1] = (y - 0.299 * red - 0.114 * blue) / 0.587
      out[2] = blue
    })
  },
})
