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

/** The scaling of the Independent JPEG Group's library (jcparam.c). */
function scaled(table: readonly number[], quality: number): number[] {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality
  return table.map((step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))))
}

/** `[8][8]`: the orthonormal DCT-II. */
const basis = Float64Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7]
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos((Math.PI * (2 * x + 1) * u) / 16)
})

function compressed(picture: Picture, quality: number): Picture {
  const { width, height, channels, pixels } = picture
  const count = width * height
  const planes = Array.from({ length: channels }, () => new Float64Array(count))
  for (let i = 0; i < count; i++) {
    if (channels === 1) {
      planes[0]![i] = pixels[i]! - 128
      continue
    }
    const [r, g, b] = [pixels[3 * i]!, pixels[3 * i + 1]!, pixels[3 * i + 2]!]
    planes[0]![i] = toByte(0.299 * r + 0.587 * g + 0.114 * b) - 128
    planes[1]![i] = toByte(128 - 0.168736 * r - 0.331264 * g + 0.5 * b) - 128
    planes[2]![i] = toByte(128 + 0.5 * r - 0.418688 * g - 0.081312 * b) - 128
  }
  planes.forEach((plane, p) => {
    quantise(plane, width, height, scaled(p === 0 ? lumaTable : chromaTable, quality))
  })
  const out = emptyPicture(width, height, channels)
  for (let i = 0; i < count; i++) {
    const y = toByte(planes[0]![i]! + 128)
    if (channels === 1) {
      out.pixels[i] = y
      continue
    }
    const [cb, cr] = [toByte(planes[1]![i]! + 128) - 128, toByte(planes[2]![i]! + 128) - 128]
    out.pixels[3 * i] = toByte(y + 1.402 * cr)
    out.pixels[3 * i + 1] = toByte(y - 0.344136 * cb - 0.714136 * cr)
    out.pixels[3 * i + 2] = toByte(y + 1.772 * cb)
  }
  return out
}

/** Block by block; the last ones repeat the picture's edge. */
function quantise(plane: Float64Array, width: number, height: number, table: readonly number[]): void {
  const block = new Float64Array(64)
  const half = new Float64Array(64)
  for (let top = 0; top < height; top += 8)
    for (let left = 0; left < width; left += 8) {
      for (let i = 0; i < 64; i++)
        block[i] = plane[Math.min(height - 1, top + (i >> 3)) * width + Math.min(width - 1, left + (i & 7))]!
      multiply(block, half, false)
      for (let i = 0; i < 64; i++) block[i] = Math.round(block[i]! / table[i]!) * table[i]!
      multiply(block, half, true)
      for (let i = 0; i < 64; i++) {
        const [y, x] = [top + (i >> 3), left + (i & 7)]
        if (y < height && x < width) plane[y * width + x] = block[i]!
      }
    }
}

/** basis · block · basisᵀ, or the inverse; in place. */
function multiply(block: Float64Array, half: Float64Array, isInverse: boolean): void {
  for (let i = 0; i < 8; i++)
    for (let j = 0; j < 8; j++) {
      let sum = 0
      for (let k = 0; k < 8; k++) sum += basis[isInverse ? 8 * k + i : 8 * i + k]! * block[8 * k + j]!
      half[8 * i + j] = sum
    }
  for (let i = 0; i < 8; i++)
    for (let j = 0; j < 8; j++) {
      let sum = 0
      for (let k = 0; k < 8; k++) sum += half[8 * i + k]! * basis[isInverse ? 8 * k + j : 8 * j + k]!
      block[8 * i + j] = sum
    }
}
