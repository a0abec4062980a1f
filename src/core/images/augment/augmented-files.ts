import { fileName } from '../../exporters/file-name'
import { contactSheet } from '../contact-sheet'
import type { PictureLayout } from '../layouts/layout'
import { findLayout } from '../layouts/registry'
import type { MadeFacts } from '../made-facts'
import type { Picture } from '../picture'
import { writePng } from '../write-png'
import { xmpPacket } from '../xmp'
import type { AugmentRecipe } from './augment-recipe'
import { augmentationProvenance } from './augmentation-provenance'
import { type ClassShare, type Draw, makeAugmented } from './augmented'
import type { LabelledPicture } from './labelled'

export interface AugmentedWork {
  readonly classes: readonly string[]
  /** Of what is marked in the pictures; none where nothing is. */
  readonly thingClasses: readonly string[]
  readonly draws: readonly Draw[]
  readonly recipe: AugmentRecipe
  readonly layout: PictureLayout['id']
  readonly facts: MadeFacts
  source(place: number): Promise<LabelledPicture> | LabelledPicture
}

export interface MadeFile {
  /** With folders: `train/cat/000001.png`. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const sheetColumns = 12

/**
 * A set in one of the layouts, one file at a time: pictures, all of them for training, with their labels; then a contact
 * sheet, the recipe and where it all comes from. Each PNG says in its XMP that it was made. In an imagefolder pictures lie
 * by the class that has the largest share of them.
 */
export async function* augmentedFiles(work: AugmentedWork): AsyncGenerator<MadeFile> {
  const { classes, thingClasses, draws, recipe, layout, facts } = work
  const folders = folderNames(classes)
  const xmp = xmpPacket('algorithmicallyEnhanced', facts.toolVersion)
  const writer = findLayout(layout).start(thingClasses)
  const isByClass = layout === 'imagefolder'
  const isMarked = thingClasses.length > 0
  const shown: { picture: Picture; label: number }[] = []
  const perClass = new Map<number, number>()
  const lines: string[] = []
  let count = 0
  for (const draw of draws) {
    const { picture, things, shares } = await makeAugmented(draw, recipe, work.source)
    count++
    const { label } = draw
    if (draw.index < sheetColumns) shown.push({ picture, label })
    perClass.set(label, (perClass.get(label) ?? 0) + 1)
    const name = isByClass ? `${folders[label]}/${padded(draw.index + 1)}` : padded(count)
    const { name: place, beside } = writer.add({
      name,
      part: 'train',
      width: picture.width,
      height: picture.height,
      channels: picture.channels,
      ...(isMarked ? { things } : {}),
      ...(isMarked || recipe.mix ? { facts: labelFacts(shares, classes, recipe) } : {}),
    })
    yield { name: place, bytes: writePng(picture, xmp) }
    for (const file of beside) yield text(file.name, file.text)
    if (!isByClass) lines.push(JSON.stringify({ file_name: place, ...labelFacts(shares, classes, recipe) }))
  }
  for (const file of writer.end()) yield text(file.name, file.text)
  if (lines.length > 0) yield text('metadata.jsonl', lines.map((line) => `${line}\n`).join(''))
  const counts = Object.fromEntries([...perClass].map(([label, made]) => [classes[label]!, made]))
  if (shown.length > 0) yield { name: 'contact-sheet.png', bytes: writePng(sheetOf(shown, classes), xmp) }
  yield json('recipe.json', recipe)
  yield json('provenance.json', augmentationProvenance(facts, recipe, counts))
}

const padded = (number: number) => String(number).padStart(6, '0')

/** The class and, in a set of mixed pictures, all of them with their shares, which sum to 1. */
function labelFacts(shares: readonly ClassShare[], classes: readonly string[], { mix }: AugmentRecipe) {
  const names = shares.map(({ label }) => classes[label]!)
  return { label: names[0]!, ...(mix ? { labels: names, shares: shares.map(({ share }) => share) } : {}) }
}

const json = (name: string, value: unknown): MadeFile => text(name, `${JSON.stringify(value, null, 2)}\n`)

const text = (name: string, content: string): MadeFile => ({ name, bytes: new TextEncoder().encode(content) })

/** A folder for each class that every system takes; two classes never share one. */
export function folderNames(classes: readonly string[]): string[] {
  const taken = new Set<string>()
  return classes.map((name) => {
    const safe = fileName(name, '').slice(0, -1)
    let folder = safe
    for (let n = 2; taken.has(folder.toLowerCase()); n++) folder = `${safe}-${n}`
    taken.add(folder.toLowerCase())
    return folder
  })
}

function sheetOf(
  shown: readonly { readonly picture: Picture; readonly label: number }[],
  classes: readonly string[],
): Picture {
  const { width, height, channels } = shown[0]!.picture
  const size = width * height * channels
  const pixels = new Uint8Array(shown.length * size)
  shown.forEach(({ picture }, i) => {
    pixels.set(picture.pixels, i * size)
  })
  const labels = Int32Array.from(shown, ({ label }) => label)
  return contactSheet({ width, height, channels, pixels, labels, classes }, sheetColumns)
}
