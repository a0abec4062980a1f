import type { AugmentRecipe } from '../core/images/augment/augment-recipe'

/** A file with its place among folders. */
export interface PlacedFile {
  readonly path: string
  readonly file: File
}

export interface PictureProgress {
  /** Files that were looked at, or pictures that were made. */
  readonly done: number
  readonly of: number
}

export interface PicturePair {
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** Pictures: read into a project, changed for a look, and written as a zip. */
export interface PicturesApi {
  /** One zip, or the files of a folder. */
  importPictures(
    projectId: string,
    name: string,
    files: readonly PlacedFile[],
    onProgress: (progress: PictureProgress) => void,
  ): Promise<void>
  /** The first draws of a recipe, spread over the classes, at the pictures' own size. */
  preview(projectId: string, recipe: AugmentRecipe, count: number): Promise<readonly PicturePair[]>
  /** A zip of an output's pictures: an imagefolder with its papers, and the report where one was measured. */
  exportMade(outputId: string, onProgress: (progress: PictureProgress) => void): Promise<Blob>
  /** A zip of what the recipe makes: an imagefolder with its papers. */
  exportAugmented(
    projectId: string,
    recipe: AugmentRecipe,
    onProgress: (progress: PictureProgress) => void,
  ): Promise<Blob>
}
