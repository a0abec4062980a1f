import { toByte } from '../picture'
import { pixelTransform } from './transform'

/** The noise of counted photons: its variance grows with the light. `photons` stand behind a white pixel. */
export const shotNoise = pixelTransform({
  id: 'shot-noise',
  group: 'sensor',
  parameters: { photons: { unit: 'count', least: 5, most: 2000, usual: [60, 400] } },
  // A normal draw of the same variance in the place of a Poisson one: from five photons on the levels hide the difference.
  change: (picture, { photons }, random) => ({
    ...picture,
    pixels: picture.pixels.map((level) => toByte(level + Math.sqrt((level * 255) / photons) * random.normal())),
  }),
})
