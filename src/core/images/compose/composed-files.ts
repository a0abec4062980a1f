import type { MadeFile } from '../augment/augmented-files'
import { contactSheet } from '../contact-sheet'
import type { Part } from '../labels'
import type { PictureLayout } from '../layouts/layout'
import { findLayout } from '../layouts/registry'
import type { MadeFacts } from '../made-facts'
import type { Picture } from '../picture'
import { resize } from '../resize'
import type { LaidOutThing } from '../thing'
import { writePng } from '../write-png'
import { xmpPacket } from '../xmp'
import { composeScene } from './compose-scene'
import type { SceneKit } from './scene-plan'
import { sceneProvenance } from './scene-provenance'
import type { SceneRecipe } from './scene-recipe'

/** A scene as it is saved. */
export interface ComposedPicture {
  readonly png: Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  readonly things: readonly LaidOutThing[]
  /** A line of JSON: everything that was drawn, and what is seen of each thing. */
  readonly parameters: string
  /** Small, for the contact sheet; of the first scenes only. */
  readonly small?: Picture
}

export interface ComposedWork {
  readonly classes: readonly string[]
  readonly recipe: SceneRecipe
  readonly layout: PictureLayout['id']
  readonly facts: MadeFacts
  /** Any scene, in any order. */
  make(index: number): Promise<ComposedPicture>
}

const sheetColumns = 6
const sheetScenes = 24
const sheetSide = 128 // pixels
/** Scenes hold noise, which nothing compresses: more effort takes time only. */
const compression = 1

/** One scene, ready to be saved. */
export async function composePicture(
  recipe: SceneRecipe,
  kit: SceneKit,
  index: number,
  toolVersion: string,
): Promise<ComposedPicture> {
  const { picture, plan, instances } = await composeScene(recipe, kit, index)
  const { width, height, channels } = picture
  const seen = instances.map(({ kind, from, area, visible }) => ({ kind, from, area, visible }))
  const scale = Math.min(1, sheetSide / Math.max(width, height))
  return {
    png: writePng(picture, xmpPacket('compositeSynthetic', toolVersion), compression),
    width,
    height,
    channels,
    things: instances.map(({ label, mask }) => ({
      label,
      mask,
      left: mask.left,
      top: mask.top,
      right: mask.left + mask.width,
      bottom: mask.top + mask.height,
    })),
    parameters: JSON.stringify({ ...plan, seen }),
    ...(index < sheetScenes
      ? { small: resize(picture, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))) }
      : {}),
  }
}

/** A set in one of the layouts, one file at a time: scenes, then labels, a sheet, parameters and where it comes from. */
export async function* composedFiles({ classes, recipe, layout, facts, make }: ComposedWork): AsyncGenerator<MadeFile> {
  const writer = findLayout(layout).start(classes)
  const small: Picture[] = []
  const parameters: string[] = []
  const counts = classes.map(() => 0)
  for (let i = 0; i < recipe.scenes; i++) {
    const made = await make(i)
    const name = String(i + 1).padStart(6, '0')
    const { name: place, beside } = writer.add({ ...made, name, part: partOf(i, recipe) })
    yield { name: place, bytes: made.png }
    for (const file of beside) yield textFile(file.name, file.text)
    for (const { label } of made.things) counts[label]!++
    parameters.push(`{"file_name":${JSON.stringify(place)},${made.parameters.slice(1)}\n`)
    if (made.small) small.push(made.small)
  }
  for (const file of writer.end()) yield textFile(file.name, file.text)
  yield textFile('scenes.jsonl', parameters.join(''))
  yield {
    name: 'contact-sheet.png',
    bytes: writePng(sheetOf(small), xmpPacket('compositeSynthetic', facts.toolVersion)),
  }
  yield textFile('recipe.json', `${JSON.stringify(recipe, null, 2)}\n`)
  const perClass = Object.fromEntries(classes.map((name, i) => [name, counts[i]!]))
  yield textFile('provenance.json', `${JSON.stringify(sceneProvenance(facts, recipe, perClass), null, 2)}\n`)
}

/** Training scenes first, then those for validation and for testing. */
export function partOf(index: number, { scenes, split }: Pick<SceneRecipe, 'scenes' | 'split'>): Part {
  const tests = Math.round(scenes * (split?.test ?? 0))
  const validations = Math.round(scenes * (split?.validation ?? 0))
  if (index >= scenes - tests) return 'test'
  return index >= scenes - tests - validations ? 'validation' : 'train'
}

const textFile = (name: string, text: string): MadeFile => ({ name, bytes: new TextEncoder().encode(text) })

/** Rows of scenes; the sheet puts each class in a row, so rows stand for classes. */
function sheetOf(small: readonly Picture[]): Picture {
  const { width, height, channels } = small[0]!
  const pixels = new Uint8Array(small.reduce((sum, picture) => sum + picture.pixels.length, 0))
  small.forEach((picture, i) => {
    pixels.set(picture.pixels, i * width * height * channels)
  })
  const labels = Int32Array.from(small, (_, i) => Math.floor(i / sheetColumns))
  const classes = [...new Set(labels)].map(String)
  return contactSheet({ width, height, channels, pixels, labels, classes }, sheetColumns)
}
