import { luma } from '../picture'
import { byColour } from './pixels'
import { pixelTransform } from './transform'

export const grey = pixelTransform({
  id: 'grey',
  group: 'light',
  needsColour: true,
  parameters: {},
  change: (picture) =>
    byColour(picture, (r, g, b, out) => {
      out.fill(luma(r, g, b))
    }),
})
