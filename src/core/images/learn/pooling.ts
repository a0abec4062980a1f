import type { Matrix } from '../../nets/engine'
import { type PictureShape, sizeOf } from './float-pictures'

/** Half as wide and high, rounded up. */
export const halfOf = ({ width, height, channels }: PictureShape): PictureShape => ({
  width: Math.ceil(width / 2),
  height: Math.ceil(height / 2),
  channels,
})

/** Means of 2 × 2 pixels; at an odd edge the last ones count twice. `[pictures, size]` → `[pictures, half size]` */
export function poolPictures(pictures: Matrix, shape: PictureShape): Matrix {
  const half = halfOf(shape)
  const { width, height, channels } = shape
  const columns = sizeOf(half)
  const values = new Float32Array(pictures.rows * columns)
  const rowFloats = width * channels
  for (let picture = 0, to = 0; picture < pictures.rows; picture++) {
    const from = picture * pictures.columns
    for (let y = 0; y < half.height; y++) {
      const top = from + 2 * y * rowFloats
      const bottom = from + Math.min(2 * y + 1, height - 1) * rowFloats
      for (let x = 0; x < half.width; x++) {
        const left = 2 * x * channels
        const right = Math.min(2 * x + 1, width - 1) * channels
        for (let c = 0; c < channels; c++, to++) {
          const upper = pictures.values[top + left + c]! + pictures.values[top + right + c]!
          const lower = pictures.values[bottom + left + c]! + pictures.values[bottom + right + c]!
          values[to] = (upper + lower) / 4
        }
      }
    }
  }
  return { rows: pictures.rows, columns, values }
}

/** Bilinear, twice as large, cut to `shape`: what `poolPictures` made small. */
export function enlargePictures(pictures: Matrix, shape: PictureShape): Matrix {
  const half = halfOf(shape)
  const { width, height, channels } = shape
  const columns = sizeOf(shape)
  const values = new Float32Array(pictures.rows * columns)
  const xs = neighbours(width, half.width)
  const ys = neighbours(height, half.height)
  const rowFloats = half.width * channels
  for (let picture = 0, to = 0; picture < pictures.rows; picture++) {
    const from = picture * pictures.columns
    for (let y = 0; y < height; y++) {
      const [near, far] = [from + ys.near[y]! * rowFloats, from + ys.far[y]! * rowFloats]
      for (let x = 0; x < width; x++) {
        const [left, right] = [xs.near[x]! * channels, xs.far[x]! * channels]
        for (let c = 0; c < channels; c++, to++) {
          const upper = 0.75 * pictures.values[near + left + c]! + 0.25 * pictures.values[near + right + c]!
          const lower = 0.75 * pictures.values[far + left + c]! + 0.25 * pictures.values[far + right + c]!
          values[to] = 0.75 * upper + 0.25 * lower
        }
      }
    }
  }
  return { rows: pictures.rows, columns, values }
}

/** For each pixel the small one in which it lies, and the next on its side. */
function neighbours(size: number, half: number) {
  const near = Int32Array.from({ length: size }, (_, i) => i >> 1)
  const far = near.map((own, i) => Math.max(0, Math.min(half - 1, own + (i % 2 === 0 ? -1 : 1))))
  return { near, far }
}
