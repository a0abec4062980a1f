import { byColour } from './pixels'
import { pixelTransform } from './transform'

/** Light of another colour temperature: red and blue scaled as a black body's light does near daylight, 6,500 K neutral. */
export const whiteBalance = pixelTransform({
  id: 'white-balance',
  group: 'light',
  needsColour: true,
  parameters: { temperature: { unit: 'kelvin', least: 2500, most: 15000, usual: [4500, 9000], neutral: 6500 } },
  change: (picture, { temperature }) => {
    const [red, blue] = [blackBodyRatio(temperature, 610e-9), blackBodyRatio(temperature, 465e-9)]
    return byColour(picture, (r, g, b, out) => {
      out[0] = r * red
      out[1] = g
      out[2] = b * blue
    })
  },
})

const hcOverK = 0.014387769 // m K
/** Planck's law at a wavelength against 550 nm, relative to 6,500 K; with a display's exponent of 1 / 2.2. */
export function blackBodyRatio(kelvin: number, wavelength: number): number {
  const light = (t: number, l: number) => 1 / (l ** 5 * (Math.exp(hcOverK / (l * t)) - 1))
  const relative = (t: number) => light(t, wavelength) / light(t, 550e-9)
  return (relative(kelvin) / relative(6500)) ** (1 / 2.2)
}
