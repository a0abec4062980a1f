import type { AugmentRecipe } from '../../src/core/images/augment/augment-recipe'
import { makeAugmented, planDraws } from '../../src/core/images/augment/augmented'
import type { PicturePair } from '../../src/wire/pictures-api'
import { type OpenPictures, openPictures } from './stored-pictures'

let open: { readonly projectId: string; readonly pictures: Promise<OpenPictures> } | undefined

/** Class after class, so that all are seen, and the same pictures again whatever the recipe's steps. */
export async function preview(projectId: string, recipe: AugmentRecipe, count: number): Promise<PicturePair[]> {
  if (open?.projectId !== projectId) open = { projectId, pictures: openPictures(projectId) }
  const { stored, places, picture } = await open.pictures
  const draws = planDraws(stored.labels, places, { ...recipe, perClass: count })
  const shown = draws.sort((a, b) => a.index - b.index || a.label - b.label).slice(0, count)
  const pairs: PicturePair[] = []
  for (const draw of shown) {
    const before = await picture(draw.from)
    pairs.push({ before: before.pixels.slice(), after: makeAugmented(before, draw, recipe).pixels })
  }
  return pairs
}
