import type { Random } from '../random'
import type { PictureModel } from './learn/picture-generator'
import { pickPictures } from './pick-pictures'
import type { PictureSet } from './picture-set'

/** How a set is derived from chosen train pictures, in place of being drawn freely. `from`: their places among these. */
export type Derivation =
  | {
      readonly how: 'variation'
      readonly from: readonly number[]
      /** Made pictures for each of them. */
      readonly each: number
      /** 0–1: the part of noise. */
      readonly strength: number
    }
  | {
      readonly how: 'interpolation'
      readonly from: readonly [number, number]
      /** Made pictures on the way; the ends, which are real, are none of them. */
      readonly frames: number
    }

/** Fewer can't be checked for copies. */
export const leastDerived = 10

export const sharesOf = (frames: number): number[] => Array.from({ length: frames }, (_, i) => (i + 1) / (frames + 1))

/** The class of each picture that is made. `labels`: of the train pictures. */
export function derivedLabels(wish: Derivation, labels: ArrayLike<number>): Int32Array {
  if (wish.how === 'variation')
    return Int32Array.from(wish.from.flatMap((place) => new Array<number>(wish.each).fill(labels[place]!)))
  return Int32Array.from(sharesOf(wish.frames), (share) => labels[wish.from[share < 0.5 ? 0 : 1]]!)
}

/** The pictures, in batches. */
export async function* derivePictures(
  model: PictureModel,
  train: PictureSet,
  wish: Derivation,
  random: Random,
): AsyncGenerator<PictureSet> {
  if (wish.how === 'interpolation') {
    yield model.between({ ends: pickPictures(train, wish.from), shares: sharesOf(wish.frames) })
    return
  }
  const places = wish.from.flatMap((place) => new Array<number>(wish.each).fill(place))
  yield* model.vary({ from: pickPictures(train, places), strength: wish.strength, random })
}

/** As documents say it. */
export interface DerivationFacts {
  readonly how: Derivation['how']
  /** Of a variation. */
  readonly strength?: number
  /** The real pictures that it began from, by the names or numbers under which they were read. */
  readonly from: readonly string[]
}

export const derivationFacts = (wish: Derivation, nameOf: (place: number) => string): DerivationFacts => ({
  how: wish.how,
  ...(wish.how === 'variation' ? { strength: wish.strength } : {}),
  from: wish.from.map(nameOf),
})
