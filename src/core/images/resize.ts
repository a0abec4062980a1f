import { emptyPicture, type Picture, toByte } from './picture'

interface Taps {
  /** `[size]`: the first source pixel. */
  readonly first: Int32Array
  /** `[size][width]`: weights that sum to 1. */
  readonly weights: Float64Array
  readonly width: number
}

/**
 * Scales by a triangle filter that widens as the picture shrinks, first across, then down: Pillow's BILINEAR
 * (its Resample.c), without its rounding to fixed point.
 */
export function resize(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture
  const { channels } = picture
  const across = tapsOf(picture.width, width)
  const down = tapsOf(picture.height, height)
  const wide = emptyPicture(width, picture.height, channels)
  const line = picture.width * channels
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < width; x++)
      weigh(
        picture.pixels,
        y * line + across.first[x]! * channels,
        channels,
        across,
        x,
        wide.pixels,
        (y * width + x) * channels,
        channels,
      )
  const scaled = emptyPicture(width, height, channels)
  const wideLine = width * channels
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      weigh(
        wide.pixels,
        down.first[y]! * wideLine + x * channels,
        wideLine,
        down,
        y,
        scaled.pixels,
        y * wideLine + x * channels,
        channels,
      )
  return scaled
}

/** The middle of a picture, as large as fits the proportion, at the size that is wanted. */
export function cover(picture: Picture, width: number, height: number): Picture {
  const scale = Math.max(width / picture.width, height / picture.height)
  const wide = Math.max(width, Math.round(picture.width * scale))
  const high = Math.max(height, Math.round(picture.height * scale))
  return crop(resize(picture, wide, high), (wide - width) >> 1, (high - height) >> 1, width, height)
}

/** All of a picture, as large as fits into the size that is wanted, with clear margins where the shape differs. */
export function contain(picture: Picture, width: number, height: number): Picture {
  const place = placeInside(picture, width, height)
  const { scale } = place
  const [wide, high] = [
    Math.min(width, Math.max(1, Math.round(picture.width * scale))),
    Math.min(height, Math.max(1, Math.round(picture.height * scale))),
  ]
  const scaled = resize(picture, wide, high)
  const solid = picture.alpha ?? new Uint8Array(picture.width * picture.height).fill(255)
  const alpha = resize({ width: picture.width, height: picture.height, channels: 1, pixels: solid }, wide, high)
  const [left, top] = [(width - wide) >> 1, (height - high) >> 1]
  return {
    ...laidInto(scaled, width, height, left, top, 255),
    alpha: laidInto(alpha, width, height, left, top, 0).pixels,
  }
}

function laidInto(picture: Picture, width: number, height: number, left: number, top: number, ground: number): Picture {
  const { channels } = picture
  const laid = emptyPicture(width, height, channels)
  laid.pixels.fill(ground)
  const line = picture.width * channels
  for (let y = 0; y < picture.height; y++)
    laid.pixels.set(picture.pixels.subarray(y * line, (y + 1) * line), ((top + y) * width + left) * channels)
  return laid
}

type Size = Pick<Picture, 'width' | 'height'>

/** Where `contain` puts what stands at 0, 0, in pixels, and how large. */
export function placeInside(picture: Size, width: number, height: number) {
  const scale = Math.min(width / picture.width, height / picture.height)
  const [right, down] = [(width - picture.width * scale) / 2, (height - picture.height * scale) / 2]
  return { scale, right, down }
}

/** Where `cover` puts what stands at 0, 0, in pixels, and how large. */
export function placeCovering(picture: Size, width: number, height: number) {
  const scale = Math.max(width / picture.width, height / picture.height)
  const [right, down] = [(width - picture.width * scale) / 2, (height - picture.height * scale) / 2]
  return { scale, right, down }
}

/** The rectangle has to lie inside. */
export function crop(picture: Picture, left: number, top: number, width: number, height: number): Picture {
  if (left === 0 && top === 0 && width === picture.width && height === picture.height) return picture
  const { channels } = picture
  const cut = emptyPicture(width, height, channels)
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * picture.width + left) * channels
    cut.pixels.set(picture.pixels.subarray(from, from + width * channels), y * width * channels)
  }
  return cut
}

function weigh(
  from: Uint8Array,
  start: number,
  stride: number,
  { weights, width }: Taps,
  index: number,
  to: Uint8Array,
  at: number,
  channels: number,
): void {
  for (let c = 0; c < channels; c++) {
    let sum = 0
    for (let k = 0, p = start + c; k < width; k++, p += stride) {
      const weight = weights[index * width + k]!
      if (weight !== 0) sum += weight * from[p]!
    }
    to[at + c] = toByte(sum)
  }
}

function tapsOf(from: number, to: number): Taps {
  const scale = from / to
  const support = Math.max(1, scale)
  const width = Math.min(from, Math.ceil(support) * 2 + 1)
  const first = new Int32Array(to)
  const weights = new Float64Array(to * width)
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale
    const low = Math.max(0, Math.trunc(centre - support + 0.5))
    const high = Math.min(from, Math.trunc(centre + support + 0.5))
    first[i] = low
    let total = 0
    for (let k = low; k < high; k++)
      total += weights[i * width + k - low] = Math.max(0, 1 - Math.abs((k + 0.5 - centre) / support))
    for (let k = 0; k < width; k++) weights[i * width + k]! /= total
  }
  return { first, weights, width }
}
