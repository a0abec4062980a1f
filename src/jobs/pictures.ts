import { transfer } from 'comlink'
import type { AugmentRecipe } from '../core/images/augment/augment-recipe'
import type { SceneRecipe } from '../core/images/compose/scene-recipe'
import type { PictureLayout } from '../core/images/layouts/layout'
import type { Picture } from '../core/images/picture'
import type { PictureLadder, PicturePair, PictureProgress, PlacedFile, ScenePreview } from '../wire/pictures-api'
import { withProgress } from './with-progress'
import { picturesWorker, startSceneHelper } from './workers'

/** Reads pictures into a new project. */
export const importPictures = (
  projectId: string,
  name: string,
  files: readonly PlacedFile[],
  onProgress: (progress: PictureProgress) => void,
): Promise<void> =>
  withProgress(onProgress, (listen) => picturesWorker.api().importPictures(projectId, name, [...files], listen))

/** Ends the reading at once; what was stored of it is to be deleted by the caller. */
export const stopImport = (): void => picturesWorker.end()

export const previewAugmented = (
  projectId: string,
  recipe: AugmentRecipe,
  count: number,
): Promise<readonly PicturePair[]> => picturesWorker.api().preview(projectId, recipe, count)

export const exportAugmented = (
  projectId: string,
  recipe: AugmentRecipe,
  layout: PictureLayout['id'],
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> =>
  withProgress(onProgress, (listen) => picturesWorker.api().exportAugmented(projectId, recipe, layout, listen))

export const previewLadder = (
  projectId: string,
  kind: string,
  seed: number,
  count: number,
): Promise<readonly PictureLadder[]> => picturesWorker.api().previewLadder(projectId, kind, seed, count)

export const exportLadder = (
  projectId: string,
  kinds: readonly string[],
  seed: number,
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> =>
  withProgress(onProgress, (listen) => picturesWorker.api().exportLadder(projectId, [...kinds], seed, listen))

/** An output's pictures as a labelled zip, with real ones among them if asked. */
export const exportMade = (
  outputId: string,
  realShare: number,
  layout: PictureLayout['id'],
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> =>
  withProgress(onProgress, (listen) => picturesWorker.api().exportMade(outputId, realShare, layout, listen))

/** One picture at its working size. */
export const loadPicture = (projectId: string, place: number): Promise<Picture> =>
  picturesWorker.api().picture(projectId, place)

export const previewScenes = (
  projectId: string,
  recipe: SceneRecipe,
  first: number,
  count: number,
): Promise<readonly ScenePreview[]> => picturesWorker.api().previewScenes(projectId, recipe, first, count)

const mostHelpers = 3
const scenesForHelpers = 20

/** All scenes of a recipe as a zip, made by as many threads as there are cores, to four. */
export async function exportScenes(
  projectId: string,
  recipe: SceneRecipe,
  layout: PictureLayout['id'],
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> {
  const isWorthIt = recipe.scenes >= scenesForHelpers
  const count = isWorthIt ? Math.min(mostHelpers, navigator.hardwareConcurrency - 1) : 0
  const helpers = Array.from({ length: Math.max(0, count) }, startSceneHelper)
  try {
    const ports = helpers.map(({ api }) => {
      const { port1, port2 } = new MessageChannel()
      void api.helpWithScenes(transfer(port1, [port1]))
      return port2
    })
    return await withProgress(onProgress, (listen) =>
      picturesWorker.api().exportScenes(projectId, recipe, layout, transfer(ports, [...ports]), listen),
    )
  } finally {
    for (const { end } of helpers) end()
  }
}
