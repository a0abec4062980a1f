import { createRandom } from '../../random'
import { type CuratedPictures, keptPictures, usablePlaces } from '../curation'
import type { MadeFacts } from '../made-facts'
import type { Picture } from '../picture'
import { findTransform } from '../transforms/registry'
import { noTargets, type Values } from '../transforms/transform'
import { writePng } from '../write-png'
import { xmpPacket } from '../xmp'
import { defaultRecipe } from './augment-recipe'
import { augmentationProvenance } from './augmentation-provenance'
import { folderNames, type MadeFile } from './augmented-files'

/** One kind of damage at five strengths. */
export interface Corruption {
  /** A transform. */
  readonly id: string
  readonly levels: readonly [Values, Values, Values, Values, Values]
}

type Five = readonly [number, number, number, number, number]

/** One value that changes. */
const by = (id: string, name: string, values: Five, rest: Values = {}): Corruption => ({
  id,
  levels: values.map((value) => ({ ...rest, [name]: value })) as unknown as Corruption['levels'],
})

/** Pixels are meant for a longer side of this many; smaller pictures take proportionally less, to three tenths. */
const side = 224
const leastScale = 0.3

/**
 * Fifteen kinds at five levels, by the example of ImageNet-C (Hendrycks and Dietterich 2019). Kinds and strengths are our
 * own: scores on them do not compare with scores on ImageNet-C.
 */
export const corruptions: readonly Corruption[] = [
  by('gaussian-noise', 'deviation', [20, 31, 46, 66, 80]),
  by('shot-noise', 'photons', [60, 25, 15, 8, 5]),
  by('dead-pixels', 'share', [0.03, 0.06, 0.09, 0.17, 0.27]),
  by('blur', 'deviation', [1, 2, 3, 4, 6]),
  by('defocus', 'radius', [2, 3, 4, 6, 8]),
  by('glass', 'reach', [2, 3, 4, 5, 6]),
  by('motion-blur', 'length', [7, 11, 15, 21, 31], { angle: 45 }),
  by('snow', 'amount', [0.2, 0.35, 0.5, 0.7, 1]),
  by('spatter', 'cover', [0.08, 0.15, 0.25, 0.4, 0.6]),
  by('fog', 'density', [0.25, 0.4, 0.55, 0.7, 0.85]),
  by('exposure', 'stops', [0.5, 0.9, 1.3, 1.8, 2.4]),
  by('contrast', 'factor', [0.6, 0.45, 0.3, 0.2, 0.1]),
  by('elastic', 'reach', [0.02, 0.04, 0.06, 0.09, 0.13]),
  by('down-scale', 'size', [0.6, 0.5, 0.4, 0.3, 0.2]),
  by('jpeg-artefacts', 'quality', [25, 18, 15, 10, 7]),
]

export const ladderLevels = 5

/** The same picture, damage, level (from 0) and stream give the same bytes. */
export function corrupted(picture: Picture, { id, levels }: Corruption, level: number, seed: number): Picture {
  const transform = findTransform(id)!
  const scale = Math.min(1, Math.max(leastScale, Math.max(picture.width, picture.height) / side))
  const values = Object.entries(levels[level]!).map(([name, value]) => {
    const { unit, least, most } = transform.parameters[name]!
    return [name, Math.min(most, Math.max(least, unit === 'px' ? value * scale : value))]
  })
  const random = createRandom(seed).fork(id)
  return transform.apply({ picture, targets: noTargets }, Object.fromEntries(values), random).picture
}

export interface LadderWork {
  readonly classes: readonly string[]
  readonly labels: Int32Array
  /** Pictures to damage: those for testing, where there are any. */
  readonly places: Int32Array
  readonly seed: number
  /** Of damage; all of them where absent. */
  readonly kinds?: readonly string[]
  readonly facts: MadeFacts
  picture(place: number): Promise<Picture> | Picture
}

/** Pictures to damage: those for testing; where there are none, all that are for training. */
export function ladderPlaces(pictures: CuratedPictures): { readonly places: Int32Array; readonly areTests: boolean } {
  const kept = keptPictures(pictures)
  const tests = kept.places.filter((_, i) => kept.parts?.[i] === 'test')
  return tests.length > 0 ? { places: tests, areTests: true } : { places: usablePlaces(pictures), areTests: false }
}

/** `KIND/LEVEL/CLASS/000001.png`, as ImageNet-C lies, one file at a time; then where it comes from. */
export async function* ladderFiles(work: LadderWork): AsyncGenerator<MadeFile> {
  const { classes, labels, places, seed, kinds, facts } = work
  const chosen = corruptions.filter(({ id }) => kinds?.includes(id) ?? true)
  const folders = folderNames(classes)
  const xmp = xmpPacket('algorithmicallyEnhanced', facts.toolVersion)
  for (const corruption of chosen)
    for (let level = 0; level < ladderLevels; level++)
      for (const [i, place] of places.entries()) {
        const made = corrupted(await work.picture(place), corruption, level, seed + place)
        const number = String(i + 1).padStart(6, '0')
        yield {
          name: `${corruption.id}/${level + 1}/${folders[labels[place]!]}/${number}.png`,
          bytes: writePng(made, xmp),
        }
      }
  const counts = Object.fromEntries(
    classes.map((name, label) => [
      name,
      chosen.length * ladderLevels * places.filter((place) => labels[place] === label).length,
    ]),
  )
  const provenance = {
    ...augmentationProvenance(facts, { ...defaultRecipe, seed }, counts),
    generator: { type: 'corruption-ladder', hyperparameters: { corruptions: chosen }, seed },
  }
  yield { name: 'provenance.json', bytes: new TextEncoder().encode(`${JSON.stringify(provenance, null, 2)}\n`) }
}
