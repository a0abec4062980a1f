import type { Polygon } from './fill-polygons'

/** Which pixels belong to a thing: a rectangle of a picture that holds all of them, and 0 or 1 for each of its pixels. */
export interface Mask {
  /** Pixels from the picture's edges. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** `[height × width]` */
  readonly bits: Uint8Array
}

/** The pixels of each number in a map of owners, `[height × width]`, in rectangles as tight as can be; absent where none. */
export function masksOf(owners: Uint8Array, width: number, count: number): (Mask | undefined)[] {
  if (count === 0) return []
  const height = owners.length / width
  const [left, right] = [new Int32Array(count + 1).fill(width), new Int32Array(count + 1)]
  const [top, bottom] = [new Int32Array(count + 1).fill(height), new Int32Array(count + 1)]
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const own = owners[at]!
      if (own === 0 || own > count) continue
      if (x < left[own]!) left[own] = x
      if (x >= right[own]!) right[own] = x + 1
      if (y < top[own]!) top[own] = y
      bottom[own] = y + 1
    }
  return Array.from({ length: count }, (_, i) => {
    const own = i + 1
    const mask = {
      left: left[own]!,
      top: top[own]!,
      width: right[own]! - left[own]!,
      height: bottom[own]! - top[own]!,
    }
    if (mask.width <= 0) return undefined
    const bits = new Uint8Array(mask.width * mask.height)
    for (let y = 0, to = 0; y < mask.height; y++)
      for (let x = 0, from = (mask.top + y) * width + mask.left; x < mask.width; x++, from++, to++)
        bits[to] = owners[from] === own ? 1 : 0
    return { ...mask, bits }
  })
}

export function areaOf({ bits }: Mask): number {
  let area = 0
  for (const bit of bits) area += bit
  return area
}

/**
 * The outlines of a mask along its pixels' edges, holes included: filled by the even-odd rule they give the mask again.
 * Corners only, no points within straight lines.
 */
export function outlines({ left, top, width, height, bits }: Mask): Polygon[] {
  const inside = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && bits[y * width + x] === 1
  const stride = width + 1
  // Edges by their start, the mask on their right: 0 →, 1 ↓, 2 ←, 3 ↑.
  const edges = Array.from({ length: 4 }, () => new Uint8Array(stride * (height + 1)))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!inside(x, y)) continue
      if (!inside(x, y - 1)) edges[0]![y * stride + x] = 1
      if (!inside(x + 1, y)) edges[1]![y * stride + x + 1] = 1
      if (!inside(x, y + 1)) edges[2]![(y + 1) * stride + x + 1] = 1
      if (!inside(x - 1, y)) edges[3]![(y + 1) * stride + x] = 1
    }
  const found: Polygon[] = []
  for (let start = 0; start < edges[0]!.length; start++) {
    if (edges[0]![start] !== 1) continue
    const polygon: number[] = []
    let [at, way] = [start, 0]
    do {
      edges[way]![at] = 0
      at += [1, stride, -1, -stride][way]!
      // Right turn first: at a corner that two pixels share they stay apart.
      const next = [(way + 1) % 4, way, (way + 3) % 4].find((turn) => edges[turn]![at] === 1) ?? 0
      if (next !== way || at === start) polygon.push(left + (at % stride), top + Math.floor(at / stride))
      way = next
    } while (at !== start)
    found.push(polygon)
  }
  return found
}
