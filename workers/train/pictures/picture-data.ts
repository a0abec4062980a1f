import type { PictureShape } from '../../../src/core/images/learn/float-pictures'
import { learnedShape, leastPictures, type PictureParts, partPictures } from '../../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../../src/core/images/picture-set'
import { resize } from '../../../src/core/images/resize'
import { StudioError } from '../../../src/core/problem'
import { db } from '../../../src/db/database'
import type { Project } from '../../../src/db/objects'
import { blockPictures, loadBlock, type StoredPictures } from '../../../src/db/pictures'
import { getOrThrow } from '../../shared/get-or-throw'

export interface PictureData extends PictureParts {
  readonly project: Project
}

let held: { readonly key: string; readonly data: Promise<PictureData> } | undefined

/** A project's pictures in their parts, at the size at which they are learned; they stay in memory for the next call. */
export async function loadPictureData(projectId: string): Promise<PictureData> {
  const project = await getOrThrow(db.projects.get(projectId), 'project')
  const stored = await getOrThrow(db.pictures.get(projectId), 'pictures')
  const { labels, parts, classes } = stored
  const key = JSON.stringify([projectId, project.seed, [...labels], parts, classes])
  if (held?.key !== key) held = { key, data: load(project, stored) }
  return { ...(await held.data), project }
}

async function load(project: Project, stored: StoredPictures): Promise<PictureData> {
  const { labels, classes, parts, copies } = stored
  if (labels.length < leastPictures) {
    const facts = { name: project.name, pictures: labels.length, least: leastPictures }
    throw new StudioError({ code: 'images/too-few', ...facts })
  }
  const shape = learnedShape(stored, labels.length)
  const set = { ...shape, pixels: await loadPixels(stored, shape), labels, classes } satisfies PictureSet
  const given = { ...(parts ? { parts } : {}), ...(copies ? { copies } : {}) }
  return { ...partPictures(set, given, project.seed), project }
}

async function loadPixels({ projectId, width, height, channels, labels }: StoredPictures, to: PictureShape) {
  const size = width * height * channels
  const made = to.width * to.height * channels
  const all = new Uint8Array(labels.length * made)
  for (let block = 0; block * blockPictures < labels.length; block++) {
    const pixels = await loadBlock(projectId, 'pixels', block)
    if (!pixels) throw new StudioError({ code: 'storage/not-found', what: 'pictures' })
    for (let i = 0; i * size < pixels.length; i++) {
      const picture = { width, height, channels, pixels: pixels.subarray(i * size, (i + 1) * size) }
      const isSame = to.width === width && to.height === height
      const small = isSame ? picture : resize(picture, to.width, to.height)
      all.set(small.pixels, (block * blockPictures + i) * made)
    }
  }
  return all
}
