import { type Picture, toByte } from '../picture'

/** Each level by a function of it alone. */
export function byLevel(picture: Picture, change: (level: number) => number): Picture {
  const table = Uint8Array.from({ length: 256 }, (_, level) => toByte(change(level)))
  const { pixels } = picture
  const changed = new Uint8Array(pixels.length)
  for (let i = 0; i < pixels.length; i++) changed[i] = table[pixels[i]!]!
  return { ...picture, pixels: changed }
}

/** Each level by its channel's table, `[256]`. */
export function byTables(picture: Picture, tableOf: (picture: Picture, channel: number) => Uint8Array): Picture {
  const tables = Array.from({ length: picture.channels }, (_, channel) => tableOf(picture, channel))
  return { ...picture, pixels: picture.pixels.map((level, i) => tables[i % picture.channels]![level]!) }
}

/** Each value by a function of itself and its place (pixels, channel). */
export function byPlace(
  picture: Picture,
  change: (level: number, x: number, y: number, channel: number) => number,
): Picture {
  const { width, height, channels, pixels } = picture
  const changed = new Uint8Array(pixels.length)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++, at++) changed[at] = toByte(change(pixels[at]!, x, y, c))
  return { ...picture, pixels: changed }
}

/** Each RGB pixel by a function that writes its three new values. */
export function byColour(
  picture: Picture,
  change: (r: number, g: number, b: number, out: Float64Array) => void,
): Picture {
  const { pixels } = picture
  const changed = new Uint8Array(pixels.length)
  const out = new Float64Array(3)
  for (let at = 0; at < pixels.length; at += 3) {
    change(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!, out)
    for (let c = 0; c < 3; c++) changed[at + c] = toByte(out[c]!)
  }
  return { ...picture, pixels: changed }
}

/** 0 … n − 1, mirrored at the ends without repeating them (OpenCV's BORDER_REFLECT_101). */
export function mirror(i: number, n: number): number {
  if (n === 1) return 0
  const period = 2 * (n - 1)
  const folded = ((i % period) + period) % period
  return folded < n ? folded : period - folded
}

export interface Tap {
  readonly dx: number
  readonly dy: number
  readonly weight: number
}

/** Weighted neighbours; mirrored at the edges. */
export function convolve(picture: Picture, taps: readonly Tap[]): Picture {
  const { width, height, channels, pixels } = picture
  const sums = new Float64Array(pixels.length)
  for (const { dx, dy, weight } of taps)
    for (let y = 0; y < height; y++) {
      const row = mirror(y + dy, height) * width
      for (let x = 0; x < width; x++) {
        const from = (row + mirror(x + dx, width)) * channels
        const at = (y * width + x) * channels
        for (let c = 0; c < channels; c++) sums[at + c]! += weight * pixels[from + c]!
      }
    }
  return { ...picture, pixels: Uint8Array.from(sums, toByte) }
}

/** A share of another picture of the same size over this one, 0–1. */
export function blend(a: Picture, b: Picture, share: number): Picture {
  const pixels = new Uint8Array(a.pixels.length)
  for (let i = 0; i < pixels.length; i++) pixels[i] = toByte(a.pixels[i]! + (b.pixels[i]! - a.pixels[i]!) * share)
  return { ...a, pixels }
}

export function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.max(1, Math.ceil(3 * sigma))
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
