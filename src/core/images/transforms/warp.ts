import type { Random } from '../../random'
import { type Picture, toByte } from '../picture'
import { mirror } from './pixels'
import {
  type Box,
  leastVisible,
  type Parameter,
  type Point,
  type Sample,
  type Transform,
  type Values,
} from './transform'

/** Where things come from and go to. Points in pixels; 0 is the left edge of the first pixel. */
export interface Warp {
  /** The place in the old picture that is seen at a place of the new one. */
  from(x: number, y: number): readonly [number, number]
  /** The other way; found by iteration where it is absent. */
  to?(x: number, y: number): readonly [number, number]
  /** Where `from` is affine, what it is: x = a u + b v + c, y = d u + e v + f. Faster. */
  readonly affine?: readonly [number, number, number, number, number, number]
}

interface Work<Id extends string> {
  readonly id: string
  readonly parameters: { readonly [K in Id]: Parameter }
  warp(size: Pick<Picture, 'width' | 'height'>, values: Values<Id>, random: Random): Warp
}

/** A transform that moves things: pixels by bilinear interpolation, masks by the nearest, boxes and points with them. */
export function warpTransform<Id extends string>({ id, parameters, warp }: Work<Id>): Transform {
  return {
    id,
    group: 'geometry',
    parameters,
    apply: (sample, values, random) => warped(sample, warp(sample.picture, values as Values<Id>, random)),
  }
}

const outlineSteps = 8

function warped({ picture, targets }: Sample, warp: Warp): Sample {
  const { width, height } = picture
  const to = warp.to ?? inverseOf(warp)
  const boxes = targets.boxes.flatMap((box) => movedBox(box, to, width, height))
  const keypoints = targets.keypoints
    .map(({ x, y }) => pointAt(to(x, y)))
    .filter(({ x, y }) => x >= 0 && x < width && y >= 0 && y < height)
  const mask = targets.mask && warpedMask(targets.mask, width, height, warp)
  return { picture: warpedPicture(picture, warp), targets: { boxes, keypoints, ...(mask ? { mask } : {}) } }
}

const pointAt = ([x, y]: readonly [number, number]): Point => ({ x, y })

function warpedPicture(picture: Picture, { from, affine }: Warp): Picture {
  const { width, height, channels } = picture
  const out = new Uint8Array(picture.pixels.length)
  let to = 0
  if (affine) {
    const [a, b, c, d, e, f] = affine
    for (let y = 0.5; y < height; y++)
      for (let x = 0.5; x < width; x++, to += channels)
        takePixel(picture, a * x + b * y + c - 0.5, d * x + e * y + f - 0.5, out, to)
    return { ...picture, pixels: out }
  }
  for (let y = 0.5; y < height; y++)
    for (let x = 0.5; x < width; x++, to += channels) {
      const [u, v] = from(x, y)
      takePixel(picture, u - 0.5, v - 0.5, out, to)
    }
  return { ...picture, pixels: out }
}

/** Bilinear between the middles of pixels, `u` to the right and `v` down from the middle of the first one. */
function takePixel(
  { width, height, channels, pixels }: Picture,
  u: number,
  v: number,
  out: Uint8Array,
  to: number,
): void {
  const [left, top] = [Math.floor(u), Math.floor(v)]
  const [a, b] = [u - left, v - top]
  const line = width * channels
  let p = top * line + left * channels
  let [q, r, s] = [p + channels, p + line, p + line + channels]
  if (!(left >= 0 && top >= 0 && left < width - 1 && top < height - 1)) {
    const [x0, x1] = [mirror(left, width) * channels, mirror(left + 1, width) * channels]
    const [y0, y1] = [mirror(top, height) * line, mirror(top + 1, height) * line]
    ;[p, q, r, s] = [y0 + x0, y0 + x1, y1 + x0, y1 + x1]
  }
  for (let c = 0; c < channels; c++) {
    const upper = pixels[p + c]! * (1 - a) + pixels[q + c]! * a
    const lower = pixels[r + c]! * (1 - a) + pixels[s + c]! * a
    out[to + c] = toByte(upper * (1 - b) + lower * b)
  }
}

/** What comes from outside belongs to no object, though its pixels are mirrored. */
function warpedMask(mask: Uint8Array, width: number, height: number, { from }: Warp): Uint8Array {
  const out = new Uint8Array(mask.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = from(x + 0.5, y + 0.5).map(Math.floor) as [number, number]
      if (u >= 0 && u < width && v >= 0 && v < height) out[y * width + x] = mask[v * width + u]!
    }
  return out
}

/** The upright hull of the moved outline, cut at the edges. */
function movedBox(box: Box, to: NonNullable<Warp['to']>, width: number, height: number): Box[] {
  const outline: (readonly [number, number])[] = []
  for (let i = 0; i <= outlineSteps; i++) {
    const x = box.left + ((box.right - box.left) * i) / outlineSteps
    const y = box.top + ((box.bottom - box.top) * i) / outlineSteps
    outline.push(to(x, box.top), to(x, box.bottom), to(box.left, y), to(box.right, y))
  }
  const xs = outline.map(([x]) => x)
  const ys = outline.map(([, y]) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const cut = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.min(width, right),
    bottom: Math.min(height, bottom),
    label: box.label,
  }
  const visible = Math.max(0, cut.right - cut.left) * Math.max(0, cut.bottom - cut.top)
  return visible > 0 && visible >= leastVisible * (right - left) * (bottom - top) ? [cut] : []
}

/** By fixed point: from(p) = q is solved as p ← p + q − from(p), for displacements that do not fold. */
function inverseOf({ from }: Warp): NonNullable<Warp['to']> {
  return (x, y) => {
    let [u, v] = [x, y]
    for (let i = 0; i < 20; i++) {
      const [fx, fy] = from(u, v)
      ;[u, v] = [u + x - fx, v + y - fy]
    }
    return [u, v]
  }
}

/** x' = a x + b y + c, y' = d x + e y + f, from the old picture to the new one, about its middle. */
export function affineWarp(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  [a, b, c, d, e, f]: readonly [number, number, number, number, number, number],
): Warp {
  const [cx, cy] = [width / 2, height / 2]
  const determinant = a * e - b * d
  return {
    to: (x, y) => [a * (x - cx) + b * (y - cy) + c + cx, d * (x - cx) + e * (y - cy) + f + cy],
    from: (x, y) => {
      const [u, v] = [x - cx - c, y - cy - f]
      return [(e * u - b * v) / determinant + cx, (a * v - d * u) / determinant + cy]
    },
    affine: [
      e / determinant,
      -b / determinant,
      (b * (cy + f) - e * (cx + c)) / determinant + cx,
      -d / determinant,
      a / determinant,
      (d * (cx + c) - a * (cy + f)) / determinant + cy,
    ],
  }
}
