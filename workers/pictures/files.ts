import type { PictureFile } from '../../src/core/images/picture-file'
import { mostFileBytes, RefusedFile } from '../../src/core/images/refusal'
import { zipFiles } from '../../src/core/images/zip-files'
import type { PlacedFile } from '../../src/wire/pictures-api'
import { fileSource } from '../shared/file-source'

/** The files of one zip, or those of a folder. */
export async function pictureFiles(files: readonly PlacedFile[]): Promise<readonly PictureFile[]> {
  const [only] = files
  if (files.length === 1 && only && /\.zip$/i.test(only.file.name)) return zipFiles(fileSource(only.file))
  return files.map(({ path, file }) => ({
    path: path.replace(/^\.?\//, ''),
    size: file.size,
    head: (most) => fileSource(file).slice(0, Math.min(most, file.size)),
    bytes: () => {
      if (file.size > mostFileBytes) throw new RefusedFile('too-many-bytes')
      return fileSource(file).slice(0, file.size)
    },
  }))
}
