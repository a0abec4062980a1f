import { expose } from '../src/wire/expose'
import type { PicturesApi } from '../src/wire/pictures-api'
import { exportAugmented } from './pictures/export-augmented'
import { exportMade } from './pictures/export-made'
import { exportScenes, helpWithScenes } from './pictures/export-scenes'
import { importPictures } from './pictures/import-pictures'
import { exportLadder, previewLadder } from './pictures/ladder'
import { preview } from './pictures/preview'
import { previewScenes } from './pictures/preview-scenes'
import { openPictures } from './pictures/stored-pictures'
import { withStorage } from './shared/storage-error'

const api: PicturesApi = {
  importPictures: (projectId, name, files, onProgress) =>
    withStorage(() => importPictures(projectId, name, files, onProgress)),
  preview: (projectId, recipe, count) => withStorage(() => preview(projectId, recipe, count)),
  exportMade: (outputId, realShare, layout, onProgress) =>
    withStorage(() => exportMade(outputId, realShare, layout, onProgress)),
  exportAugmented: (projectId, recipe, layout, onProgress) =>
    withStorage(() => exportAugmented(projectId, recipe, layout, onProgress)),
  previewLadder: (projectId, kind, seed, count) => withStorage(() => previewLadder(projectId, kind, seed, count)),
  exportLadder: (projectId, kinds, seed, onProgress) =>
    withStorage(() => exportLadder(projectId, kinds, seed, onProgress)),
  picture: (projectId, place) =>
    withStorage(async () => {
      const picture = await (await openPictures(projectId)).picture(place)
      return { ...picture, pixels: picture.pixels.slice() }
    }),
  previewScenes: (projectId, recipe, first, count) => withStorage(() => previewScenes(projectId, recipe, first, count)),
  helpWithScenes,
  exportScenes: (projectId, recipe, layout, helpers, onProgress) =>
    withStorage(() => exportScenes(projectId, recipe, layout, helpers, onProgress)),
}
expose(api)
