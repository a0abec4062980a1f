import { fileName } from '../../exporters/file-name'
import { contactSheet } from '../contact-sheet'
import type { MadeFacts } from '../made-facts'
import type { Picture } from '../picture'
import { writePng } from '../write-png'
import { xmpPacket } from '../xmp'
import type { AugmentRecipe } from './augment-recipe'
import { augmentationProvenance } from './augmentation-provenance'
import { type Draw, makeAugmented } from './augmented'

export interface AugmentedWork {
  readonly classes: readonly string[]
  readonly draws: readonly Draw[]
  readonly recipe: AugmentRecipe
  readonly facts: MadeFacts
  picture(place: number): Promise<Picture> | Picture
}

export interface MadeFile {
  /** With folders: `train/cat/000001.png`. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const sheetColumns = 12

/**
 * A set in the layout of Hugging Face's imagefolder, one file at a time: pictures by class under `train`, then a contact
 * sheet, the recipe and where it all comes from. Each PNG says in its XMP that it was made.
 */
export async function* augmentedFiles({
  classes,
  draws,
  recipe,
  facts,
  picture,
}: AugmentedWork): AsyncGenerator<MadeFile> {
  const folders = folderNames(classes)
  const xmp = xmpPacket('algorithmicallyEnhanced', facts.toolVersion)
  const shown: { picture: Picture; label: number }[] = []
  const perClass = new Map<number, number>()
  for (const draw of draws) {
    const made = makeAugmented(await picture(draw.from), draw, recipe)
    if (draw.index < sheetColumns) shown.push({ picture: made, label: draw.label })
    perClass.set(draw.label, (perClass.get(draw.label) ?? 0) + 1)
    const number = String(draw.index + 1).padStart(6, '0')
    yield { name: `train/${folders[draw.label]}/${number}.png`, bytes: writePng(made, xmp) }
  }
  const counts = Object.fromEntries([...perClass].map(([label, count]) => [classes[label]!, count]))
  yield { name: 'contact-sheet.png', bytes: writePng(sheetOf(shown, classes), xmp) }
  yield json('recipe.json', recipe)
  yield json('provenance.json', augmentationProvenance(facts, recipe, counts))
}

function json(name: string, value: unknown): MadeFile {
  return { name, bytes: new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`) }
}

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
