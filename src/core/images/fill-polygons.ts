/** Corners `[x, y, x, y, …]` in pixels; 0 is the left edge of the first pixel. */
export type Polygon = readonly number[]

/** Rows of a pixel that are looked at. */
const rowsPerPixel = 4

/**
 * How much of each pixel lies inside, 0–255 `[height × width]`, by the even-odd rule: a polygon within another one is a
 * hole. Exact across, in four rows down.
 */
export function fillPolygons(polygons: readonly Polygon[], width: number, height: number): Uint8Array {
  const cover = new Float32Array(width * height)
  for (let row = 0; row < height * rowsPerPixel; row++) {
    const y = (row + 0.5) / rowsPerPixel
    const ends = crossings(polygons, y)
    const line = Math.floor(row / rowsPerPixel) * width
    for (let i = 0; i + 1 < ends.length; i += 2) addSpan(cover, line, width, ends[i]!, ends[i + 1]!)
  }
  return Uint8Array.from(cover, (share) => Math.round((share * 255) / rowsPerPixel))
}

function crossings(polygons: readonly Polygon[], y: number): number[] {
  const found: number[] = []
  for (const polygon of polygons) {
    for (let i = 0, j = polygon.length - 2; i + 1 < polygon.length; j = i, i += 2) {
      const [x0, y0, x1, y1] = [polygon[j]!, polygon[j + 1]!, polygon[i]!, polygon[i + 1]!]
      if (y0 <= y === y1 <= y) continue
      found.push(x0 + ((y - y0) * (x1 - x0)) / (y1 - y0))
    }
  }
  return found.sort((a, b) => a - b)
}

function addSpan(cover: Float32Array, line: number, width: number, from: number, to: number): void {
  const [start, end] = [Math.max(0, from), Math.min(width, to)]
  for (let x = Math.floor(start); x < end; x++) cover[line + x]! += Math.min(x + 1, end) - Math.max(x, start)
}

/** The upright hull of all corners. */
export function polygonBounds(polygons: readonly Polygon[]) {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Infinity, -Infinity]
  for (const polygon of polygons)
    for (let i = 0; i + 1 < polygon.length; i += 2) {
      left = Math.min(left, polygon[i]!)
      right = Math.max(right, polygon[i]!)
      top = Math.min(top, polygon[i + 1]!)
      bottom = Math.max(bottom, polygon[i + 1]!)
    }
  return { left, top, right, bottom }
}
