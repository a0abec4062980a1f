import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { refusalText } from '../../src/app/refusal-text'
import { type AugmentRecipe, defaultRecipe, readAugmentRecipe } from '../../src/core/images/augment/augment-recipe'
import { planDraws } from '../../src/core/images/augment/augmented'
import { augmentedFiles, type MadeFile } from '../../src/core/images/augment/augmented-files'
import { ladderFiles, ladderPlaces } from '../../src/core/images/augment/corruption-ladder'
import { usualAlpha } from '../../src/core/images/augment/mixing'
import { presets } from '../../src/core/images/augment/presets'
import { usablePlaces } from '../../src/core/images/curation'
import type { MadeFacts } from '../../src/core/images/made-facts'
import { type ReadPictures, readPictureZip } from '../../src/core/images/read-pictures'
import type { ByteSource } from '../../src/core/readers/reader'
import type { SyntheticMarker } from '../../src/core/readers/synthetic-marker'
import { version } from '../../src/core/version'
import type { AugmentArguments } from './augment-arguments'
import { decodePicture } from './decode-picture'

export interface Inputs {
  readonly source: ByteSource
  readonly sha256: string
  readonly recipeText?: string
}

const mostNamed = 20

/** Pictures of a zip, changed by a recipe, as an imagefolder in `wish.out`. Nothing is made from validation and test pictures. */
export async function augment(
  { source: zip, sha256, recipeText }: Inputs,
  wish: AugmentArguments,
  say: (text: string) => void,
) {
  const recipe = recipeOf(recipeText, wish)
  const read = await readPictureZip(zip, decodePicture, wish.size === undefined ? {} : { longestSide: wish.size })
  sayWhatWasRead(read, say)
  const { set, parts, refused } = read
  const pictures = { ...set, ...(parts ? { parts } : {}) }
  const places = usablePlaces(pictures)
  const draws = planDraws(set.labels, places, recipe)
  const size = set.width * set.height * set.channels
  const facts = factsOf(read, zip.name, sha256, places.length)
  const picture = (place: number) => ({ ...set, pixels: set.pixels.subarray(place * size, (place + 1) * size) })
  const started = performance.now()
  if (wish.isLadder) {
    const { places: damaged, areTests } = ladderPlaces(pictures)
    say(`Damages ${damaged.length} ${areTests ? 'test ' : ''}pictures in 15 ways at 5 levels each.`)
    const work = { classes: set.classes, labels: set.labels, places: damaged, seed: recipe.seed, picture }
    const ladder = ladderFiles({ ...work, facts: factsOf(read, zip.name, sha256, damaged.length) })
    const images = (await writeFiles(wish.out, ladder)) - 1
    const classes = new Set(Array.from(damaged, (place) => set.labels[place])).size
    return { images, classes, augmentSeconds: secondsSince(started), refused: refused.length }
  }
  const isMarked = read.things?.some((things) => things.length > 0) ?? false
  const thingClasses = isMarked ? read.thingClasses : []
  const source = (place: number) => ({ picture: picture(place), things: read.things?.[place] ?? [] })
  const work = { classes: set.classes, thingClasses, draws, recipe, layout: wish.layout, facts, source }
  await writeFiles(wish.out, augmentedFiles(work))
  return {
    images: draws.length,
    classes: new Set(draws.map(({ label }) => label)).size,
    augmentSeconds: secondsSince(started),
    refused: refused.length,
  }
}

const secondsSince = (started: number) => Math.round((performance.now() - started) / 10) / 100

/** Returns how many. */
async function writeFiles(folder: string, files: AsyncIterable<MadeFile>): Promise<number> {
  let count = 0
  for await (const { name, bytes } of files) {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, bytes)
    count++
  }
  return count
}

function recipeOf(text: string | undefined, wish: AugmentArguments): AugmentRecipe {
  const { preset, perClass, seed, mix } = wish
  const saved = text === undefined ? defaultRecipe : readAugmentRecipe(text)
  const steps = presets.find(({ id }) => id === preset)?.pipeline ?? saved.steps
  return {
    ...saved,
    steps,
    ...(perClass === undefined ? {} : { perClass }),
    ...(seed === undefined ? {} : { seed }),
    ...(mix ? { mix: { kind: mix, chance: wish.mixChance ?? 0.5, alpha: wish.mixAlpha ?? usualAlpha[mix] } } : {}),
  }
}

export function factsOf(read: ReadPictures, sourceName: string, sha256: string, used: number): MadeFacts {
  const { set, refused, duplicates, moved, parts, marker } = read
  const learned = parts?.filter((part) => part === 'train').length ?? set.labels.length
  return {
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    sourceName,
    sha256,
    sourceGeneration: marker?.generation ?? 0,
    source: {
      pictures: set.labels.length,
      used,
      heldBack: set.labels.length - learned,
      leftOut: 0,
      refused: refused.length,
      exactCopies: duplicates.exact,
      nearCopies: duplicates.near,
      moved,
      width: set.width,
      height: set.height,
      channels: set.channels,
    },
  }
}

/** What is said of pictures that are synthetic themselves. */
export const syntheticText = ({ pictures, generation }: SyntheticMarker): string =>
  `Warning: ${pictures} of these pictures say that they are synthetic (generation ${generation}). What is made of them repeats their errors.`

export function sayWhatWasRead(
  { set, refused, resized, duplicates, moved, marker }: ReadPictures,
  say: (text: string) => void,
): void {
  say(`Read ${set.labels.length} pictures of ${set.width} × ${set.height} px in ${set.classes.length} classes.`)
  if (marker) say(syntheticText(marker))
  for (const { path: name, reason, count } of refused.slice(0, mostNamed))
    say(`Left out: ${name} (${refusalText(reason, count)})`)
  if (refused.length > mostNamed) say(`… and ${refused.length - mostNamed} more files.`)
  if (resized > 0) say(`${resized} pictures had another size and were scaled, their edges cut where the shape differs.`)
  if (duplicates.exact + duplicates.near > 0)
    say(
      `${duplicates.exact} pictures repeat another one, ${duplicates.near} nearly; ${moved} were moved to the part of the one they repeat.`,
    )
}
