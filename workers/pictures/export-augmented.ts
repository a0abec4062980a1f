import type { AugmentRecipe } from '../../src/core/images/augment/augment-recipe'
import { planDraws } from '../../src/core/images/augment/augmented'
import { augmentedFiles } from '../../src/core/images/augment/augmented-files'
import type { PictureLayout } from '../../src/core/images/layouts/layout'
import { db } from '../../src/db/database'
import { breathe } from '../../src/wire/breathe'
import type { PictureProgress } from '../../src/wire/pictures-api'
import { getOrThrow } from '../shared/get-or-throw'
import { sourceFacts } from './source-facts'
import { openPictures } from './stored-pictures'
import { contentOf, zipBlob } from './zip-blob'

const progressEvery = 25

export async function exportAugmented(
  projectId: string,
  recipe: AugmentRecipe,
  layout: PictureLayout['id'],
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> {
  const { source } = await getOrThrow(db.projects.get(projectId), 'project')
  const { stored, places, thingClasses, source: sourceOf } = await openPictures(projectId)
  const draws = planDraws(stored.labels, places, recipe)
  const facts = sourceFacts(source, stored, places.length, places.length)
  const work = { classes: stored.classes, thingClasses, draws, recipe, layout, facts, source: sourceOf }
  async function* entries() {
    let done = 0
    for await (const { name, bytes } of augmentedFiles(work)) {
      if (done++ % progressEvery === 0) {
        onProgress({ done: Math.min(done, draws.length), of: draws.length })
        await breathe()
      }
      yield { name, bytes: [bytes], content: contentOf(name) }
    }
  }
  return zipBlob(entries())
}
