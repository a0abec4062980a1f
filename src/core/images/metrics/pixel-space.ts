import type { Matrix } from '../../nets/engine'
import { floatPictures, type PictureShape } from '../learn/float-pictures'
import { halfOf, poolPictures } from '../learn/pooling'
import type { PictureSet } from '../picture-set'
import type { LabelledFeatures } from './picture-classifier'

/** Numbers of a picture that a small network is shown. */
const mostPixels = 3072
/** Of a number that is alike in all pictures: half a grey level. */
const leastDeviation = 0.5 / 127.5

/**
 * Pixels, and how much each differs from its neighbours (a network of dense layers would not find out in time), in
 * deviations of the train pictures; halved in size while there are too many.
 */
export function pixelSpace(train: PictureSet): (set: PictureSet) => LabelledFeatures {
  const { columns, values, rows } = looksOf(train)
  const [sums, squares] = [new Float64Array(columns), new Float64Array(columns)]
  for (let i = 0; i < values.length; i++) {
    const j = i % columns
    sums[j] = sums[j]! + values[i]! / rows
    squares[j] = squares[j]! + values[i]! ** 2 / rows
  }
  const deviations = squares.map((square, j) => Math.sqrt(Math.max(leastDeviation ** 2, square - sums[j]! ** 2)))
  return (set) => {
    const own = looksOf(set)
    for (let i = 0; i < own.values.length; i++) {
      const j = i % columns
      own.values[i] = (own.values[i]! - sums[j]!) / deviations[j]!
    }
    return { rows: own, labels: set.labels }
  }
}

/** `[pictures, 2 · size]`: pixels, then their differences from the ones to the right and below. */
function looksOf(set: PictureSet): Matrix {
  let [pictures, shape]: [Matrix, PictureShape] = [floatPictures(set), set]
  for (; pictures.columns > mostPixels; shape = halfOf(shape)) pictures = poolPictures(pictures, shape)
  const { width, height, channels } = shape
  const size = pictures.columns
  const values = new Float32Array(2 * pictures.values.length)
  for (let picture = 0; picture < pictures.rows; picture++) {
    const own = pictures.values.subarray(picture * size, (picture + 1) * size)
    values.set(own, 2 * picture * size)
    for (let i = 0, at = (2 * picture + 1) * size; i < size; i++, at++) {
      const pixel = Math.floor(i / channels)
      const right = pixel % width < width - 1 ? Math.abs(own[i + channels]! - own[i]!) : 0
      const below = pixel < width * (height - 1) ? Math.abs(own[i + width * channels]! - own[i]!) : 0
      values[at] = right + below
    }
  }
  return { rows: pictures.rows, columns: 2 * size, values }
}
