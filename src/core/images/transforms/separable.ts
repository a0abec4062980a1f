import { type Picture, toByte } from '../picture'
import { mirror } from './pixels'

/**
 * Weights over offsets −radius … radius that are the same on both sides, along x and then along y; mirrored at the edges.
 * Lines that are done along x wait in a ring of as many as the kernel is high: they stay in the processor's cache.
 */
export function separable({ width, height, channels, pixels, ...rest }: Picture, kernel: Float64Array): Picture {
  const radius = (kernel.length - 1) / 2
  const half = kernel.subarray(radius)
  const line = width * channels
  const held = Math.min(height, kernel.length)
  const ring = new Float32Array(held * line)
  const padded = new Float32Array(line + 2 * radius * channels)
  const sums = new Float32Array(line)
  const out = new Uint8Array(pixels.length)
  let done = 0
  const offsets = new Int32Array(2 * radius + 1)
  for (let y = 0; y < height; y++) {
    for (; done < height && done <= y + radius; done++) {
      padLine(padded, pixels, done * line, width, channels, radius)
      for (let k = -radius; k <= radius; k++) offsets[k + radius] = (radius + k) * channels
      weigh(ring, (done % held) * line, line, padded, offsets, half)
    }
    for (let k = -radius; k <= radius; k++) offsets[k + radius] = (mirror(y + k, height) % held) * line
    weigh(sums, 0, line, ring, offsets, half)
    for (let i = 0, to = y * line; i < line; i++, to++) out[to] = toByte(sums[i]!)
  }
  return { ...rest, width, height, channels, pixels: out }
}

/** A line with mirrored pixels on both sides. */
function padLine(
  padded: Float32Array,
  pixels: Uint8Array,
  from: number,
  width: number,
  channels: number,
  radius: number,
): void {
  padded.set(pixels.subarray(from, from + width * channels), radius * channels)
  for (let k = 1; k <= radius; k++)
    for (let c = 0; c < channels; c++) {
      padded[(radius - k) * channels + c] = pixels[from + mirror(-k, width) * channels + c]!
      padded[(radius + width - 1 + k) * channels + c] = pixels[from + mirror(width - 1 + k, width) * channels + c]!
    }
}

/**
 * Sums of pieces of `source`, two pairs of them at a time: fewer passes over the line.
 * @param offsets where the pieces start, from −radius to radius
 * @param half weights from the middle outwards
 */
function weigh(
  out: Float32Array,
  at: number,
  count: number,
  source: Float32Array,
  offsets: Int32Array,
  half: Float64Array,
): void {
  const radius = half.length - 1
  const middle = offsets[radius]!
  const w0 = half[0]!
  const w1 = radius > 0 ? half[1]! : 0
  const [below, above] = radius > 0 ? [offsets[radius - 1]!, offsets[radius + 1]!] : [middle, middle]
  for (let i = 0; i < count; i++)
    out[at + i] = w0 * source[middle + i]! + w1 * (source[below + i]! + source[above + i]!)
  for (let k = 2; k <= radius; k += 2) {
    const hasSecond = k < radius
    const [wa, wb] = [half[k]!, hasSecond ? half[k + 1]! : 0]
    const [a, b] = [offsets[radius - k]!, offsets[radius + k]!]
    const [c, d] = hasSecond ? [offsets[radius - k - 1]!, offsets[radius + k + 1]!] : [a, b]
    for (let i = 0; i < count; i++)
      out[at + i]! += wa * (source[a + i]! + source[b + i]!) + wb * (source[c + i]! + source[d + i]!)
  }
}
