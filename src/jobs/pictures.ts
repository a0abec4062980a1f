import { proxy } from 'comlink'
import type { AugmentRecipe } from '../core/images/augment/augment-recipe'
import type { PicturePair, PictureProgress, PlacedFile } from '../wire/pictures-api'
import { picturesWorker } from './workers'

/** Reads pictures into a new project. */
export const importPictures = (
  projectId: string,
  name: string,
  files: readonly PlacedFile[],
  onProgress: (progress: PictureProgress) => void,
): Promise<void> => picturesWorker.api().importPictures(projectId, name, [...files], proxy(onProgress))

export const previewAugmented = (
  projectId: string,
  recipe: AugmentRecipe,
  count: number,
): Promise<readonly PicturePair[]> => picturesWorker.api().preview(projectId, recipe, count)

export const exportAugmented = (
  projectId: string,
  recipe: AugmentRecipe,
  onProgress: (progress: PictureProgress) => void,
): Promise<Blob> => picturesWorker.api().exportAugmented(projectId, recipe, proxy(onProgress))

/** An output's pictures as a labelled zip. */
export const exportMade = (outputId: string, onProgress: (progress: PictureProgress) => void): Promise<Blob> =>
  picturesWorker.api().exportMade(outputId, proxy(onProgress))
