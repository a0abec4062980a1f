import * as v from 'valibot'
import type { PictureGenerator } from './picture-generator'
import { fitPyramid } from './pyramid-fit'
import { restorePyramid } from './pyramid-model'
import { sizesFor } from './pyramid-sizes'

const options = v.object({
  /** Optimizer steps of each level; 0 = as many as fit into the time, or by the number of pictures. */
  steps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 0),
})
type PyramidFlowOptions = v.InferOutput<typeof options>

/** Small pictures by a flow in the space of principal components, then one local flow per doubling of their size. */
export const pyramidFlow: PictureGenerator<PyramidFlowOptions> = {
  id: 'pyramid-flow',
  label: 'Pyramid flow',
  summary: 'Learns small pictures first and then how to sharpen them: the better pictures, within minutes.',
  paper:
    'Flow matching (Lipman et al. 2022, arXiv 2210.02747) in its trigonometric form (arXiv 2410.11081), cascaded (Ho et al. 2021, arXiv 2106.15282)',
  options,
  trains: true,
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
