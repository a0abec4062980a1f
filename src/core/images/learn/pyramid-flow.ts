import { type PyramidFlowOptions, pyramidFlowFacts } from './facts'
import type { PictureGenerator } from './picture-generator'
import { fitPyramid } from './pyramid-fit'
import { restorePyramid } from './pyramid-model'
import { sizesFor } from './pyramid-sizes'

/** Small pictures by a flow in the space of principal components, then one local flow per doubling of their size. */
export const pyramidFlow: PictureGenerator<PyramidFlowOptions> = {
  ...pyramidFlowFacts,
  fit(data, { steps }, context) {
    const sizes = sizesFor(data.set, data.set.labels.length)
    if (steps === 0) return fitPyramid(data, sizes, context)
    const { seconds: _, ...untimed } = context
    return fitPyramid(data, { ...sizes, steps }, untimed)
  },
  async restore(snapshot, { engine }) {
    return restorePyramid(snapshot, engine)
  },
}
