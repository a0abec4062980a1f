import { createRandom, permutation } from '../../random'
import type { Picture } from '../picture'
import { noTargets } from '../transforms/transform'
import type { AugmentRecipe } from './augment-recipe'
import { applyPipeline } from './pipeline'

/** One picture to be made. */
export interface Draw {
  /** Number of the picture that it is made from. */
  readonly from: number
  readonly label: number
  /** Which of its class, from 0. */
  readonly index: number
}

/**
 * Which pictures are made from which: the wished number for each class, so that small classes come out as large as large
 * ones; within a class each picture is used as often as any other, to one.
 * @param places of the pictures that may be used
 */
export function planDraws(labels: Int32Array, places: Int32Array, { perClass, seed }: AugmentRecipe): Draw[] {
  const byClass = new Map<number, number[]>()
  for (const place of places) {
    const own = byClass.get(labels[place]!)
    if (own) own.push(place)
    else byClass.set(labels[place]!, [place])
  }
  return [...byClass]
    .sort(([a], [b]) => a - b)
    .flatMap(([label, own]) => {
      const random = createRandom(seed).fork(`order:${label}`)
      const wanted = perClass ?? own.length
      const draws: Draw[] = []
      for (let round = 0; draws.length < wanted; round++)
        for (const i of permutation(own.length, random.fork(round)))
          if (draws.length < wanted) draws.push({ from: own[i]!, label, index: draws.length })
      return draws
    })
}

/** Depends on the recipe and the draw alone, not on what was made before. */
export function makeAugmented(picture: Picture, { label, index }: Draw, recipe: AugmentRecipe): Picture {
  const random = createRandom(recipe.seed).fork(`draw:${label}:${index}`)
  return applyPipeline({ picture, targets: noTargets }, recipe.steps, random).picture
}
