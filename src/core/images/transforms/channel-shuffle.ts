import { permutation } from '../../random'
import { byColour } from './pixels'
import { pixelTransform } from './transform'

export const channelShuffle = pixelTransform({
  id: 'channel-shuffle',
  group: 'light',
  needsColour: true,
  parameters: {},
  change: (picture, _, random) => {
    const order = permutation(3, random)
    return byColour(picture, (r, g, b, out) => {
      out[order[0]!] = r
      out[order[1]!] = g
      out[order[2]!] = b
    })
  },
})
