import { StudioError } from '../problem'
import { memorySource } from '../readers/bytes'
import type { ByteSource } from '../readers/reader'
import type { SyntheticMarker } from '../readers/synthetic-marker'
import { pictureMarker } from './digital-source'
import { type Duplicates, type Fingerprint, findDuplicates, fingerprint } from './duplicates'
import type { PictureHeader } from './header'
import { sizeOf } from './label-files/size-of'
import { type Part, parts } from './labels'
import { type Picture, withChannels } from './picture'
import type { PictureSet } from './picture-set'
import { type PicturePlan, type PlannedPicture, planPictures } from './plan-pictures'
import { type Refusal, RefusedFile } from './refusal'
import { contain, cover, placeCovering, placeInside } from './resize'
import { moved as movedThing, type Thing, within } from './thing'
import { checkWhole } from './whole'
import { zipFiles } from './zip-files'

/**
 * Turns a file into pixels, upright as its EXIF orientation says. The header was checked before.
 * May throw anything when the file is damaged, and RefusedFile('unsupported') when it can't decode the format.
 */
export type Decode = (bytes: Uint8Array, header: PictureHeader) => Promise<Picture>

export interface ReadPictures {
  readonly set: PictureSet
  /** For each picture its path. */
  readonly paths: readonly string[]
  /** For each picture the part that its folder or, for copies of others, theirs gives it; absent where none is given. */
  readonly parts?: readonly Part[]
  readonly refused: readonly Refusal[]
  readonly resized: number
  readonly duplicates: Duplicates
  /** For each picture its alpha plane; absent where none has one. */
  readonly alphas?: readonly (Uint8Array | undefined)[]
  /** For each picture what label files mark in it; absent where none do. */
  readonly things?: readonly (readonly Thing[])[]
  readonly thingClasses: readonly string[]
  /** Pictures that stood in another part than a picture that they repeat, and were brought to train with it. */
  readonly moved: number
  /** The pictures are synthetic themselves. */
  readonly marker?: SyntheticMarker
}

export interface ReadOptions {
  /** Pixels; larger pictures are shrunk. */
  readonly longestSide?: number
}

/** All pictures of a zip in memory. @throws read/broken, images/no-pictures, images/too-many-files */
export async function readPictureZip(
  zip: Uint8Array | ByteSource,
  decode: Decode,
  options: ReadOptions = {},
): Promise<ReadPictures> {
  const source = zip instanceof Uint8Array ? memorySource('pictures.zip', zip) : zip
  const plan = await planPictures(await zipFiles(source), source.name, options.longestSide)
  return collectPictures(plan, decode, source.name)
}

/** One picture at a time, in the order of the plan: bounded memory. */
export async function* decodePictures(
  plan: PicturePlan,
  decode: Decode,
): AsyncGenerator<
  { readonly planned: PlannedPicture } & ({ readonly picture: Picture } | { readonly refusal: Refusal })
> {
  for (const planned of plan.pictures) {
    try {
      yield { planned, picture: await decodeOne(planned, decode, plan) }
    } catch (error) {
      const reason = error instanceof RefusedFile ? error.reason : 'damaged'
      yield { planned, refusal: { path: planned.file.path, reason } }
    }
  }
}

async function decodeOne({ file, header }: PlannedPicture, decode: Decode, plan: PicturePlan): Promise<Picture> {
  const bytes = await file.bytes()
  checkWhole(bytes, header.format)
  const picture = withChannels(await decode(bytes, header), plan.channels)
  // A cut-out is kept whole.
  return (picture.alpha ? contain : cover)(picture, plan.width, plan.height)
}

/** What is marked in a picture, at the place where it stands after scaling. */
export function thingsOf(
  planned: PlannedPicture,
  { alpha }: Pick<Picture, 'alpha'>,
  { width, height }: Pick<PicturePlan, 'width' | 'height'>,
  classes: readonly string[],
): Thing[] {
  const place = (alpha ? placeInside : placeCovering)(sizeOf(planned), width, height)
  return (planned.things ?? []).flatMap(({ name, ...thing }) => {
    const kept = within(movedThing({ ...thing, label: classes.indexOf(name) }, place), width, height)
    return kept ? [kept] : []
  })
}

/** Names of what is marked in any of the pictures, in order. */
export const thingClasses = (pictures: readonly PlannedPicture[]): string[] =>
  [...new Set(pictures.flatMap(({ things = [] }) => things.map(({ name }) => name)))].sort()

async function collectPictures(plan: PicturePlan, decode: Decode, name: string): Promise<ReadPictures> {
  const pixels: Uint8Array[] = []
  const alphas: (Uint8Array | undefined)[] = []
  const taken: PlannedPicture[] = []
  const prints: Fingerprint[] = []
  const refused = [...plan.refused]
  for await (const read of decodePictures(plan, decode)) {
    if ('refusal' in read) {
      refused.push(read.refusal)
      continue
    }
    pixels.push(read.picture.pixels)
    alphas.push(read.picture.alpha)
    taken.push(read.planned)
    prints.push(fingerprint(read.picture))
  }
  if (taken.length === 0)
    throw new StudioError({ code: 'images/no-pictures', name, refused: refused.length, reason: refused[0]!.reason })
  const duplicates = findDuplicates(prints)
  const { parts, moved } = partsOf(taken, duplicates)
  const set = setOf(plan, taken, pixels)
  const marker = pictureMarker(taken, plan.marker)
  const names = thingClasses(taken)
  const alphaOf = (alpha: Uint8Array | undefined) => (alpha ? { alpha } : {})
  return {
    set,
    paths: taken.map(({ file }) => file.path),
    ...(parts ? { parts } : {}),
    ...(alphas.some((alpha) => alpha !== undefined) ? { alphas } : {}),
    ...(taken.some(({ things }) => things !== undefined)
      ? { things: taken.map((planned, i) => thingsOf(planned, alphaOf(alphas[i]), plan, names)) }
      : {}),
    thingClasses: names,
    refused,
    resized: plan.resized,
    duplicates,
    moved,
    ...(marker ? { marker } : {}),
  }
}

function setOf(
  { width, height, channels }: PicturePlan,
  taken: readonly PlannedPicture[],
  pixels: readonly Uint8Array[],
): PictureSet {
  const size = width * height * channels
  const all = new Uint8Array(pixels.length * size)
  pixels.forEach((picture, i) => {
    all.set(picture, i * size)
  })
  const classes = [...new Set(taken.map(({ label }) => label))].sort((a, b) => (a < b ? -1 : 1))
  return {
    width,
    height,
    channels,
    pixels: all,
    labels: Int32Array.from(taken, ({ label }) => classes.indexOf(label)),
    classes,
  }
}

/**
 * Parts as the folders give them. Pictures that repeat one another all go to the earliest part that one of them stands
 * in (train, validation, test): a model would else be tested on what it was trained on.
 */
export function partsOf(
  places: readonly { readonly part?: Part }[],
  { of }: Duplicates,
): { readonly parts?: readonly Part[]; readonly moved: number } {
  if (places.every(({ part }) => part === undefined)) return { moved: 0 }
  const given = places.map(({ part }) => parts.indexOf(part ?? 'train'))
  const earliest = Int32Array.from(given)
  of.forEach((first, i) => {
    earliest[first] = Math.min(earliest[first]!, given[i]!)
  })
  const settled = given.map((_, i) => earliest[of[i]!]!)
  return {
    parts: settled.map((part) => parts[part]!),
    moved: settled.filter((part, i) => part !== given[i]).length,
  }
}
