import { crc32 } from './crc32'
import { greyOf, type Picture } from './picture'
import { resize } from './resize'

/** A picture's marks for finding it again: `exact` of its pixels, `hash` of its coarse shape, and the shape itself. */
export interface Fingerprint {
  readonly exact: string
  /** 64 bits as two words. */
  readonly hash: readonly [number, number]
  /** 8 × 8 grey values. */
  readonly shape: Uint8Array
}

const side = 32
const kept = 8
const nearBits = 3
/** Root mean square, grey levels: JPEG again or another size stay below, two drawings of one digit do not. */
const nearLevels = 4

/** `[8][32]`: cos(π (2 x + 1) u / 64), the DCT-II without its scale. */
const cosines = Float64Array.from({ length: kept * side }, (_, i) =>
  Math.cos((Math.PI * (2 * (i % side) + 1) * Math.floor(i / side)) / (2 * side)),
)

/** The 64-bit hash of the signs of the 8 × 8 lowest DCT coefficients against their median (Zauner 2010, pHash). */
export function dctHash(grey: Uint8Array): [number, number] {
  const rows = new Float64Array(side * kept)
  for (let y = 0; y < side; y++)
    for (let u = 0; u < kept; u++) {
      let sum = 0
      for (let x = 0; x < side; x++) sum += grey[y * side + x]! * cosines[u * side + x]!
      rows[y * kept + u] = sum
    }
  const low = new Float64Array(kept * kept)
  for (let v = 0; v < kept; v++)
    for (let u = 0; u < kept; u++) {
      let sum = 0
      for (let y = 0; y < side; y++) sum += rows[y * kept + u]! * cosines[v * side + y]!
      low[v * kept + u] = sum
    }
  const sorted = Float64Array.from(low).sort()
  const median = (sorted[31]! + sorted[32]!) / 2
  const words: [number, number] = [0, 0]
  for (let i = 0; i < 64; i++) if (low[i]! > median) words[i >> 5]! |= 1 << (31 - (i & 31))
  return [words[0]! >>> 0, words[1]! >>> 0]
}

export function fingerprint(picture: Picture): Fingerprint {
  const { width, height, channels, pixels } = picture
  const grey: Picture = { width, height, channels: 1, pixels: greyOf(picture) }
  return {
    exact: `${channels}:${crc32(pixels)}:${adler(pixels)}`,
    hash: dctHash(resize(grey, side, side).pixels),
    shape: resize(grey, kept, kept).pixels,
  }
}

/** A second sum beside the CRC, so that two pictures that share one by chance are not taken for copies. */
function adler(pixels: Uint8Array): number {
  let [a, b] = [1, 0]
  for (let i = 0; i < pixels.length; i++) {
    a = (a + pixels[i]!) % 65521
    b = (b + a) % 65521
  }
  return b * 65536 + a
}

export interface Duplicates {
  /** For each picture the number of the first that it equals or nearly equals; its own where there is none. */
  readonly of: Int32Array
  /** Pictures that repeat an earlier one pixel by pixel. */
  readonly exact: number
  /** … and that are nearly one. */
  readonly near: number
}

/** Near: hashes differ in at most 3 bits, and the coarse pictures by at most 4 grey levels. Found in one pass of bands. */
export function findDuplicates(prints: readonly Fingerprint[]): Duplicates {
  const of = Int32Array.from(prints, (_, i) => i)
  const exactly = new Map<string, number>()
  const bands = new Map<number, number[]>()
  let [exact, near] = [0, 0]
  prints.forEach((print, i) => {
    const same = exactly.get(print.exact)
    if (same !== undefined) {
      of[i] = of[same]!
      exact++
      return
    }
    exactly.set(print.exact, i)
    const like = findNear(prints, i, bands)
    if (like !== undefined) {
      of[i] = of[like]!
      near++
    }
  })
  return { of, exact, near }
}

/** Hashes that differ in at most 3 bits share at least one of four bands of 16 bits. */
function findNear(prints: readonly Fingerprint[], i: number, bands: Map<number, number[]>): number | undefined {
  const print = prints[i]!
  let found: number | undefined
  for (let band = 0; band < 4; band++) {
    const key = band * 65536 + ((print.hash[band >> 1]! >>> (band & 1 ? 0 : 16)) & 0xffff)
    const others = bands.get(key)
    found ??= others?.find((other) => isNear(print, prints[other]!))
    if (others) others.push(i)
    else bands.set(key, [i])
  }
  return found
}

function isNear(a: Fingerprint, b: Fingerprint): boolean {
  if (bitCount(a.hash[0] ^ b.hash[0]) + bitCount(a.hash[1] ^ b.hash[1]) > nearBits) return false
  let squares = 0
  for (let k = 0; k < a.shape.length; k++) squares += (a.shape[k]! - b.shape[k]!) ** 2
  return squares <= a.shape.length * nearLevels ** 2
}

function bitCount(word: number): number {
  let count = 0
  for (let rest = word >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++
  return count
}
