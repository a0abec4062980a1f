import type { AugmentRecipe } from '../core/images/augment/augment-recipe'
import type { ComposedPicture } from '../core/images/compose/composed-files'
import type { SceneRecipe } from '../core/images/compose/scene-recipe'
import type { Polygon } from '../core/images/fill-polygons'
import type { PictureLayout } from '../core/images/layouts/layout'
import type { Picture } from '../core/images/picture'
import type { Extent } from '../core/images/thing'

/** A scene for a look: its picture, and what is marked in it. */
export interface ScenePreview {
  readonly picture: Picture
  readonly things: readonly SeenThing[]
}

/** What is marked in a picture, to be drawn over it. */
export interface SeenMark extends Extent {
  readonly name: string
  readonly polygons: readonly Polygon[]
}

export interface SeenThing extends SeenMark {
  readonly kind: 'object' | 'defect'
}

/** A thread that makes scenes for another one. */
export interface SceneHelper {
  make(projectId: string, recipe: SceneRecipe, index: number): Promise<ComposedPicture>
}

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
  readonly marksBefore: readonly SeenMark[]
  readonly marksAfter: readonly SeenMark[]
  /** The classes of the changed picture with their shares, which sum to 1, the largest first. */
  readonly shares: readonly { readonly name: string; readonly share: number }[]
}

/** One picture at each strength of one kind of damage. */
export interface PictureLadder {
  readonly before: Uint8Array
  readonly levels: readonly Uint8Array[]
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
  /**
   * A zip of an output's pictures in a layout with its papers, and the report where one was measured. `realShare`:
   * the part of the set that learned pictures themselves make up, as far as there are so many.
   */
  exportMade(
    outputId: string,
    realShare: number,
    layout: PictureLayout['id'],
    onProgress: (progress: PictureProgress) => void,
  ): Promise<Blob>
  /** A zip of what the recipe makes, in a layout, with its papers. */
  exportAugmented(
    projectId: string,
    recipe: AugmentRecipe,
    layout: PictureLayout['id'],
    onProgress: (progress: PictureProgress) => void,
  ): Promise<Blob>
  /** Some pictures damaged in one way at each level, spread over the classes. */
  previewLadder(projectId: string, kind: string, seed: number, count: number): Promise<readonly PictureLadder[]>
  /** A zip of the test pictures, or of all in use where none are for testing, damaged in these ways at each level. */
  exportLadder(
    projectId: string,
    kinds: readonly string[],
    seed: number,
    onProgress: (progress: PictureProgress) => void,
  ): Promise<Blob>
  /** A picture at its working size. */
  picture(projectId: string, place: number): Promise<Picture>
  /** Scenes of a recipe from the one with number `first` on, smaller. */
  previewScenes(projectId: string, recipe: SceneRecipe, first: number, count: number): Promise<readonly ScenePreview[]>
  /** Serves a {@link SceneHelper} on a port. */
  helpWithScenes(port: MessagePort): Promise<void>
  /** A zip of all scenes of a recipe in a layout; helpers share the work. */
  exportScenes(
    projectId: string,
    recipe: SceneRecipe,
    layout: PictureLayout['id'],
    helpers: readonly MessagePort[],
    onProgress: (progress: PictureProgress) => void,
  ): Promise<Blob>
}
