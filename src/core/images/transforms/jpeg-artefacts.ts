import { emptyPicture, type Picture, toByte } from '../picture'
import { pixelTransform } from './transform'

/** What JPEG of a quality leaves of a picture: its DCT rounded by the tables of ITU-T T.81, annex K, without subsampling. */
export const jpegArtefacts = pixelTransform({
  id: 'jpeg-artefacts',
  group: 'sensor',
  parameters: { quality: { unit: 'quality', least: 1, most: 100, usual: [15, 60], whole: true } },
  change: (picture, { quality }) => compressed(picture, Math.round(quality)),
})

const lumaTable = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
]
const chromaTable = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99,
]

/** What each frequency is rounded to a multiple of. */
interface Steps {
  readonly steps: Float64Array
  readonly inverses: Float64Array
}

/** The scaling of the Independent JPEG Group's library (jcparam.c). */
function scaled(table: readonly number[], quality: number): Steps {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality
  const steps = Float64Array.from(table, (step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))))
  return { steps, inverses: steps.map((step) => 1 / step) }
}

/** Eight rows at a time: what is worked on stays in the processor's cache. */
function compressed(picture: Picture, quality: number): Picture {
  const { width, height, channels } = picture
  const out = emptyPicture(width, height, channels)
  const planes = Array.from({ length: channels }, () => new Float64Array(8 * Math.ceil(width / 8) * 8))
  const tables = planes.map((_, p) => scaled(p === 0 ? lumaTable : chromaTable, quality))
  const read = channels === 1 ? readGrey : readColours
  const write = channels === 1 ? writeGrey : writeColours
  for (let top = 0; top < height; top += 8) {
    read(picture, top, planes)
    for (let p = 0; p < channels; p++) quantise(planes[p]!, tables[p]!)
    write(planes, top, out)
  }
  return out
}

/** Places in a strip's planes are block by block: `[width / 8][8][8]`. */
const placeOf = (x: number, y: number) => ((x >> 3) << 6) + (y << 3) + (x & 7)

/** Calls with each place of a strip and that of its pixel; the last blocks repeat the picture's edge. */
function eachPlace(
  { width, height }: Picture,
  top: number,
  places: number,
  visit: (place: number, pixel: number) => void,
): void {
  for (let y = 0; y < 8; y++) {
    const row = Math.min(height - 1, top + y) * width
    for (let x = 0; x < places >> 3; x++) visit(placeOf(x, y), row + Math.min(width - 1, x))
  }
}

function readGrey(picture: Picture, top: number, [plane]: readonly Float64Array[]): void {
  eachPlace(picture, top, plane!.length, (place, pixel) => {
    plane![place] = picture.pixels[pixel]! - 128
  })
}

function readColours(picture: Picture, top: number, [luma, blue, red]: readonly Float64Array[]): void {
  const { pixels } = picture
  eachPlace(picture, top, luma!.length, (place, pixel) => {
    const [r, g, b] = [pixels[3 * pixel]!, pixels[3 * pixel + 1]!, pixels[3 * pixel + 2]!]
    luma![place] = toByte(0.299 * r + 0.587 * g + 0.114 * b) - 128
    blue![place] = toByte(128 - 0.168736 * r - 0.331264 * g + 0.5 * b) - 128
    red![place] = toByte(128 + 0.5 * r - 0.418688 * g - 0.081312 * b) - 128
  })
}

function writeGrey([plane]: readonly Float64Array[], top: number, { width, height, pixels }: Picture): void {
  for (let y = 0; y < Math.min(8, height - top); y++)
    for (let x = 0, to = (top + y) * width; x < width; x++, to++) pixels[to] = toByte(plane![placeOf(x, y)]! + 128)
}

function writeColours(
  [luma, blue, red]: readonly Float64Array[],
  top: number,
  { width, height, pixels }: Picture,
): void {
  for (let y = 0; y < Math.min(8, height - top); y++)
    for (let x = 0, to = 3 * (top + y) * width; x < width; x++, to += 3) {
      const at = placeOf(x, y)
      const light = toByte(luma![at]! + 128)
      const [cb, cr] = [toByte(blue![at]! + 128) - 128, toByte(red![at]! + 128) - 128]
      pixels[to] = toByte(light + 1.402 * cr)
      pixels[to + 1] = toByte(light - 0.344136 * cb - 0.714136 * cr)
      pixels[to + 2] = toByte(light + 1.772 * cb)
    }
}

/** Each block of 64 values: to frequencies, rounded, and back; columns that keep nothing but their mean are short work. */
function quantise(plane: Float64Array, { steps, inverses }: Steps): void {
  for (let block = 0; block < plane.length; block += 64) {
    for (let i = 0; i < 8; i++) transform(plane, block + 8 * i, 1)
    for (let i = 0; i < 8; i++) transform(plane, block + i, 8)
    for (let i = 0; i < 64; i++) plane[block + i] = Math.round(plane[block + i]! * inverses[i]!) * steps[i]!
    for (let i = block; i < block + 8; i++)
      if (isFlat(plane, i)) for (let k = 0, level = c4 * plane[i]!; k < 64; k += 8) plane[i + k] = level
      else transformBack(plane, i, 8)
    for (let i = 0; i < 8; i++) transformBack(plane, block + 8 * i, 1)
  }
}

const isFlat = (x: Float64Array, at: number): boolean =>
  x[at + 8] === 0 &&
  x[at + 16] === 0 &&
  x[at + 24] === 0 &&
  x[at + 32] === 0 &&
  x[at + 40] === 0 &&
  x[at + 48] === 0 &&
  x[at + 56] === 0

/** Half the cosines of π k / 16: the weights of the orthonormal DCT-II of eight values. */
const [c1, c2, c3, c4, c5, c6, c7] = [1, 2, 3, 4, 5, 6, 7].map((k) => Math.cos((Math.PI * k) / 16) / 2) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]

/** The orthonormal DCT-II of eight values `step` apart, in place; even and odd parts apart. */
function transform(x: Float64Array, at: number, step: number): void {
  const [p1, p2, p3] = [at + step, at + 2 * step, at + 3 * step]
  const [p4, p5, p6, p7] = [at + 4 * step, at + 5 * step, at + 6 * step, at + 7 * step]
  const [s0, d0] = [x[at]! + x[p7]!, x[at]! - x[p7]!]
  const [s1, d1] = [x[p1]! + x[p6]!, x[p1]! - x[p6]!]
  const [s2, d2] = [x[p2]! + x[p5]!, x[p2]! - x[p5]!]
  const [s3, d3] = [x[p3]! + x[p4]!, x[p3]! - x[p4]!]
  const [e0, e1, e2, e3] = [s0 + s3, s1 + s2, s0 - s3, s1 - s2]
  x[at] = c4 * (e0 + e1)
  x[p4] = c4 * (e0 - e1)
  x[p2] = c2 * e2 + c6 * e3
  x[p6] = c6 * e2 - c2 * e3
  x[p1] = c1 * d0 + c3 * d1 + c5 * d2 + c7 * d3
  x[p3] = c3 * d0 - c7 * d1 - c1 * d2 - c5 * d3
  x[p5] = c5 * d0 - c1 * d1 + c7 * d2 + c3 * d3
  x[p7] = c7 * d0 - c5 * d1 + c3 * d2 - c1 * d3
}

/** Its inverse, which is its transpose. */
function transformBack(x: Float64Array, at: number, step: number): void {
  const [p1, p2, p3] = [at + step, at + 2 * step, at + 3 * step]
  const [p4, p5, p6, p7] = [at + 4 * step, at + 5 * step, at + 6 * step, at + 7 * step]
  const [f1, f3, f5, f7] = [x[p1]!, x[p3]!, x[p5]!, x[p7]!]
  const [a, b] = [c4 * (x[at]! + x[p4]!), c4 * (x[at]! - x[p4]!)]
  const [c, d] = [c2 * x[p2]! + c6 * x[p6]!, c6 * x[p2]! - c2 * x[p6]!]
  const [s0, s1, s2, s3] = [a + c, b + d, b - d, a - c]
  const d0 = c1 * f1 + c3 * f3 + c5 * f5 + c7 * f7
  const d1 = c3 * f1 - c7 * f3 - c1 * f5 - c5 * f7
  const d2 = c5 * f1 - c1 * f3 + c7 * f5 + c3 * f7
  const d3 = c7 * f1 - c5 * f3 + c3 * f5 - c1 * f7
  x[at] = s0 + d0
  x[p7] = s0 - d0
  x[p1] = s1 + d1
  x[p6] = s1 - d1
  x[p2] = s2 + d2
  x[p5] = s2 - d2
  x[p3] = s3 + d3
  x[p4] = s3 - d3
}
