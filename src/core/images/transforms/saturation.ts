import { luma } from '../picture'
import { byColour } from './pixels'
import { pixelTransform } from './transform'

/** 0 is grey, as Pillow's ImageEnhance.Color. */
export const saturation = pixelTransform({
  id: 'saturation',
  group: 'light',
  needsColour: true,
  parameters: { factor: { unit: 'times', least: 0, most: 3, usual: [0.6, 1.5], neutral: 1 } },
  change: (picture, { factor }) =>
    byColour(picture, (r, g, b, out) => {
      const grey = luma(r, g, b)
      out[0] = grey + (r - grey) * factor
      out[1] = grey + (g - grey) * factor
      out[2] = grey + (b - grey) * factor
    }),
})
