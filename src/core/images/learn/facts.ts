import * as v from 'valibot'
import type { PictureGenerator } from './picture-generator'

/** What a screen needs of a generator; the algorithms stay in the workers. */
export type PictureGeneratorFacts<Options = unknown> = Omit<PictureGenerator<Options>, 'fit' | 'restore'>

const gaussianOptions = v.object({
  /** Principal components that are kept at most. */
  components: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(512)), 100),
})
export type ClassGaussianOptions = v.InferOutput<typeof gaussianOptions>

export const classGaussianFacts: PictureGeneratorFacts<ClassGaussianOptions> = {
  id: 'class-gaussian',
  label: 'Class Gaussian',
  summary: 'One normal distribution per class over principal components: blurred drafts, within seconds.',
  paper:
    'Principal components by Halko, Martinsson and Tropp 2011 (arXiv 0909.4061), one normal distribution per class',
  options: gaussianOptions,
  trains: false,
}

const flowOptions = v.object({
  /** Optimizer steps of each level; 0 = as many as fit into the time, or by the number of pictures. */
  steps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)), 0),
})
export type PyramidFlowOptions = v.InferOutput<typeof flowOptions>

export const pyramidFlowFacts: PictureGeneratorFacts<PyramidFlowOptions> = {
  id: 'pyramid-flow',
  label: 'Pyramid flow',
  summary: 'Learns small pictures first and then how to sharpen them: the better pictures, within minutes.',
  paper:
    'Flow matching (Lipman et al. 2022, arXiv 2210.02747) in its trigonometric form (arXiv 2410.11081), cascaded (Ho et al. 2021, arXiv 2106.15282)',
  options: flowOptions,
  trains: true,
}

export const pictureGeneratorFacts: readonly PictureGeneratorFacts[] = [pyramidFlowFacts, classGaussianFacts]
