import type { AugmentRecipe } from '../../src/core/images/augment/augment-recipe'
import { planDraws } from '../../src/core/images/augment/augmented'
import { augmentedFiles } from '../../src/core/images/augment/augmented-files'
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
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> {
  const { source } = await getOrThrow(db.projects.get(projectId), 'project')
  const { stored, places, picture } = await openPictures(projectId)
  const draws = planDraws(stored.labels, places, recipe)
  const facts = sourceFacts(source.fileName, stored, places.length, places.length)
  async function* entries() {
    let done = 0
    for await (const { name, bytes } of augmentedFiles({ classes: stored.classes, draws, recipe, facts, picture })) {
      if (done++ % progressEvery === 0) {
        onProgress({ done: Math.min(done, draws.length), of: draws.length })
        await breathe()
      }
      yield { name, bytes: [bytes], content: contentOf(name) }
    }
  }
  return zipBlob(entries())
}
