import { createRandom, type Random } from '../random'
import type { PictureShape } from './learn/float-pictures'
import type { PictureModel } from './learn/picture-generator'
import { pickPictures } from './pick-pictures'
import type { PictureSet } from './picture-set'
import { type GivenParts, type PictureSplit, splitPictures } from './split-pictures'

/** The way from read pictures to made ones, in order: the same in the app and headless. */

/** Fewer pictures than this are not learned from. */
export const leastPictures = 10
/** Pixels; larger pictures are shrunk for learning. */
export const mostLearnedSide = 64
/** Fewer train pictures than this get the class Gaussian from Automatic. */
const leastForFlow = 60
/** Numbers of all pictures together that are learned from at once. */
const mostNumbers = 60e6

export interface PictureParts {
  readonly train: PictureSet
  /** Steers early stopping and choice, never weights. */
  readonly control: PictureSet
  /** Read by the report only. */
  readonly test: PictureSet
  readonly split: PictureSplit
}

export function partPictures(set: PictureSet, given: GivenParts, seed: number): PictureParts {
  const split = splitParts(set.labels, given, seed)
  const { train, control, test } = split
  return { train: pickPictures(set, train), control: pickPictures(set, control), test: pickPictures(set, test), split }
}

/** Which pictures each part has, by their places. */
export const splitParts = (labels: Int32Array, given: GivenParts, seed: number): PictureSplit =>
  splitPictures(labels, given, createRandom(seed).fork('split'))

/** How many pictures each part has. */
export function partSizes(labels: Int32Array, given: GivenParts, seed: number): Record<keyof PictureSplit, number> {
  const { train, control, test } = splitParts(labels, given, seed)
  return { train: train.length, control: control.length, test: test.length }
}

/** The generator that Automatic takes; what decides is how many pictures there are to learn from. */
export const automaticGenerator = (trainPictures: number): 'class-gaussian' | 'pyramid-flow' =>
  trainPictures < leastForFlow ? 'class-gaussian' : 'pyramid-flow'

/** Whether pictures are of the kind that stays blobs of colour without a graphics processor. */
export const areLikePhotos = ({ width, channels }: PictureShape): boolean => channels === 3 && width > 16

/** The size at which pictures are learned and made: their own, shrunk in proportion where they are many or large. */
export function learnedShape({ width, height, channels }: PictureShape, pictures: number): PictureShape {
  const longest = Math.max(width, height)
  const sides = [mostLearnedSide, 48, 32, 24, 16]
  const side = sides.find((one) => pictures * one ** 2 * channels <= mostNumbers) ?? 16
  const scale = Math.min(1, side / longest)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)), channels }
}

/** As many labels of each class as asked, spread evenly over the whole: a part of them is balanced as well. */
export function spreadLabels(perClass: readonly number[]): Int32Array {
  const places = perClass.flatMap((count, label) =>
    Array.from({ length: count }, (_, i) => ({ label, at: (i + 0.5) / count })),
  )
  return Int32Array.from(
    places.sort((a, b) => a.at - b.at || a.label - b.label),
    ({ label }) => label,
  )
}

/** How many real pictures make up `share` of a set of `made` and real ones; at most `most`. */
export const realCount = (made: number, share: number, most: number): number =>
  Math.min(most, Math.round((made * share) / (1 - share)))

/** How many pictures each class has. */
export function countClasses({ labels, classes }: Pick<PictureSet, 'labels' | 'classes'>): number[] {
  const counts = new Array<number>(classes.length).fill(0)
  for (const label of labels) counts[label]!++
  return counts
}

/** One picture per label, in their order. */
export async function samplePictures(model: PictureModel, labels: Int32Array, random: Random): Promise<PictureSet> {
  const batches: PictureSet[] = []
  for await (const batch of model.sample({ labels, random })) batches.push(batch)
  return joinPictures(batches)
}

/** Sets of one shape, one after another. `sets`: at least one. */
export function joinPictures(sets: readonly PictureSet[]): PictureSet {
  const [first] = sets
  const pixels = new Uint8Array(sets.reduce((sum, set) => sum + set.pixels.length, 0))
  const labels = new Int32Array(sets.reduce((sum, set) => sum + set.labels.length, 0))
  let at = 0
  let row = 0
  for (const set of sets) {
    pixels.set(set.pixels, at)
    labels.set(set.labels, row)
    at += set.pixels.length
    row += set.labels.length
  }
  return { ...first!, pixels, labels }
}
