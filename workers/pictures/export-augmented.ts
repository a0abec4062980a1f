import { zipBytes } from '../../src/core/exporters/zip'
import type { AugmentRecipe } from '../../src/core/images/augment/augment-recipe'
import { planDraws } from '../../src/core/images/augment/augmented'
import { augmentedFiles } from '../../src/core/images/augment/augmented-files'
import { version } from '../../src/core/version'
import { db } from '../../src/db/database'
import { breathe } from '../../src/wire/breathe'
import type { PictureProgress } from '../../src/wire/pictures-api'
import { getOrThrow } from '../shared/get-or-throw'
import { openPictures } from './stored-pictures'

const progressEvery = 25
const partBytes = 8 * 2 ** 20

/** Pieces become Blobs as they are made: the browser may keep those on the disk. */
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
      yield { name, bytes: [bytes], content: name.endsWith('.png') ? ('packed' as const) : ('plain' as const) }
    }
  }
  const blobs: Blob[] = []
  let pieces: Uint8Array<ArrayBuffer>[] = []
  let held = 0
  for await (const piece of zipBytes(entries())) {
    pieces.push(piece as Uint8Array<ArrayBuffer>)
    held += piece.length
    if (held < partBytes) continue
    blobs.push(new Blob(pieces))
    pieces = []
    held = 0
  }
  return new Blob([...blobs, ...pieces], { type: 'application/zip' })
}
