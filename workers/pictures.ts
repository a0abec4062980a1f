import { expose } from '../src/wire/expose'
import type { PicturesApi } from '../src/wire/pictures-api'
import { exportAugmented } from './pictures/export-augmented'
import { exportMade } from './pictures/export-made'
import { importPictures } from './pictures/import-pictures'
import { preview } from './pictures/preview'
import { withStorage } from './shared/storage-error'

const api: PicturesApi = {
  importPictures: (projectId, name, files, onProgress) =>
    withStorage(() => importPictures(projectId, name, files, onProgress)),
  preview: (projectId, recipe, count) => withStorage(() => preview(projectId, recipe, count)),
  exportMade: (outputId, onProgress) => withStorage(() => exportMade(outputId, onProgress)),
  exportAugmented: (projectId, recipe, onProgress) => withStorage(() => exportAugmented(projectId, recipe, onProgress)),
}
expose(api)
