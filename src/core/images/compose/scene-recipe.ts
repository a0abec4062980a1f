import * as v from 'valibot'
import { usualRange } from '../augment/pipeline'
import { parseRecipe } from '../parse-recipe'
import { backgrounds } from './backgrounds/registry'
import { defects } from './defects/registry'
import { type SceneParameterId, sceneParameter, sceneParameterIds } from './scene-parameters'
import { type Spread, spreadShapes } from './spread'

/** How scenes are composed; a file of its own that gives the same set again. */
export interface SceneRecipe {
  readonly format: 'synthetic-data-studio/scenes'
  readonly version: 1
  readonly seed: number
  /** How many. */
  readonly scenes: number
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Classes whose cut-outs are placed; all that there are when absent. */
  readonly classes?: readonly string[]
  /** Grounds to choose from: ids of computed ones, or `own` for pictures. */
  readonly backgrounds: readonly string[]
  /** Classes whose pictures serve as grounds; all when absent. */
  readonly backgroundClasses?: readonly string[]
  /** Kinds of defects to choose from. */
  readonly defects: readonly string[]
  /** Of a thing's own area that has to be seen; what is hidden more, by others or by the edge, is not placed there. */
  readonly leastVisible: number
  /** How often a thing is mirrored, 0–1. */
  readonly mirrored: number
  /** What each value is drawn from; even over the usual range where absent. */
  readonly spreads: { readonly [Id in SceneParameterId]?: Spread }
  /** Of the scenes those for validation and for testing, 0–1; absent: all are for training. */
  readonly split?: { readonly validation: number; readonly test: number }
}

export const ownBackground = 'own'
export const mostScenes = 20_000
/** Of the scenes that may be for validation and testing together. */
export const mostHeld = 0.9

export const defaultSceneRecipe: SceneRecipe = {
  format: 'synthetic-data-studio/scenes',
  version: 1,
  seed: 1,
  scenes: 100,
  width: 512,
  height: 512,
  backgrounds: backgrounds.map(({ id }) => id),
  defects: defects.map(({ id }) => id),
  leastVisible: 0.6,
  mirrored: 0.5,
  spreads: {},
}

/** What a value is drawn from. */
export function spreadOf(recipe: SceneRecipe, id: SceneParameterId): Spread {
  const [low, high] = usualRange(sceneParameter(id), recipe)
  return recipe.spreads[id] ?? { low, high, shape: 'even' }
}

export interface ScenePreset {
  readonly id: 'objects' | 'crowded' | 'inspection'
  readonly change: Pick<SceneRecipe, 'spreads' | 'leastVisible' | 'mirrored'>
}

const even = (low: number, high: number): Spread => ({ low, high, shape: 'even' })

/** Named by what the scenes are for. */
export const scenePresets: readonly ScenePreset[] = [
  { id: 'objects', change: { spreads: {}, leastVisible: 0.6, mirrored: 0.5 } },
  {
    id: 'crowded',
    change: {
      spreads: {
        count: even(8, 20),
        size: { low: 0.1, high: 0.35, shape: 'low' },
        rotation: even(-180, 180),
        distractors: even(0, 5),
      },
      leastVisible: 0.35,
      mirrored: 0.5,
    },
  },
  {
    id: 'inspection',
    change: {
      spreads: {
        count: even(0, 0),
        defects: even(0, 3),
        shading: even(0, 0.1),
        brightness: even(-0.15, 0.15),
        temperature: even(6000, 7200),
        'background-blur': even(0, 0),
        blur: even(0, 0.4),
        noise: even(0, 3),
        'jpeg-quality': even(85, 100),
      },
      leastVisible: 0.6,
      mirrored: 0,
    },
  },
]

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const side = v.pipe(v.number(), v.integer(), v.minValue(16), v.maxValue(2048))
const finite = v.pipe(v.number(), v.finite())
const names = v.pipe(v.array(v.string()), v.maxLength(10_000))
const spread = v.strictObject({ low: finite, high: finite, shape: v.picklist(spreadShapes) })

const schema = v.strictObject({
  format: v.literal('synthetic-data-studio/scenes'),
  version: v.literal(1),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  scenes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostScenes)),
  width: side,
  height: side,
  classes: v.optional(names),
  backgrounds: v.array(v.picklist([...backgrounds.map(({ id }) => id), ownBackground])),
  backgroundClasses: v.optional(names),
  defects: v.array(v.picklist(defects.map(({ id }) => id))),
  leastVisible: share,
  mirrored: share,
  spreads: v.record(v.picklist(sceneParameterIds), spread),
  split: v.optional(
    v.pipe(
      v.strictObject({ validation: share, test: share }),
      v.check(({ validation, test }) => validation + test <= mostHeld, 'too few scenes would be for training'),
    ),
  ),
})

/** @throws images/recipe-unreadable with the first thing that is wrong */
export const readSceneRecipe = (text: string): SceneRecipe => parseRecipe(schema, text) as SceneRecipe
