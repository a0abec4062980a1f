import { keptPictures } from '../../src/core/images/curation'
import type { PictureShape } from '../../src/core/images/learn/float-pictures'
import { learnedShape, leastPictures, type PictureParts, partPictures } from '../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../src/core/images/picture-set'
import { resize } from '../../src/core/images/resize'
import { StudioError } from '../../src/core/problem'
import { asLearned } from '../../src/db/curation'
import { db } from '../../src/db/database'
import type { Project } from '../../src/db/objects'
import { blockPictures, loadBlock, type StoredPictures } from '../../src/db/pictures'
import { getOrThrow } from './get-or-throw'

export interface PictureData extends PictureParts {
  readonly project: Project
}

let held: { readonly key: string; readonly data: Promise<PictureData> } | undefined

/**
 * A project's pictures in their parts, at the size at which they are learned, without those that are left out; they stay
 * in memory for the next call.
 * @param runId of a run that is to see them as they stood when it learned from them
 */
export async function loadPictureData(projectId: string, runId?: string): Promise<PictureData> {
  const project = await getOrThrow(db.projects.get(projectId), 'project')
  const stored = await db.transaction('r', db.pictures, db.runs, async () => {
    const pictures = await getOrThrow(db.pictures.get(projectId), 'pictures')
    const run = runId === undefined ? undefined : await db.runs.get(runId)
    return asLearned(pictures, run)
  })
  const { labels, excluded = [], parts, classes } = stored
  const key = JSON.stringify([projectId, project.seed, [...labels], [...excluded], parts, classes])
  if (held?.key !== key) held = { key, data: load(project, stored) }
  return { ...(await held.data), project }
}

async function load(project: Project, stored: StoredPictures): Promise<PictureData> {
  const { places, labels, classes, parts, copies } = keptPictures(stored)
  if (labels.length < leastPictures) {
    const facts = { name: project.name, pictures: labels.length, least: leastPictures }
    throw new StudioError({ code: 'images/too-few', ...facts })
  }
  const shape = learnedShape(stored, labels.length)
  const set = { ...shape, pixels: await loadPixels(stored, places, shape), labels, classes } satisfies PictureSet
  const given = { ...(parts ? { parts } : {}), ...(copies ? { copies } : {}) }
  return { ...partPictures(set, given, project.seed), project }
}

async function loadPixels(
  { projectId, width, height, channels }: StoredPictures,
  places: Int32Array,
  to: PictureShape,
): Promise<Uint8Array> {
  const size = width * height * channels
  const made = to.width * to.height * channels
  const all = new Uint8Array(places.length * made)
  let block = -1
  let pixels: Uint8Array | undefined
  for (const [i, place] of places.entries()) {
    if (Math.floor(place / blockPictures) !== block) {
      block = Math.floor(place / blockPictures)
      pixels = await loadBlock(projectId, 'pixels', block)
    }
    if (!pixels) throw new StudioError({ code: 'storage/not-found', what: 'pictures' })
    const at = (place % blockPictures) * size
    const picture = { width, height, channels, pixels: pixels.subarray(at, at + size) }
    const isSame = to.width === width && to.height === height
    all.set((isSame ? picture : resize(picture, to.width, to.height)).pixels, i * made)
  }
  return all
}
