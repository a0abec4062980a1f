import { defaultSceneRecipe, type SceneRecipe } from '../core/images/compose/scene-recipe'
import type { SceneMaterial } from '../core/images/compose/scene-sources'
import type { Thing } from '../core/images/thing'
import { db } from './database'
import type { StoredPictures } from './pictures'

/** A thing in one of a project's pictures, in their pixels. */
export interface MarkedThing extends Thing {
  /** Number of the picture. */
  readonly place: number
}

/** What scenes of a project are made of, beside its pictures. */
export interface StoredScenes {
  readonly projectId: string
  readonly thingClasses: readonly string[]
  readonly things: readonly MarkedThing[]
  /** Numbers of the pictures that have clear parts; their alpha lies in blocks of its own. */
  readonly clear: Int32Array
  readonly recipe: SceneRecipe
}

/** Projects from before there were scenes have none stored. */
export async function loadScenes(projectId: string): Promise<StoredScenes> {
  const stored = await db.pictureScenes.get(projectId)
  return stored ?? { projectId, thingClasses: [], things: [], clear: new Int32Array(0), recipe: defaultSceneRecipe }
}

async function change(projectId: string, edit: (scenes: StoredScenes) => StoredScenes): Promise<void> {
  await db.transaction('rw', db.pictureScenes, async () => {
    await db.pictureScenes.put(edit(await loadScenes(projectId)))
  })
}

export const saveSceneRecipe = (projectId: string, recipe: SceneRecipe): Promise<void> =>
  change(projectId, (scenes) => ({ ...scenes, recipe }))

/** Adds a thing by the name of its class. */
export const markThing = (projectId: string, className: string, thing: Omit<MarkedThing, 'label'>): Promise<void> =>
  change(projectId, (scenes) => {
    const known = scenes.thingClasses.indexOf(className)
    const thingClasses = known < 0 ? [...scenes.thingClasses, className] : scenes.thingClasses
    const label = known < 0 ? scenes.thingClasses.length : known
    return { ...scenes, thingClasses, things: [...scenes.things, { ...thing, label }] }
  })

/** By its place in the list. */
export const unmarkThing = (projectId: string, index: number): Promise<void> =>
  change(projectId, (scenes) => ({ ...scenes, things: scenes.things.toSpliced(index, 1) }))

/** What is marked in each picture, by its number. */
export function thingsByPlace(things: readonly MarkedThing[]): ReadonlyMap<number, readonly Thing[]> {
  const byPlace = new Map<number, Thing[]>()
  for (const thing of things) {
    const own = byPlace.get(thing.place)
    if (own) own.push(thing)
    else byPlace.set(thing.place, [thing])
  }
  return byPlace
}

/** What of it can be a cut-out or a ground, without the pixels. */
export function materialOf(
  name: string,
  { classes, labels, excluded, parts, channels }: StoredPictures,
  { things, thingClasses, clear }: StoredScenes,
): Omit<SceneMaterial, 'picture' | 'alpha'> {
  const withClearParts = new Set(clear)
  const byPlace = thingsByPlace(things)
  return {
    name,
    classes,
    labels,
    ...(parts ? { parts } : {}),
    ...(excluded ? { excluded } : {}),
    channels,
    thingClasses,
    hasAlpha: (place) => withClearParts.has(place),
    things: (place) => byPlace.get(place) ?? [],
  }
}
