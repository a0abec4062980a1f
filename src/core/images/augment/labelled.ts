import { fillPolygons } from '../fill-polygons'
import { masksOf } from '../mask'
import type { Picture } from '../picture'
import type { LaidOutThing, Thing } from '../thing'
import type { Sample } from '../transforms/transform'

/** A picture with what is marked in it. */
export interface LabelledPicture {
  readonly picture: Picture
  readonly things: readonly Thing[]
}

/** Outlines beyond this number are followed by their boxes only: a mask has a byte for each pixel. */
const mostOutlined = 254

/**
 * Marks as transforms move them, each under a number of its own from `first` on. Where outlines overlap, the later one has
 * the pixels.
 */
export function sampleOf({ picture, things }: LabelledPicture, first: number): Sample {
  const { width, height } = picture
  const boxes = things.map(({ left, top, right, bottom }, i) => ({ left, top, right, bottom, label: first + i }))
  let mask: Uint8Array | undefined
  for (const [i, { polygons }] of things.entries()) {
    if (polygons.length === 0 || first + i > mostOutlined) continue
    mask ??= new Uint8Array(width * height)
    for (const [at, cover] of fillPolygons(polygons, width, height).entries())
      if (cover >= 128) mask[at] = first + i + 1
  }
  return { picture, targets: { boxes, keypoints: [], ...(mask ? { mask } : {}) } }
}

/**
 * What is marked after the change, with whole pixels: an outlined thing has its pixels and their tight box.
 * @param things all that were numbered, in their order
 */
export function thingsIn({ picture, targets }: Sample, things: readonly Thing[]): LaidOutThing[] {
  const { width, height } = picture
  const masks = targets.mask ? masksOf(targets.mask, width, mostOutlined + 1) : []
  return targets.boxes.flatMap(({ label: number, ...box }): LaidOutThing[] => {
    const { label, polygons } = things[number]!
    if (polygons.length === 0 || number > mostOutlined) {
      const [left, top] = [Math.min(width - 1, Math.round(box.left)), Math.min(height - 1, Math.round(box.top))]
      const [right, bottom] = [Math.max(left + 1, Math.round(box.right)), Math.max(top + 1, Math.round(box.bottom))]
      return [{ label, left, top, right, bottom }]
    }
    const mask = masks[number]
    if (!mask) return []
    const { left, top } = mask
    return [{ label, left, top, right: left + mask.width, bottom: top + mask.height, mask }]
  })
}
