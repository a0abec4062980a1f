import { smoothStep } from '../transforms/noise'
import { blur } from './canvas'
import type { CutOut } from './cut-out'

/** A thing, turned and scaled, at whole pixels of a scene; may reach beyond its edges. */
export interface Layer {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** `[height][width][4]`: red, green, blue times alpha, and alpha; 0–255. */
  readonly pixels: Float32Array
}

/** From this alpha on a pixel shows the thing, not what is under it. */
export const opaque = 127.5

interface Pose {
  /** Pixels of the longer side. */
  readonly size: number
  /** Degrees, counter-clockwise. */
  readonly rotation: number
  readonly isMirrored: boolean
  /** Pixels over which edges fade inwards. */
  readonly feather: number
}

/** By bilinear interpolation, from the smallest copy that is not smaller; its middle at 0, 0. */
export function layerOf({ levels }: CutOut, { size, rotation, isMirrored, feather }: Pose): Layer {
  const [whole] = levels as readonly [CutOut['levels'][number]]
  const scale = size / Math.max(whole.width, whole.height)
  const depth = Math.min(levels.length - 1, Math.max(0, Math.floor(-Math.log2(scale))))
  const { width: w, height: h, pixels: from } = levels[depth]!
  const radians = (rotation * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const halfWidth = Math.ceil(((Math.abs(cos) * whole.width + Math.abs(sin) * whole.height) * scale) / 2) + 1
  const halfHeight = Math.ceil(((Math.abs(sin) * whole.width + Math.abs(cos) * whole.height) * scale) / 2) + 1
  const [width, height] = [2 * halfWidth, 2 * halfHeight]
  const pixels = new Float32Array(width * height * 4)
  const step = 1 / (scale * 2 ** depth)
  const [middleX, middleY] = [whole.width / 2 ** (depth + 1), whole.height / 2 ** (depth + 1)]
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 4) {
      const [dx, dy] = [x + 0.5 - halfWidth, y + 0.5 - halfHeight]
      const across = (cos * dx - sin * dy) * step
      const u = (isMirrored ? -across : across) + middleX - 0.5
      const v = (sin * dx + cos * dy) * step + middleY - 0.5
      const [left, top] = [Math.floor(u), Math.floor(v)]
      if (left < -1 || top < -1 || left >= w || top >= h) continue
      const [a, b] = [u - left, v - top]
      const [hasLeft, hasRight, hasTop, hasBottom] = [left >= 0, left + 1 < w, top >= 0, top + 1 < h]
      const at = (top * w + left) * 4
      for (let c = 0; c < 4; c++) {
        const p = hasTop && hasLeft ? from[at + c]! : 0
        const q = hasTop && hasRight ? from[at + 4 + c]! : 0
        const r = hasBottom && hasLeft ? from[at + 4 * w + c]! : 0
        const s = hasBottom && hasRight ? from[at + 4 * w + 4 + c]! : 0
        pixels[to + c] = (p * (1 - a) + q * a) * (1 - b) + (r * (1 - a) + s * a) * b
      }
    }
  if (feather >= 0.1) fadeEdges(pixels, width, height, feather)
  return { left: -halfWidth, top: -halfHeight, width, height, pixels }
}

/** `[height × width]`, 0–1. */
export function alphaOf(pixels: Float32Array): Float32Array {
  const alpha = new Float32Array(pixels.length / 4)
  for (let i = 0; i < alpha.length; i++) alpha[i] = pixels[4 * i + 3]! / 255
  return alpha
}

function fadeEdges(pixels: Float32Array, width: number, height: number, feather: number): void {
  const soft = alphaOf(pixels)
  blur(soft, width, height, 1, feather)
  for (let i = 0; i < soft.length; i++) {
    const kept = smoothStep(2 * soft[i]! - 1 + 1 / (1 + feather))
    for (let c = 0; c < 4; c++) pixels[4 * i + c]! *= kept
  }
}

/** Pixels that the thing has, beyond the scene's edges too. */
export function wholeArea({ pixels }: Layer): number {
  let area = 0
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at]! >= opaque) area++
  return area
}
