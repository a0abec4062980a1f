import { gaussianKernel } from './pixels'
import { separable } from './separable'
import { pixelTransform } from './transform'

export const blur = pixelTransform({
  id: 'blur',
  group: 'sensor',
  parameters: { deviation: { unit: 'px', least: 0, most: 8, usual: [0.4, 1.6], neutral: 0 } },
  change: (picture, { deviation }) => (deviation < 0.05 ? picture : separable(picture, gaussianKernel(deviation))),
})
