import type { Picture } from './picture'
import { resize } from './resize'

/** Pixels. */
export const thumbnailSide = 64

/** Size of a small copy, in proportion; small pictures stay as they are. */
export function thumbnailSize({ width, height }: Pick<Picture, 'width' | 'height'>): { width: number; height: number } {
  const scale = Math.min(1, thumbnailSide / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export function thumbnail(picture: Picture): Picture {
  const { width, height } = thumbnailSize(picture)
  return resize(picture, width, height)
}
