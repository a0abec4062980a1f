import { areaOf, type Mask, masksOf } from '../mask'
import type { Picture } from '../picture'
import { distractor } from './distractor'
import { type Layer, layerOf, wholeArea } from './layer'
import { renderScene } from './render-scene'
import { planScene, type SceneKit, type ScenePlan } from './scene-plan'
import { type SceneRecipe, spreadOf } from './scene-recipe'

/** A thing in a scene, or a defect on one. */
export interface Instance {
  /** Class, by `sceneClasses`. */
  readonly label: number
  readonly kind: 'object' | 'defect'
  /** What is seen of it; its rectangle is the box, tight. */
  readonly mask: Mask
  /** Pixels that are seen. */
  readonly area: number
  /** Of its own area, 0–1, what is neither hidden nor cut off; 1 for defects. */
  readonly visible: number
  /** Its place among the plan's objects or defects. */
  readonly from: number
}

export interface Scene {
  readonly picture: Picture
  readonly plan: ScenePlan
  readonly instances: readonly Instance[]
}

/** What can be found in the scenes: the cut-outs' classes, then the kinds of defects, where any are drawn. */
export function sceneClasses(kit: Pick<SceneKit, 'classes'>, recipe: SceneRecipe): string[] {
  const hasDefects = Math.max(spreadOf(recipe, 'defects').low, spreadOf(recipe, 'defects').high) >= 1
  return [...kit.classes, ...(hasDefects ? recipe.defects : [])]
}

/** Depends on the recipe, the kit and the number alone, not on what was made before. */
export async function composeScene(recipe: SceneRecipe, kit: SceneKit, index: number): Promise<Scene> {
  const { plan, layers } = await planScene(recipe, kit, index)
  return render(plan, layers, kit, recipe)
}

/** The scene that a plan says, from the plan alone. */
export async function remakeScene(plan: ScenePlan, kit: SceneKit, recipe: SceneRecipe): Promise<Scene> {
  const layers: Layer[] = []
  for (const object of plan.objects) {
    const thing = object.cutOut === undefined ? distractor(object.seed) : await kit.cutOut(object.cutOut)
    const layer = layerOf(thing, object)
    layers.push({ ...layer, left: layer.left + object.x, top: layer.top + object.y })
  }
  return render(plan, layers, kit, recipe)
}

async function render(plan: ScenePlan, layers: readonly Layer[], kit: SceneKit, recipe: SceneRecipe): Promise<Scene> {
  const { picture: number } = plan.ground
  const ground = number === undefined ? undefined : await kit.ground(number)
  const { picture, objects, defects } = renderScene(plan, layers, ground, kit.channels)
  const found: Instance[] = []
  masksOf(objects, plan.width, plan.objects.length).forEach((mask, from) => {
    const { label } = plan.objects[from]!
    if (!mask || label < 0) return
    const area = areaOf(mask)
    found.push({ label, kind: 'object', mask, area, visible: area / wholeArea(layers[from]!), from })
  })
  masksOf(defects, plan.width, plan.defects.length).forEach((mask, from) => {
    if (!mask) return
    const label = kit.classes.length + recipe.defects.indexOf(plan.defects[from]!.kind)
    found.push({ label, kind: 'defect', mask, area: areaOf(mask), visible: 1, from })
  })
  return { picture, plan, instances: found }
}
