import type { PlannedPicture } from '../plan-pictures'

/** Pixels of the picture as it is seen, which label files mean. */
export function sizeOf({ header }: PlannedPicture): { readonly width: number; readonly height: number } {
  const { width, height, orientation } = header
  return orientation > 4 ? { width: height, height: width } : { width, height }
}
