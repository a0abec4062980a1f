import type { AugmentRecipe } from '../../src/core/images/augment/augment-recipe'
import { makeAugmented, planDraws } from '../../src/core/images/augment/augmented'
import { sameCuration } from '../../src/core/images/curation'
import { outlines } from '../../src/core/images/mask'
import { db } from '../../src/db/database'
import type { StoredPictures } from '../../src/db/pictures'
import type { PicturePair } from '../../src/wire/pictures-api'
import { getOrThrow } from '../shared/get-or-throw'
import { type OpenPictures, openPictures } from './stored-pictures'

let open:
  | { readonly projectId: string; readonly stored: StoredPictures; readonly pictures: Promise<OpenPictures> }
  | undefined

/** The project's pictures as they stand; what is in memory of them stays there while nothing is changed in the gallery. */
async function opened(projectId: string): Promise<OpenPictures> {
  const stored = await getOrThrow(db.pictures.get(projectId), 'pictures')
  if (open?.projectId !== projectId || !sameCuration(open.stored, stored))
    open = { projectId, stored, pictures: openPictures(projectId) }
  return open.pictures
}

/** Class after class, so that all are seen, and the same pictures again whatever the recipe's steps. */
export async function preview(projectId: string, recipe: AugmentRecipe, count: number): Promise<PicturePair[]> {
  const { stored, places, source, thingClasses } = await opened(projectId)
  const { classes } = stored
  const named = <T extends { readonly label: number }>(things: readonly T[]) =>
    things.map(({ label, ...thing }) => ({ ...thing, name: thingClasses[label]! }))
  const draws = planDraws(stored.labels, places, { ...recipe, perClass: count })
  const shown = draws.sort((a, b) => a.index - b.index || a.label - b.label).slice(0, count)
  const pairs: PicturePair[] = []
  for (const draw of shown) {
    const before = await source(draw.from)
    const { picture, things, shares } = await makeAugmented(draw, recipe, source)
    pairs.push({
      before: before.picture.pixels.slice(),
      after: picture.pixels,
      marksBefore: named(before.things),
      marksAfter: named(things).map(({ mask, ...thing }) => ({ ...thing, polygons: mask ? outlines(mask) : [] })),
      shares: shares.map(({ label, share }) => ({ name: classes[label]!, share })),
    })
  }
  return pairs
}
