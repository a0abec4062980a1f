import { blend, gaussianKernel } from './pixels'
import { separable } from './separable'
import { pixelTransform } from './transform'

/** Unsharp masking with a radius of one pixel. */
export const sharpen = pixelTransform({
  id: 'sharpen',
  group: 'sensor',
  parameters: { amount: { unit: 'times', least: 0, most: 4, usual: [0.3, 1.5], neutral: 0 } },
  change: (picture, { amount }) => blend(picture, separable(picture, gaussianKernel(1)), -amount),
})
