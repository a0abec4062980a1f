import type { Mask } from './mask'

/** COCO's uncompressed run lengths of a mask in a picture: column after column, zeros first. */
export function runLengths(
  { left, top, width, height, bits }: Mask,
  pictureWidth: number,
  pictureHeight: number,
): number[] {
  const counts: number[] = []
  let [value, run] = [0, left * pictureHeight]
  const add = (next: number, length: number) => {
    if (length === 0) return
    if (next === value) run += length
    else {
      counts.push(run)
      value = next
      run = length
    }
  }
  for (let x = 0; x < width; x++) {
    add(0, top)
    for (let y = 0; y < height; y++) add(bits[y * width + x]!, 1)
    add(0, pictureHeight - top - height)
  }
  add(0, (pictureWidth - left - width) * pictureHeight)
  counts.push(run)
  return counts
}

/** Run lengths as `[height × width]`; undefined where they do not add up. */
export function fromRunLengths(counts: readonly number[], width: number, height: number): Uint8Array | undefined {
  const bits = new Uint8Array(width * height)
  let at = 0
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!
    if (!(count >= 0) || at + count > bits.length) return undefined
    if (i % 2 === 1) for (let k = at; k < at + count; k++) bits[(k % height) * width + Math.floor(k / height)] = 1
    at += count
  }
  return at === bits.length ? bits : undefined
}

/**
 * COCO's compressed text: like LEB128 with 6 bits in a character from 48 on; from the fourth on the difference to the one
 * two before. Undefined for any other text.
 */
export function countsOfText(text: string): number[] | undefined {
  const counts: number[] = []
  for (let p = 0; p < text.length; ) {
    let [value, shift, hasMore] = [0, 0, true]
    while (hasMore) {
      const code = text.charCodeAt(p++) - 48
      if (!(code >= 0 && code < 64) || shift > 30) return undefined
      value |= (code & 0x1f) << shift
      hasMore = (code & 0x20) !== 0
      shift += 5
      if (!hasMore && (code & 0x10) !== 0 && shift < 32) value |= -1 << shift
    }
    if (counts.length > 2) value += counts[counts.length - 2]!
    counts.push(value)
  }
  return counts
}
