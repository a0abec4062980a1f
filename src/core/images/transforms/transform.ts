import type { Random } from '../../random'
import type { Picture } from '../picture'

/** Pixels; right and bottom are outside. `label`: of the object inside. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly label: number
}

export interface Point {
  /** Pixels; 0 is the left edge of the first pixel. */
  readonly x: number
  readonly y: number
}

/** What is known of a picture beside its class; follows the pixels. */
export interface Targets {
  readonly boxes: readonly Box[]
  /** `[height × width]`: 0 or the number of an object. */
  readonly mask?: Uint8Array
  readonly keypoints: readonly Point[]
}

/** Of a box's area that must stay visible, 0–1; a box of which less is seen is dropped. */
export const leastVisible = 0.3

export const noTargets: Targets = { boxes: [], keypoints: [] }

export interface Sample {
  readonly picture: Picture
  readonly targets: Targets
}

/** share: of the picture's side or of all · times: a factor · levels: grey levels of 255 · stops: doublings of light. */
export type Unit = 'share' | 'times' | 'degrees' | 'levels' | 'stops' | 'px' | 'count' | 'quality' | 'kelvin' | 'bits'

export interface Parameter {
  readonly unit: Unit
  /** The ends of what can be chosen. */
  readonly least: number
  readonly most: number
  /** The range that is drawn from unless the person says otherwise. */
  readonly usual: readonly [number, number]
  /** Where the transform does nothing; absent for directions and the like. */
  readonly neutral?: number
  readonly whole?: boolean
}

export type Values<Id extends string = string> = { readonly [K in Id]: number }

export type Group = 'geometry' | 'light' | 'weather' | 'sensor' | 'occlusion'

/** One way of changing a picture. A new one is one file and one line in the registry. Keeps the picture's size. */
export interface Transform {
  readonly id: string
  readonly group: Group
  readonly parameters: { readonly [id: string]: Parameter }
  /** Does nothing to grey pictures. */
  readonly needsColour?: boolean
  /** The same sample, values and stream give the same bytes; the sample given stays as it is. */
  apply(sample: Sample, values: Values, random: Random): Sample
}

interface PixelWork<Id extends string> {
  readonly id: string
  readonly group: Group
  readonly parameters: { readonly [K in Id]: Parameter }
  readonly needsColour?: boolean
  change(picture: Picture, values: Values<Id>, random: Random): Picture
}

/** A transform that moves nothing: targets stay. */
export function pixelTransform<Id extends string>({ change, ...facts }: PixelWork<Id>): Transform {
  return {
    ...facts,
    apply: ({ picture, targets }, values, random) => ({
      picture: facts.needsColour && picture.channels === 1 ? picture : change(picture, values as Values<Id>, random),
      targets,
    }),
  }
}
