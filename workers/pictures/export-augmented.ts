import type { AugmentRecipe } from '../../src/core/images/augment/augment-recipe'
import { planDraws } from '../../src/core/images/augment/augmented'
import { augmentedFiles } from '../../src/core/images/augment/augmented-files'
import { version } from '../../src/core/version'
import { db } from '../../src/db/database'
import { breathe } from '../../src/wire/breathe'
import type { PictureProgress } from '../../src/wire/pictures-api'
import { getOrThrow } from '../shared/get-or-throw'
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
  const facts = {
    id: crypto.randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    sourceName: source.fileName,
    source: {
      pictures: stored.labels.length,
      used: places.length,
      heldBack: stored.labels.length - places.length,
      refused: stored.refused.length,
      exactCopies: stored.exactCopies,
      nearCopies: stored.nearCopies,
      moved: stored.moved,
      width: stored.width,
      height: stored.height,
      channels: stored.channels,
    },
  }
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
