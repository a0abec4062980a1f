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
  return { width, height, pixels: new Float32Array(cover(withChannels(picture, 3), width, height).pixels) }
}

export function pictureOf({ width, height, pixels }: Canvas, channels: 1 | 3): Picture {
  const picture = emptyPicture(width, height, 3)
  for (let i = 0; i < pixels.length; i++) picture.pixels[i] = toByte(pixels[i]!)
  return channels === 3 ? picture : { width, height, channels, pixels: greyOf(picture) }
}

/** Blurs planes of `[height][width][channels]` in place by a normal curve of a deviation in pixels; edges repeat. */
export function blur(values: Float32Array, width: number, height: number, channels: number, deviation: number): void {
  if (deviation < 0.1) return
  const weights = halfKernel(deviation)
  const radius = weights.length - 1
  const line = width * channels
  const padded = new Float32Array(line + 2 * radius * channels)
  // Rows blurred across, as many as the way down needs: row y lies at y modulo their number.
  const across = Array.from({ length: Math.min(height, 2 * radius + 1) }, () => new Float32Array(line))
  const rowAt = (y: number) => across[Math.min(height - 1, Math.max(0, y)) % across.length]!
  for (let y = -radius; y < height; y++) {
    const ahead = y + radius
    if (ahead < height) {
      pad(values.subarray(ahead * line, (ahead + 1) * line), padded, channels, radius)
      blurAcross(rowAt(ahead), padded, channels, weights)
    }
    if (y >= 0) weigh(values.subarray(y * line, (y + 1) * line), (k) => rowAt(y + k), weights)
  }
}

function pad(row: Float32Array, padded: Float32Array, channels: number, radius: number): void {
  const margin = radius * channels
  padded.set(row, margin)
  for (let i = 0; i < margin; i++) {
    padded[i] = row[i % channels]!
    padded[margin + row.length + i] = row[row.length - channels + (i % channels)]!
  }
}

function blurAcross(to: Float32Array, padded: Float32Array, channels: number, weights: Float32Array): void {
  const radius = weights.length - 1
  weigh(to, (k) => padded.subarray((radius + k) * channels, (radius + k) * channels + to.length), weights)
}

/** A line from those beside it, near to far: `beside(k)` is the k-th, before it or after. Sums stay in registers. */
function weigh(to: Float32Array, beside: (k: number) => Float32Array, weights: Float32Array): void {
  const [m, p, q] = [beside(0), beside(-1), beside(1)]
  const [own, a] = [weights[0]!, weights[1]!]
  for (let i = 0; i < to.length; i++) to[i] = own * m[i]! + a * (p[i]! + q[i]!)
  for (let k = 2; k < weights.length; k += 2) {
    const [p, q, r, s] = [beside(-k), beside(k), beside(-k - 1), beside(k + 1)]
    const [a, b] = [weights[k]!, weights[k + 1] ?? 0]
    if (b === 0) for (let i = 0; i < to.length; i++) to[i]! += a * (p[i]! + q[i]!)
    else for (let i = 0; i < to.length; i++) to[i]! += a * (p[i]! + q[i]!) + b * (r[i]! + s[i]!)
  }
}

/** From the middle outwards; both sides together sum to 1. */
function halfKernel(deviation: number): Float32Array {
  const radius = Math.max(1, Math.ceil(2.5 * deviation))
  const weights = Float32Array.from({ length: radius + 1 }, (_, k) => Math.exp(-(k ** 2) / (2 * deviation ** 2)))
  const total = weights.reduce((sum, weight, k) => sum + (k === 0 ? weight : 2 * weight), 0)
  return weights.map((weight) => weight / total)
}
