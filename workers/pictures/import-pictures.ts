import { defaultRecipe } from '../../src/core/images/augment/augment-recipe'
import { defaultSceneRecipe } from '../../src/core/images/compose/scene-recipe'
import { pictureMarker } from '../../src/core/images/digital-source'
import { type Fingerprint, findDuplicates, fingerprint } from '../../src/core/images/duplicates'
import { type PicturePlan, type PlannedPicture, planPictures } from '../../src/core/images/plan-pictures'
import { decodePictures, partsOf, thingClasses, thingsOf } from '../../src/core/images/read-pictures'
import type { Refusal } from '../../src/core/images/refusal'
import type { Thing } from '../../src/core/images/thing'
import { thumbnail, thumbnailSize } from '../../src/core/images/thumbnail'
import { StudioError } from '../../src/core/problem'
import { plainDialect } from '../../src/core/readers/reader'
import { defaultGenerator, defaultSplit } from '../../src/core/recipe/defaults'
import { db } from '../../src/db/database'
import type { Project } from '../../src/db/objects'
import { blockPictures, deletePictures } from '../../src/db/pictures'
import type { MarkedThing } from '../../src/db/scenes'
import { breathe } from '../../src/wire/breathe'
import type { PictureProgress, PlacedFile } from '../../src/wire/pictures-api'
import { decodePicture } from './decode'
import { pictureFiles } from './files'

const progressEvery = 50
/** For learning, unless the person says otherwise. */
const learnSeconds = 90

/** Files → packed blocks in the database, one picture at a time. @throws images/*, read/*; then nothing is kept */
export async function importPictures(
  projectId: string,
  name: string,
  files: readonly PlacedFile[],
  onProgress: (progress: PictureProgress) => void,
): Promise<void> {
  try {
    const plan = await planPictures(await pictureFiles(files), name)
    const read = await storePictures(projectId, plan, onProgress)
    if (read.taken.length === 0)
      throw new StudioError({ code: 'images/no-pictures', name, refused: read.refused.length })
    await saveFacts(projectId, name, files, plan, read)
  } catch (error) {
    await deletePictures(projectId)
    throw error
  }
}

interface ReadFacts {
  readonly taken: readonly PlannedPicture[]
  readonly prints: readonly Fingerprint[]
  readonly thingClasses: readonly string[]
  readonly things: readonly MarkedThing[]
  /** Places of pictures with clear parts. */
  readonly clear: readonly number[]
  readonly refused: readonly Refusal[]
}

async function storePictures(
  projectId: string,
  plan: PicturePlan,
  onProgress: (progress: PictureProgress) => void,
): Promise<ReadFacts> {
  const size = plan.width * plan.height * plan.channels
  const small = thumbnailSize(plan)
  const smallSize = small.width * small.height * plan.channels
  const taken: PlannedPicture[] = []
  const prints: Fingerprint[] = []
  const refused = [...plan.refused]
  const names = thingClasses(plan.pictures)
  const things: MarkedThing[] = []
  const clear: number[] = []
  const area = plan.width * plan.height
  let alphas: Uint8Array | undefined
  const pixels = new Uint8Array(size * blockPictures)
  const thumbnails = new Uint8Array(smallSize * blockPictures)
  const flush = async (count: number) => {
    const block = Math.floor((taken.length - 1) / blockPictures)
    await db.pictureBlocks.bulkPut([
      { projectId, kind: 'pixels', block, pixels: pixels.slice(0, count * size) },
      { projectId, kind: 'thumbnails', block, pixels: thumbnails.slice(0, count * smallSize) },
    ])
    if (!alphas) return
    await db.pictureBlocks.put({ projectId, kind: 'alpha', block, pixels: alphas.slice(0, count * area) })
    alphas = undefined
  }
  let done = 0
  for await (const read of decodePictures(plan, decodePicture)) {
    if (done++ % progressEvery === 0) {
      onProgress({ done, of: plan.pictures.length })
      await breathe()
    }
    if ('refusal' in read) {
      refused.push(read.refusal)
      continue
    }
    const place = taken.length % blockPictures
    pixels.set(read.picture.pixels, place * size)
    thumbnails.set(thumbnail(read.picture).pixels, place * smallSize)
    const at = taken.length
    if (read.picture.alpha) {
      clear.push(at)
      alphas ??= new Uint8Array(area * blockPictures).fill(255)
      alphas.set(read.picture.alpha, place * area)
    }
    things.push(...thingsOf(read.planned, read.picture, plan, names).map((thing: Thing) => ({ ...thing, place: at })))
    taken.push(read.planned)
    prints.push(fingerprint(read.picture))
    if (place === blockPictures - 1) await flush(blockPictures)
  }
  if (taken.length % blockPictures > 0) await flush(taken.length % blockPictures)
  return { taken, prints, refused, thingClasses: names, things, clear }
}

async function saveFacts(
  projectId: string,
  name: string,
  files: readonly PlacedFile[],
  plan: PicturePlan,
  { taken, prints, refused, thingClasses: names, things, clear }: ReadFacts,
): Promise<void> {
  const duplicates = findDuplicates(prints)
  const { parts, moved } = partsOf(taken, duplicates)
  const classes = plan.classes.filter((label) => taken.some((planned) => planned.label === label))
  const numbers = new Map(classes.map((label, i) => [label, i]))
  const marker = pictureMarker(taken, plan.marker)
  const now = Date.now()
  const project: Project = {
    id: projectId,
    name: name.replace(/\.zip$/i, ''),
    kind: 'pictures',
    createdAt: now,
    updatedAt: now,
    lastOpenedAt: now,
    split: defaultSplit,
    generator: { ...defaultGenerator, seconds: learnSeconds },
    seed: 1,
    source: {
      fileName: name,
      bytes: files.reduce((sum, { file }) => sum + file.size, 0),
      format: 'pictures',
      rows: taken.length,
      columns: classes.length,
      dialect: plainDialect,
      sheets: [],
      warnings: [],
      complete: true,
      status: 'ready',
      ...(marker ? { marker } : {}),
    },
  }
  await db.transaction('rw', db.projects, db.pictures, db.pictureScenes, async () => {
    await db.pictures.put({
      projectId,
      width: plan.width,
      height: plan.height,
      channels: plan.channels,
      classes,
      labels: Int32Array.from(taken, ({ label }) => numbers.get(label)!),
      ...(parts ? { parts } : {}),
      refused,
      resized: plan.resized,
      exactCopies: duplicates.exact,
      nearCopies: duplicates.near,
      moved,
      copies: duplicates.of,
      recipe: defaultRecipe,
    })
    await db.pictureScenes.put({
      projectId,
      thingClasses: names,
      things,
      clear: Int32Array.from(clear),
      recipe: defaultSceneRecipe,
    })
    await db.projects.put(project)
  })
}
