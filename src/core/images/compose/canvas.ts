import { emptyPicture, greyOf, type Picture, toByte, withChannels } from '../picture'
import { cover } from '../resize'

/** A scene while it is being made: `[height][width][3]`, 0–255, not rounded. */
export interface Canvas {
  readonly width: number
  readonly height: number
  readonly pixels: Float32Array
}

export function emptyCanvas(width: number, height: number): Canvas {
  return { width, height, pixels: new Float32Array(width * height * 3) }
}

/** Each pixel by a function that writes its three values. */
export function paintCanvas(
  width: number,
  height: number,
  paint: (x: number, y: number, out: Float32Array) => void,
): Canvas {
  const canvas = emptyCanvas(width, height)
  const out = new Float32Array(3)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      paint(x, y, out)
      canvas.pixels[at] = out[0]!
      canvas.pixels[at + 1] = out[1]!
      canvas.pixels[at + 2] = out[2]!
    }
  return canvas
}

/** A picture scaled until it covers the canvas, its edges cut where the shape differs. */
export function canvasOf(picture: Picture, width: number, height: number): Canvas {
  return { width, height, pixels: Float32Array.from(cover(withChannels(picture, 3), width, height).pixels) }
}

export function pictureOf({ width, height, pixels }: Canvas, channels: 1 | 3): Picture {
  const picture = emptyPicture(width, height, 3)
  for (let i = 0; i < pixels.length; i++) picture.pixels[i] = toByte(pixels[i]!)
  return channels === 3 ? picture : { width, height, channels, pixels: greyOf(picture) }
}

/** Blurs planes of `[height][width][channels]` by a normal curve of a deviation in pixels; edges repeat. */
export function blurred(
  values: Float32Array,
  width: number,
  height: number,
  channels: number,
  deviation: number,
): Float32Array {
  if (deviation < 0.1) return values
  const weights = halfKernel(deviation)
  const line = width * channels
  const margin = (weights.length - 1) * channels
  const padded = new Float32Array(line + 2 * margin)
  const across = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    const row = values.subarray(y * line, (y + 1) * line)
    padded.set(row, margin)
    for (let i = 0; i < margin; i++) {
      padded[i] = row[i % channels]!
      padded[margin + line + i] = row[line - channels + (i % channels)]!
    }
    weigh(across, y * line, line, padded, margin, channels, weights)
  }
  return blurredDown(across, line, height, weights)
}

/** Weighs a row with its neighbours on both sides, two distances at a time: the sums stay in registers. */
function weigh(
  to: Float32Array,
  at: number,
  count: number,
  from: Float32Array,
  margin: number,
  channels: number,
  weights: Float32Array,
): void {
  const own = weights[0]!
  for (let i = 0; i < count; i++) to[at + i] = own * from[margin + i]!
  for (let k = 1; k < weights.length; k += 2) {
    const [near, far] = [k * channels, Math.min(k + 1, weights.length - 1) * channels]
    const [a, b] = [weights[k]!, weights[k + 1] ?? 0]
    for (let i = 0, m = margin; i < count; i++, m++)
      to[at + i]! += a * (from[m - near]! + from[m + near]!) + b * (from[m - far]! + from[m + far]!)
  }
}

function blurredDown(values: Float32Array, line: number, height: number, weights: Float32Array): Float32Array {
  const out = new Float32Array(values.length)
  const row = (y: number) => Math.min(height - 1, Math.max(0, y)) * line
  for (let y = 0; y < height; y++) {
    const at = y * line
    const own = weights[0]!
    for (let i = 0; i < line; i++) out[at + i] = own * values[at + i]!
    for (let k = 1; k < weights.length; k += 2) {
      const [p, q, r, s] = [row(y - k), row(y + k), row(y - k - 1), row(y + k + 1)]
      const [a, b] = [weights[k]!, weights[k + 1] ?? 0]
      for (let i = 0; i < line; i++)
        out[at + i]! += a * (values[p + i]! + values[q + i]!) + b * (values[r + i]! + values[s + i]!)
    }
  }
  return out
}

/** From the middle outwards; both sides together sum to 1. */
function halfKernel(deviation: number): Float32Array {
  const radius = Math.max(1, Math.ceil(2.5 * deviation))
  const weights = Float32Array.from({ length: radius + 1 }, (_, k) => Math.exp(-(k ** 2) / (2 * deviation ** 2)))
  const total = weights.reduce((sum, weight, k) => sum + (k === 0 ? weight : 2 * weight), 0)
  return weights.map((weight) => weight / total)
}
