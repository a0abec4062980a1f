import { expose, type Remote, wrap } from 'comlink'
import { sceneClasses } from '../../src/core/images/compose/compose-scene'
import { type ComposedPicture, composedFiles, composePicture } from '../../src/core/images/compose/composed-files'
import type { SceneRecipe } from '../../src/core/images/compose/scene-recipe'
import type { PictureLayout } from '../../src/core/images/layouts/layout'
import { version } from '../../src/core/version'
import { db } from '../../src/db/database'
import { breathe } from '../../src/wire/breathe'
import type { PictureProgress, SceneHelper } from '../../src/wire/pictures-api'
import { getOrThrow } from '../shared/get-or-throw'
import { sceneFacts, sceneKit } from './scene-kit'
import { sourceFacts } from './source-facts'
import { contentOf, zipBlob } from './zip-blob'

const progressEvery = 10
/** Scenes under way per thread. */
const ahead = 2

async function make(projectId: string, recipe: SceneRecipe, index: number): Promise<ComposedPicture> {
  const made = await composePicture(recipe, await sceneKit(projectId, recipe), index, version)
  await breathe()
  return made
}

export async function helpWithScenes(port: MessagePort): Promise<void> {
  const helper: SceneHelper = { make }
  expose(helper, port)
}

/** Scenes are dealt out in turn to this thread and the helpers, and written in their order. */
export async function exportScenes(
  projectId: string,
  recipe: SceneRecipe,
  layout: PictureLayout['id'],
  ports: readonly MessagePort[],
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> {
  const { source } = await getOrThrow(db.projects.get(projectId), 'project')
  const kit = await sceneKit(projectId, recipe)
  const { stored, places, cutOuts } = await sceneFacts(projectId)
  const helpers: readonly (SceneHelper | Remote<SceneHelper>)[] = ports.map((port) => wrap<SceneHelper>(port))
  const work = {
    classes: sceneClasses(kit, recipe),
    recipe,
    layout,
    facts: sourceFacts(source, stored, cutOuts, places.length),
    make: inTurn([{ make }, ...helpers], recipe.scenes, (helper, i) => helper.make(projectId, recipe, i)),
  }
  async function* entries() {
    let done = 0
    for await (const { name, bytes } of composedFiles(work)) {
      if (/\d\.png$/.test(name) && done++ % progressEvery === 0) onProgress({ done, of: recipe.scenes })
      yield { name, bytes: [bytes], content: contentOf(name) }
    }
  }
  return zipBlob(entries())
}

/** Results in order, while a few more are made by the others. */
function inTurn<Helper, Result>(
  helpers: readonly Helper[],
  count: number,
  work: (helper: Helper, index: number) => Promise<Result>,
): (index: number) => Promise<Result> {
  const underWay = new Map<number, Promise<Result>>()
  let next = 0
  return async (index) => {
    for (; next < Math.min(count, index + ahead * helpers.length); next++) {
      const made = work(helpers[next % helpers.length]!, next)
      // Whoever waits for it hears of its failure.
      made.catch(() => {})
      underWay.set(next, made)
    }
    const made = underWay.get(index)!
    underWay.delete(index)
    return made
  }
}
