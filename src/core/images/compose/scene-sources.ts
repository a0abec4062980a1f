import { StudioError } from '../../problem'
import { usablePlaces } from '../curation'
import { fillPolygons } from '../fill-polygons'
import type { Part } from '../labels'
import type { Picture } from '../picture'
import type { Thing } from '../thing'
import { type CutOut, cutOutOf } from './cut-out'
import type { SceneKit } from './scene-plan'
import { ownBackground, type SceneRecipe, spreadOf } from './scene-recipe'

/** Pictures of a set, as far as scenes can be made of them. */
export interface SceneMaterial {
  /** Of the zip or folder. */
  readonly name: string
  readonly classes: readonly string[]
  readonly labels: Int32Array
  readonly parts?: readonly Part[]
  /** For each picture 1 where it is left out. */
  readonly excluded?: Uint8Array
  readonly channels: 1 | 3
  readonly thingClasses: readonly string[]
  hasAlpha(place: number): boolean
  things(place: number): readonly Thing[]
  picture(place: number): Picture | Promise<Picture>
  alpha(place: number): Uint8Array | Promise<Uint8Array>
}

/** A thing to cut out: a picture with clear parts, or a thing that is marked in one. */
export interface CutOutSource {
  readonly place: number
  readonly className: string
  readonly thing?: Thing
}

export interface SceneSources {
  readonly cutOuts: readonly CutOutSource[]
  /** Places of pictures that may be grounds. */
  readonly grounds: readonly number[]
}

const namedForGrounds = /^back-?_?grounds?$/i

/**
 * What there is to place, and to place it on. Nothing is taken from validation and test pictures, or from those left out. A picture in which
 * things are marked is no ground: they would be seen in the scene without a mark.
 */
export function findSources(material: Omit<SceneMaterial, 'picture' | 'alpha'>): SceneSources {
  const { classes, labels, thingClasses } = material
  const cutOuts: CutOutSource[] = []
  const grounds: number[] = []
  for (const place of usablePlaces(material)) {
    const label = labels[place]!
    const things = material.things(place)
    for (const thing of things) cutOuts.push({ place, className: thingClasses[thing.label]!, thing })
    if (material.hasAlpha(place)) cutOuts.push({ place, className: classes[label]! })
    else if (things.length === 0) grounds.push(place)
  }
  const isNamed = (place: number) => namedForGrounds.test(classes[labels[place]!]!)
  return { cutOuts, grounds: grounds.some(isNamed) ? grounds.filter(isNamed) : grounds }
}

const cutOutsHeld = 200

/**
 * What the recipe chooses of the sources, ready for use; some cut-outs stay in memory.
 * @throws images/no-cut-outs, images/no-grounds
 */
export function kitOf(material: SceneMaterial, recipe: SceneRecipe): SceneKit {
  const { cutOuts, grounds } = chosen(material, recipe)
  const classes = [...new Set(cutOuts.map(({ className }) => className))].sort()
  const held = new Map<number, CutOut>()
  return {
    classes,
    labels: Int32Array.from(cutOuts, ({ className }) => classes.indexOf(className)),
    grounds: grounds.length,
    channels: material.channels,
    ground: (i) => material.picture(grounds[i]!),
    async cutOut(i) {
      const known = held.get(i)
      if (known) return known
      const made = await cut(material, cutOuts[i]!, classes.indexOf(cutOuts[i]!.className))
      if (held.size >= cutOutsHeld) held.delete(held.keys().next().value!)
      held.set(i, made)
      return made
    },
  }
}

function chosen(material: SceneMaterial, recipe: SceneRecipe): SceneSources {
  const { name, classes, labels } = material
  const found = findSources(material)
  const cutOuts = found.cutOuts.filter(({ className }) => recipe.classes?.includes(className) ?? true)
  if (cutOuts.length === 0 && spreadOf(recipe, 'count').high >= 1)
    throw new StudioError({ code: 'images/no-cut-outs', name, classes: recipe.classes ?? [] })
  const grounds = found.grounds.filter((place) => recipe.backgroundClasses?.includes(classes[labels[place]!]!) ?? true)
  if (grounds.length === 0 && recipe.backgrounds.every((id) => id === ownBackground))
    throw new StudioError({ code: 'images/no-grounds', name })
  return { cutOuts, grounds }
}

/** A thing so thin that no pixel of it is half covered becomes a single dot of the picture. */
async function cut(material: SceneMaterial, { place, thing }: CutOutSource, label: number): Promise<CutOut> {
  const picture = await material.picture(place)
  const { width, height } = picture
  if (!thing) return cutOutOf(picture, await material.alpha(place), label, true) ?? dot(picture, label)
  const { left, top, right, bottom, polygons } = thing
  const outline = polygons.length > 0 ? polygons : [[left, top, right, top, right, bottom, left, bottom]]
  return cutOutOf(picture, fillPolygons(outline, width, height), label, false) ?? dot(picture, label)
}

function dot({ channels, pixels }: Picture, label: number): CutOut {
  const square = { width: 2, height: 2, channels, pixels: pixels.slice(0, 4 * channels) }
  return cutOutOf(square, new Uint8Array(4).fill(255), label, false)!
}
