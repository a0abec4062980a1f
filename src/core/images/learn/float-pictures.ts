import type { Matrix } from '../../nets/engine'
import type { PictureSet } from '../picture-set'

/** What all pictures of a set share. */
export interface PictureShape {
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
}

export const sizeOf = ({ width, height, channels }: PictureShape): number => width * height * channels

/** Bytes as numbers in −1 … 1; `[pictures, height · width · channels]`. */
export function floatPictures(set: PictureSet): Matrix {
  const values = new Float32Array(set.pixels.length)
  for (let i = 0; i < values.length; i++) values[i] = set.pixels[i]! / 127.5 - 1
  return { rows: set.labels.length, columns: sizeOf(set), values }
}

/** Back to bytes, rounded and cut at the ends. */
export function bytePixels(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length)
  // Half up: an array of bytes drops what is behind the point.
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.max(0, Math.min(255, (values[i]! + 1) * 127.5 + 0.5))
  return bytes
}
