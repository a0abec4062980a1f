import { convolve, type Tap } from './pixels'
import { pixelTransform } from './transform'

/** A disc, as an open lens draws a point out of focus. */
export const defocus = pixelTransform({
  id: 'defocus',
  group: 'sensor',
  parameters: { radius: { unit: 'px', least: 0, most: 8, usual: [1, 3], neutral: 0 } },
  change: (picture, { radius }) => convolve(picture, discTaps(radius)),
})

function discTaps(radius: number): Tap[] {
  const reach = Math.ceil(radius)
  const taps: { dx: number; dy: number; weight: number }[] = []
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const weight = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)))
      if (weight > 0) taps.push({ dx, dy, weight })
    }
  const total = taps.reduce((sum, { weight }) => sum + weight, 0)
  return taps.map((tap) => ({ ...tap, weight: tap.weight / total }))
}
