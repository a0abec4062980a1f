import { planDraws } from '../../src/core/images/augment/augmented'
import {
  corrupted,
  corruptions,
  ladderFiles,
  ladderLevels,
  ladderPlaces,
} from '../../src/core/images/augment/corruption-ladder'
import { db } from '../../src/db/database'
import { breathe } from '../../src/wire/breathe'
import type { PictureLadder, PictureProgress } from '../../src/wire/pictures-api'
import { getOrThrow } from '../shared/get-or-throw'
import { sourceFacts } from './source-facts'
import { openPictures } from './stored-pictures'
import { contentOf, zipBlob } from './zip-blob'

const progressEvery = 25

/** Class after class, so that all are seen; damaged as they will be in the set. */
export async function previewLadder(
  projectId: string,
  kind: string,
  seed: number,
  count: number,
): Promise<PictureLadder[]> {
  const { stored, picture } = await openPictures(projectId)
  const { places } = ladderPlaces(stored)
  const draws = planDraws(stored.labels, places, { perClass: count, seed })
  const shown = draws.sort((a, b) => a.index - b.index || a.label - b.label).slice(0, count)
  const corruption = corruptions.find(({ id }) => id === kind) ?? corruptions[0]!
  const rows: PictureLadder[] = []
  for (const { from } of shown) {
    const before = await picture(from)
    const levels = Array.from({ length: ladderLevels }, (_, i) => corrupted(before, corruption, i, seed + from).pixels)
    rows.push({ before: before.pixels.slice(), levels })
  }
  return rows
}

export async function exportLadder(
  projectId: string,
  kinds: readonly string[],
  seed: number,
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> {
  const { source } = await getOrThrow(db.projects.get(projectId), 'project')
  const { stored, places: usable, picture } = await openPictures(projectId)
  const { places } = ladderPlaces(stored)
  const of = kinds.length * ladderLevels * places.length
  const facts = sourceFacts(source, stored, places.length, usable.length)
  const { classes, labels } = stored
  async function* entries() {
    let done = 0
    for await (const { name, bytes } of ladderFiles({ classes, labels, places, seed, kinds, facts, picture })) {
      if (done++ % progressEvery === 0) {
        onProgress({ done: Math.min(done, of), of })
        await breathe()
      }
      yield { name, bytes: [bytes], content: contentOf(name) }
    }
  }
  return zipBlob(entries())
}
