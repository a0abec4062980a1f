import { createRandom, permutation, type Random } from '../../random'
import type { Picture } from '../picture'
import type { CutOut } from './cut-out'
import { distractor } from './distractor'
import { type Layer, layerOf } from './layer'
import { type SceneParameterId, sceneParameter } from './scene-parameters'
import { ownBackground, type SceneRecipe, spreadOf } from './scene-recipe'
import { drawValue } from './spread'
import { VisibleAreas } from './visible-areas'

/** What scenes are made of. */
export interface SceneKit {
  /** Names of what cut-outs show. */
  readonly classes: readonly string[]
  /** For each cut-out the number of its class. */
  readonly labels: Int32Array
  /** Pictures that may serve as grounds. */
  readonly grounds: number
  /** Of the scenes: 1 where everything is grey. */
  readonly channels: 1 | 3
  cutOut(index: number): CutOut | Promise<CutOut>
  ground(index: number): Picture | Promise<Picture>
}

/** Everything that was drawn for a scene: it and the kit give the scene again, to the byte. Plain data. */
export interface ScenePlan {
  readonly index: number
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly ground: { readonly kind: string; readonly picture?: number; readonly seed: number }
  /** Values of the whole scene, in the units of the parameters. */
  readonly values: Readonly<Record<string, number>>
  /** From the back to the front. */
  readonly objects: readonly PlacedObject[]
  readonly defects: readonly PlacedDefect[]
  /** Things for which no place was found where enough of all would be seen. */
  readonly leftOut: number
  readonly seed: number
}

export interface PlacedObject {
  /** Number in the kit; absent: a distractor by its seed. */
  readonly cutOut?: number
  readonly seed: number
  /** Class in the kit; −1 for a distractor. */
  readonly label: number
  /** Pixels: its middle. */
  readonly x: number
  readonly y: number
  /** Pixels: its longer side. */
  readonly size: number
  /** Degrees, counter-clockwise. */
  readonly rotation: number
  readonly isMirrored: boolean
  readonly feather: number
  readonly harmony: number
}

export interface PlacedDefect {
  readonly kind: string
  /** Number of its object, from 0; −1 where the whole picture is the part. */
  readonly on: number
  /** Pixels: its middle. */
  readonly x: number
  readonly y: number
  /** Pixels: side of its square. */
  readonly side: number
  readonly strength: number
  readonly seed: number
}

export interface PlannedScene {
  readonly plan: ScenePlan
  /** Of the objects, in their order. */
  readonly layers: readonly Layer[]
}

const tries = 12
const onceForTheScene = [
  'count',
  'distractors',
  'direction',
  'brightness',
  'temperature',
  'shading',
  'shadow-strength',
  'shadow-length',
  'shadow-softness',
  'background-blur',
  'blur',
  'noise',
  'jpeg-quality',
  'defects',
] as const satisfies readonly SceneParameterId[]

/** Draws a scene. Each value has a stream of its own: changing one spread leaves the other values as they are. */
export async function planScene(recipe: SceneRecipe, kit: SceneKit, index: number): Promise<PlannedScene> {
  const random = createRandom(recipe.seed).fork(`scene:${index}`)
  const draw = (id: SceneParameterId, key: string | number = '') =>
    drawValue(spreadOf(recipe, id), sceneParameter(id), random.fork(`${id}:${key}`))
  const values = Object.fromEntries(onceForTheScene.map((id) => [id, draw(id)]))
  const areas = new VisibleAreas(recipe.width, recipe.height, recipe.leastVisible)
  const { objects, layers, leftOut } = await placeObjects(recipe, kit, random, draw, areas, values)
  return {
    plan: {
      index,
      width: recipe.width,
      height: recipe.height,
      ground: drawGround(recipe, kit, random.fork('ground')),
      values,
      objects,
      defects: placeDefects(recipe, random, draw, objects, areas, values['defects']!),
      leftOut,
      seed: random.fork('scene').uint32(),
    },
    layers,
  }
}

type Draw = (id: SceneParameterId, key?: string | number) => number

function drawGround({ backgrounds }: SceneRecipe, { grounds }: SceneKit, random: Random): ScenePlan['ground'] {
  const known = backgrounds.filter((id) => id !== ownBackground || grounds > 0)
  const kind = known[random.below(known.length)] ?? 'plain'
  const seed = random.uint32()
  return kind === ownBackground ? { kind, picture: random.below(grounds), seed } : { kind, seed }
}

async function placeObjects(
  recipe: SceneRecipe,
  kit: SceneKit,
  random: Random,
  draw: Draw,
  areas: VisibleAreas,
  values: Readonly<Record<string, number>>,
) {
  const byClass = classMembers(kit.labels)
  const wanted = byClass.length === 0 ? 0 : values['count']!
  const count = wanted + values['distractors']!
  const objects: PlacedObject[] = []
  const layers: Layer[] = []
  for (const i of permutation(count, random.fork('order'))) {
    const own = random.fork(`object:${i}`)
    const members = i < wanted ? byClass[own.below(byClass.length)]! : undefined
    const cutOut = members?.[own.below(members.length)]
    const seed = own.uint32()
    const thing = cutOut === undefined ? distractor(seed) : await kit.cutOut(cutOut)
    const drawn = {
      ...(cutOut === undefined ? {} : { cutOut }),
      seed,
      label: cutOut === undefined ? -1 : kit.labels[cutOut]!,
      size: draw('size', i) * Math.min(recipe.width, recipe.height),
      rotation: draw('rotation', i),
      isMirrored: own.uniform() < recipe.mirrored,
      feather: draw('feather', i),
      harmony: draw('harmony', i),
    }
    const layer = layerOf(thing, drawn)
    for (let turn = 0; turn < tries; turn++) {
      const x = Math.round(draw('across', `${i}:${turn}`) * recipe.width)
      const y = Math.round(draw('down', `${i}:${turn}`) * recipe.height)
      const placed = { ...layer, left: layer.left + x, top: layer.top + y }
      if (!areas.add(placed, drawn.label >= 0)) continue
      objects.push({ ...drawn, x, y })
      layers.push(placed)
      break
    }
  }
  return { objects, layers, leftOut: count - objects.length }
}

/** Class after class, so that a class of few cut-outs is seen as often as one of many. */
function classMembers(labels: Int32Array): number[][] {
  const members = new Map<number, number[]>()
  labels.forEach((label, i) => {
    const own = members.get(label)
    if (own) own.push(i)
    else members.set(label, [i])
  })
  return [...members].sort(([a], [b]) => a - b).map(([, own]) => own)
}

function placeDefects(
  { width, height, defects }: SceneRecipe,
  random: Random,
  draw: Draw,
  objects: readonly PlacedObject[],
  areas: VisibleAreas,
  count: number,
): PlacedDefect[] {
  const parts = objects.flatMap(({ label }, i) => (label >= 0 ? [i] : []))
  if (defects.length === 0 || (parts.length === 0 && objects.length > 0)) return []
  return Array.from({ length: count }, (_, i) => {
    const own = random.fork(`defect:${i}`)
    const on = parts.length > 0 ? parts[own.below(parts.length)]! : -1
    const [x, y] = on < 0 ? [own.below(width), own.below(height)] : areas.pixelOf(on, own.uniform())
    const side = on < 0 ? Math.min(width, height) : objects[on]!.size
    return {
      kind: defects[own.below(defects.length)]!,
      on,
      x,
      y,
      side: Math.max(6, Math.round(draw('defect-size', i) * side)),
      strength: draw('defect-strength', i),
      seed: own.uint32(),
    }
  })
}
