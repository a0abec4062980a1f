import type { AugmentRecipe } from '../core/images/augment/augment-recipe'
import type { CuratedPictures } from '../core/images/curation'
import type { Refusal } from '../core/images/refusal'
import { db } from './database'

/** What is known of a project's pictures, and what was made of it in the gallery. */
export interface StoredPictures extends CuratedPictures {
  readonly projectId: string
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  readonly refused: readonly Refusal[]
  readonly resized: number
  readonly exactCopies: number
  readonly nearCopies: number
  readonly moved: number
  readonly recipe: AugmentRecipe
}

/** 256 pictures, one after another; their small copies, which the gallery shows; and their alpha where one has clear parts. */
export interface PictureBlock {
  readonly projectId: string
  readonly kind: 'pixels' | 'thumbnails' | 'alpha'
  readonly block: number
  readonly pixels: Uint8Array
}

export const blockPictures = 256

export async function loadBlock(
  projectId: string,
  kind: PictureBlock['kind'],
  block: number,
): Promise<Uint8Array | undefined> {
  return (await db.pictureBlocks.get([projectId, kind, block]))?.pixels
}

export async function deletePictures(projectId: string): Promise<void> {
  await db.pictureBlocks.where('projectId').equals(projectId).delete()
  await db.pictures.delete(projectId)
  await db.pictureScenes.delete(projectId)
}

export async function saveRecipe(projectId: string, recipe: AugmentRecipe): Promise<void> {
  await db.pictures.update(projectId, { recipe })
}
