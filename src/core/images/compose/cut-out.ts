import { fillPolygons, type Polygon } from '../fill-polygons'
import { type Picture, withChannels } from '../picture'

/** A thing without what was around it. */
export interface CutOut {
  readonly label: number
  /** The thing itself, then at half the size, a quarter … for drawing it small. */
  readonly levels: readonly CutOutLevel[]
}

export interface CutOutLevel {
  readonly width: number
  readonly height: number
  /** `[height][width][4]`: red, green, blue times alpha, and alpha; all 0–255. */
  readonly pixels: Float32Array
}

const leastSide = 2

/**
 * What an alpha plane `[height × width]` shows of a picture, cut to its bounds; undefined where that is nothing.
 * @param isOnWhite the picture's colours are already mixed with white by their alpha, as decoding leaves them
 */
export function cutOutOf(picture: Picture, alpha: Uint8Array, label: number, isOnWhite: boolean): CutOut | undefined {
  const { width, height } = picture
  const { pixels } = withChannels(picture, 3)
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (alpha[y * width + x]! < 128) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  if (right - left < leastSide || bottom - top < leastSide) return undefined
  // What is fainter than half around the thing still belongs to its edge.
  const edge = 1
  ;[left, top] = [Math.max(0, left - edge), Math.max(0, top - edge)]
  ;[right, bottom] = [Math.min(width, right + edge), Math.min(height, bottom + edge)]
  const first = { width: right - left, height: bottom - top }
  const out = new Float32Array(first.width * first.height * 4)
  for (let y = top, to = 0; y < bottom; y++)
    for (let x = left; x < right; x++, to += 4) {
      const from = y * width + x
      const share = alpha[from]! / 255
      for (let c = 0; c < 3; c++) {
        const value = pixels[3 * from + c]!
        out[to + c] = Math.max(0, isOnWhite ? value - 255 * (1 - share) : value * share)
      }
      out[to + 3] = alpha[from]!
    }
  return { label, levels: halvings({ ...first, pixels: out }) }
}

/** What lies within polygons of a picture. */
export const cutByPolygons = (picture: Picture, polygons: readonly Polygon[], label: number): CutOut | undefined =>
  cutOutOf(picture, fillPolygons(polygons, picture.width, picture.height), label, false)

function halvings(level: CutOutLevel): CutOutLevel[] {
  const levels = [level]
  for (let last = level; Math.min(last.width, last.height) >= 8; levels.push(last)) last = halved(last)
  return levels
}

function halved({ width, height, pixels }: CutOutLevel): CutOutLevel {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }
  const out = new Float32Array(half.width * half.height * 4)
  for (let y = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++)
      for (const [dx, dy] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const [u, v] = [2 * x + dx, 2 * y + dy]
        // Beyond an odd edge there is nothing.
        if (u >= width || v >= height) continue
        for (let c = 0; c < 4; c++) out[(y * half.width + x) * 4 + c]! += pixels[(v * width + u) * 4 + c]! / 4
      }
  return { ...half, pixels: out }
}
