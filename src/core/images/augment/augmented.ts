import { createRandom, permutation } from '../../random'
import type { Picture } from '../picture'
import type { LaidOutThing } from '../thing'
import type { AugmentRecipe } from './augment-recipe'
import { type LabelledPicture, sampleOf, thingsIn } from './labelled'
import { mixed, partnersOf } from './mixing'
import { applyPipeline } from './pipeline'

/** One picture to be made. */
export interface Draw {
  /** Number of the picture that it is made from. */
  readonly from: number
  readonly label: number
  /** Which of its class, from 0. */
  readonly index: number
  /** Pictures that are mixed with it. */
  readonly partners: readonly { readonly from: number; readonly label: number }[]
}

export interface Augmented {
  readonly picture: Picture
  readonly things: readonly LaidOutThing[]
  /** The shares of its classes, the largest first; they sum to 1. */
  readonly shares: readonly ClassShare[]
}

export interface ClassShare {
  readonly label: number
  readonly share: number
}

/** What decides which pictures are made from which. */
type DrawWish = Pick<AugmentRecipe, 'perClass' | 'seed' | 'mix'>

const streamOf = (seed: number, label: number, index: number) => createRandom(seed).fork(`draw:${label}:${index}`)

/**
 * Which pictures are made from which: the wished number for each class, so that small classes come out as large as large
 * ones; within a class each picture is used as often as any other, to one. Partners for mixing are drawn from all.
 * @param places of the pictures that may be used
 */
export function planDraws(labels: Int32Array, places: Int32Array, { perClass, seed, mix }: DrawWish): Draw[] {
  const byClass = new Map<number, number[]>()
  for (const place of places) {
    const own = byClass.get(labels[place]!)
    if (own) own.push(place)
    else byClass.set(labels[place]!, [place])
  }
  const partnersFor = (own: readonly number[], label: number, index: number) => {
    const random = streamOf(seed, label, index).fork('partners')
    if (!mix || random.uniform() >= mix.chance) return []
    const partners: { from: number; label: number }[] = []
    while (partners.length < partnersOf(mix.kind)) {
      const drawn = places[random.below(places.length)]!
      // Two of one other class might together have a larger share than the first picture.
      const isSecond = labels[drawn] !== label && partners.some((partner) => partner.label === labels[drawn])
      const from = isSecond ? own[random.below(own.length)]! : drawn
      partners.push({ from, label: labels[from]! })
    }
    return partners
  }
  return [...byClass]
    .sort(([a], [b]) => a - b)
    .flatMap(([label, own]) => {
      const random = createRandom(seed).fork(`order:${label}`)
      const wanted = perClass ?? own.length
      const draws: Draw[] = []
      for (let round = 0; draws.length < wanted; round++)
        for (const i of permutation(own.length, random.fork(round))) {
          const index = draws.length
          if (index < wanted) draws.push({ from: own[i]!, label, index, partners: partnersFor(own, label, index) })
        }
      return draws
    })
}

/** Depends on the recipe and the draw alone, not on what was made before. */
export async function makeAugmented(
  { from, label, index, partners }: Draw,
  recipe: AugmentRecipe,
  source: (place: number) => Promise<LabelledPicture> | LabelledPicture,
): Promise<Augmented> {
  const random = streamOf(recipe.seed, label, index)
  const own = await source(from)
  const things = [...own.things]
  const first = applyPipeline(sampleOf(own, 0), recipe.steps, random)
  if (!recipe.mix || partners.length === 0)
    return { picture: first.picture, things: thingsIn(first, things), shares: [{ label, share: 1 }] }
  const samples = [first]
  for (const [i, partner] of partners.entries()) {
    const labelled = await source(partner.from)
    samples.push(applyPipeline(sampleOf(labelled, things.length), recipe.steps, random.fork(`partner:${i}`)))
    things.push(...labelled.things)
  }
  const { sample, shares } = mixed(samples, recipe.mix, random.fork('mix'))
  const byClass = new Map<number, number>()
  for (const [i, one] of [label, ...partners.map((partner) => partner.label)].entries())
    byClass.set(one, (byClass.get(one) ?? 0) + shares[i]!)
  return {
    picture: sample.picture,
    things: thingsIn(sample, things),
    shares: Array.from(byClass, ([one, share]) => ({ label: one, share })).sort((a, b) => b.share - a.share),
  }
}
