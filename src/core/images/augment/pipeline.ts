import { permutation, type Random } from '../../random'
import type { Picture } from '../picture'
import { findTransform, transforms } from '../transforms/registry'
import { noTargets, type Parameter, type Sample, type Transform } from '../transforms/transform'
import { augMix } from './aug-mix'

/** One step of a pipeline. `chance`: how often it is taken, 0–1. */
export type Step =
  | {
      readonly kind: 'transform'
      readonly transform: string
      readonly chance: number
      /** What each value is drawn from; the usual range where absent. */
      readonly ranges: { readonly [parameter: string]: readonly [number, number] }
    }
  | { readonly kind: 'one-of'; readonly chance: number; readonly steps: readonly Step[] }
  | { readonly kind: 'some-of'; readonly chance: number; readonly count: number; readonly steps: readonly Step[] }
  /** RandAugment (Cubuk et al. 2019): `count` transforms, all at one strength, 0–1 of their usual ranges. */
  | { readonly kind: 'rand-augment'; readonly chance: number; readonly count: number; readonly strength: number }
  /** TrivialAugment (Müller and Hutter 2021): one transform at a strength that is drawn too. */
  | { readonly kind: 'trivial-augment'; readonly chance: number }
  /** AugMix: `chains` of one to `depth` changes, averaged; all at one strength. */
  | {
      readonly kind: 'aug-mix'
      readonly chance: number
      readonly chains: number
      readonly depth: number
      readonly strength: number
    }

export type Pipeline = readonly Step[]

/** What the automatic policies choose from: what a label survives at usual strength, whatever the picture shows. */
const policyTransforms = [
  'rotate',
  'shift',
  'zoom',
  'stretch',
  'shear',
  'brightness',
  'contrast',
  'gamma',
  'saturation',
  'hue',
  'white-balance',
  'posterise',
  'solarise',
  'equalise',
  'auto-contrast',
  'sharpen',
  'blur',
  'gaussian-noise',
]

/** What AugMix chooses from: the paper's list, which keeps off what its corruptions are made of. */
const augMixTransforms = ['auto-contrast', 'equalise', 'posterise', 'solarise', 'rotate', 'shear', 'shift']

/** The steps one after another. The same sample, pipeline and stream give the same bytes. */
export function applyPipeline(sample: Sample, pipeline: Pipeline, random: Random): Sample {
  return pipeline.reduce((made, step, i) => applyStep(made, step, random.fork(i)), sample)
}

function applyStep(sample: Sample, step: Step, random: Random): Sample {
  if (random.uniform() >= step.chance) return sample
  switch (step.kind) {
    case 'transform': {
      const transform = findTransform(step.transform)
      return transform
        ? applyDrawn(
            sample,
            transform,
            (id, parameter) => step.ranges[id] ?? usualRange(parameter, sample.picture),
            random,
          )
        : sample
    }
    case 'one-of':
      return step.steps.length === 0
        ? sample
        : applyStep(sample, step.steps[random.below(step.steps.length)]!, random.fork('one'))
    case 'some-of': {
      const chosen = [...permutation(step.steps.length, random).subarray(0, step.count)].sort((a, b) => a - b)
      return chosen.reduce((made, i) => applyStep(made, step.steps[i]!, random.fork(i)), sample)
    }
    case 'rand-augment': {
      const chosen = permutation(policyTransforms.length, random).subarray(0, step.count)
      return chosen.reduce((made, i) => applyPolicy(made, policyTransforms[i]!, step.strength, random.fork(i)), sample)
    }
    case 'trivial-augment':
      return applyPolicy(
        sample,
        policyTransforms[random.below(policyTransforms.length)]!,
        random.uniform(),
        random.fork('one'),
      )
    case 'aug-mix': {
      // Where things are marked nothing moves: their ghosts would lie outside of their boxes.
      const { boxes, keypoints, mask } = sample.targets
      const isMarked = boxes.length + keypoints.length > 0 || mask !== undefined
      const choice = augMixTransforms.filter((id) => !isMarked || findTransform(id)!.group !== 'geometry')
      const change = (picture: Picture, stream: Random) =>
        applyPolicy(
          { picture, targets: noTargets },
          choice[stream.below(choice.length)]!,
          step.strength,
          stream.fork('one'),
        ).picture
      return { ...sample, picture: augMix(sample.picture, step.chains, step.depth, change, random.fork('mix')) }
    }
    default:
      return step satisfies never
  }
}

function applyPolicy(sample: Sample, id: string, strength: number, random: Random): Sample {
  const transform = findTransform(id)!
  return applyDrawn(
    sample,
    transform,
    (_, parameter) => atStrength({ ...parameter, usual: usualRange(parameter, sample.picture) }, strength),
    random,
  )
}

/** Lengths in pixels are usual for sides of 128 px and more; smaller pictures take proportionally less. */
export function usualRange(
  { unit, usual }: Parameter,
  { width, height }: Pick<Picture, 'width' | 'height'>,
): readonly [number, number] {
  const scale = unit === 'px' ? Math.min(1, Math.max(width, height) / 128) : 1
  return [usual[0] * scale, usual[1] * scale]
}

/** The usual range, drawn together towards where nothing happens. */
function atStrength({ usual, neutral }: Parameter, strength: number): readonly [number, number] {
  if (neutral === undefined) return usual
  return [neutral + (usual[0] - neutral) * strength, neutral + (usual[1] - neutral) * strength]
}

function applyDrawn(
  sample: Sample,
  transform: Transform,
  rangeOf: (id: string, parameter: Parameter) => readonly [number, number],
  random: Random,
): Sample {
  const values = Object.entries(transform.parameters).map(([id, parameter]) => {
    const [low, high] = rangeOf(id, parameter)
    const drawn = parameter.whole
      ? low + random.below(Math.max(1, Math.floor(high) - Math.ceil(low) + 1))
      : low + (high - low) * random.uniform()
    return [id, Math.min(parameter.most, Math.max(parameter.least, parameter.whole ? Math.round(drawn) : drawn))]
  })
  return transform.apply(sample, Object.fromEntries(values), random.fork('apply'))
}

/** A step with the usual ranges. */
export function usually(transform: string, chance: number): Step {
  return { kind: 'transform', transform, chance, ranges: {} }
}

export const knownTransforms = transforms.map(({ id }) => id)

/** As the paper has it: three chains of up to three changes. */
export const usualAugMix: Step = { kind: 'aug-mix', chance: 1, chains: 3, depth: 3, strength: 0.8 }
