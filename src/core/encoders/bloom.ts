import { hashText } from '../random'

/** Bloom filter (Bloom 1970): which texts were in a set, with false alarms (about 1 %) but no misses, and no text in it. */
export interface Bloom {
  readonly bits: Uint8Array
  readonly hashes: number
}

const bitsPerText = 10
const hashes = 7

export function createBloom(texts: Iterable<string>, count: number): Bloom {
  const bits = new Uint8Array(Math.max(8, Math.ceil((count * bitsPerText) / 8)))
  for (const text of texts)
    for (const bit of positions(text, bits.length * 8, hashes)) bits[bit >> 3]! |= 1 << (bit & 7)
  return { bits, hashes }
}

export function reviveBloom(bloom: Bloom): Bloom {
  return { bits: Uint8Array.from(bloom.bits), hashes: bloom.hashes }
}

export function mayContain(bloom: Bloom, text: string): boolean {
  for (const bit of positions(text, bloom.bits.length * 8, bloom.hashes)) {
    if ((bloom.bits[bit >> 3]! & (1 << (bit & 7))) === 0) return false
  }
  return true
}

/** Double hashing (Kirsch and Mitzenmacher 2006). */
function positions(text: string, size: number, count: number): number[] {
  const first = mix(hashText(text))
  const second = (mix(hashText(`${text}\u0000`)) | 1) >>> 0
  return Array.from({ length: count }, (_, i) => (first + i * second) % size)
}

/** The finalizer of MurmurHash3: FNV's low bits alone are too regular for similar ids. */
export function mix(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
