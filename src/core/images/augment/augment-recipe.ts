import * as v from 'valibot'
import { parseRecipe } from '../parse-recipe'
import { type Mix, mixKinds } from './mixing'
import { knownTransforms, type Step } from './pipeline'
import { presets } from './presets'

/** How pictures are augmented; a file of its own that gives the same set again. */
export interface AugmentRecipe {
  readonly format: 'synthetic-data-studio/augmentation'
  readonly version: 1
  readonly seed: number
  /** Made pictures for each class. Absent: as many as the class has. */
  readonly perClass?: number
  readonly steps: readonly Step[]
  /** Absent: every picture is made of one. */
  readonly mix?: Mix
}

export const mostPerClass = 100_000

export const defaultRecipe: AugmentRecipe = {
  format: 'synthetic-data-studio/augmentation',
  version: 1,
  seed: 1,
  steps: presets[0]!.pipeline,
}

const chance = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))
const few = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8))
const deepest = 4

function stepAt(depth: number): v.GenericSchema<unknown, Step> {
  const single = [
    v.strictObject({
      kind: v.literal('transform'),
      transform: v.picklist(knownTransforms),
      chance,
      ranges: v.record(v.string(), v.tuple([v.number(), v.number()])),
    }),
    v.strictObject({ kind: v.literal('rand-augment'), chance, count, strength: chance }),
    v.strictObject({ kind: v.literal('trivial-augment'), chance }),
    v.strictObject({ kind: v.literal('aug-mix'), chance, chains: few, depth: few, strength: chance }),
  ] as const
  if (depth === 0) return v.union(single)
  const steps = v.pipe(v.array(stepAt(depth - 1)), v.minLength(1), v.maxLength(60))
  return v.union([
    ...single,
    v.strictObject({ kind: v.literal('one-of'), chance, steps }),
    v.strictObject({ kind: v.literal('some-of'), chance, count, steps }),
  ])
}

const schema = v.strictObject({
  format: v.literal('synthetic-data-studio/augmentation'),
  version: v.literal(1),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  perClass: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostPerClass))),
  steps: v.pipe(v.array(stepAt(deepest)), v.maxLength(60)),
  mix: v.optional(
    v.strictObject({ kind: v.picklist(mixKinds), chance, alpha: v.pipe(v.number(), v.minValue(0.05), v.maxValue(10)) }),
  ),
})

/** @throws images/recipe-unreadable with the first thing that is wrong */
export const readAugmentRecipe = (text: string): AugmentRecipe => parseRecipe(schema, text) as AugmentRecipe
