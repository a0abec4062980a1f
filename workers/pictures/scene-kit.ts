import type { SceneKit } from '../../src/core/images/compose/scene-plan'
import type { SceneRecipe } from '../../src/core/images/compose/scene-recipe'
import { findSources, kitOf, type SceneMaterial } from '../../src/core/images/compose/scene-sources'
import { db } from '../../src/db/database'
import { loadScenes, materialOf } from '../../src/db/scenes'
import { getOrThrow } from '../shared/get-or-throw'
import { type OpenPictures, openPictures } from './stored-pictures'

let held: { readonly key: string; readonly kit: Promise<SceneKit> } | undefined

/** The project's cut-outs and grounds; kept while the same are wanted. @throws images/no-cut-outs, images/no-grounds */
export async function sceneKit(projectId: string, recipe: SceneRecipe): Promise<SceneKit> {
  const scenes = await loadScenes(projectId)
  const { classes, backgroundClasses, spreads, backgrounds } = recipe
  const things = [scenes.thingClasses, scenes.things.length, scenes.things.at(-1)]
  const pictures = await getOrThrow(db.pictures.get(projectId), 'pictures')
  const curation = [pictures.classes, [...pictures.labels], [...(pictures.excluded ?? [])]]
  const key = JSON.stringify([projectId, classes, backgroundClasses, spreads.count, backgrounds, things, curation])
  if (held?.key !== key) held = { key, kit: open(projectId, recipe) }
  return held.kit
}

async function open(projectId: string, recipe: SceneRecipe): Promise<SceneKit> {
  return kitOf((await openMaterial(projectId)).material, recipe)
}

async function openMaterial(
  projectId: string,
): Promise<{ readonly material: SceneMaterial; readonly pictures: OpenPictures }> {
  const { source } = await getOrThrow(db.projects.get(projectId), 'project')
  const scenes = await loadScenes(projectId)
  const pictures = await openPictures(projectId)
  const { picture, alpha } = pictures
  return { material: { ...materialOf(source.fileName, pictures.stored, scenes), picture, alpha }, pictures }
}

/** What was read, and how many things there are to cut out. */
export async function sceneFacts(projectId: string) {
  const { material, pictures } = await openMaterial(projectId)
  return { ...pictures, cutOuts: findSources(material).cutOuts.length }
}
