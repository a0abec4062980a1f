import type { Random } from '../../../random'

/** A fault on a good part. A new one is one file and one line in the registry. */
export interface Defect {
  readonly id: string
  /**
   * The same values and stream give the same patch.
   * @param side pixels of the patch's sides
   * @param light radians, counter-clockwise from the right: where it comes from
   */
  draw(side: number, strength: number, light: number, random: Random): Patch
}

/** What a defect does to the pixels under it: level · (1 + cover · (gain − 1)) + relief. */
export interface Patch {
  /** Pixels; a square. */
  readonly side: number
  /** 0–1 `[side × side]`; a pixel belongs to the defect from a half on. */
  readonly cover: Float32Array
  /** For red, green and blue. */
  readonly gain: readonly [number, number, number]
  /** Grey levels that are added `[side × side]`. */
  readonly relief?: Float32Array
}

/**
 * A line of soft edges along corners `[x, y, …]` in shares of the side.
 * @param width pixels; at most this wide, thinner towards its ends
 */
export function drawLine(cover: Float32Array, side: number, corners: readonly number[], width: number): void {
  const count = corners.length / 2 - 1
  for (let i = 0; i < count; i++) {
    const [x0, y0, x1, y1] = corners.slice(2 * i, 2 * i + 4).map((share) => share * side) as [
      number,
      number,
      number,
      number,
    ]
    const length = Math.hypot(x1 - x0, y1 - y0) || 1
    const reach = width + 2
    const [left, right] = [Math.max(0, Math.floor(Math.min(x0, x1) - reach)), Math.min(side, Math.max(x0, x1) + reach)]
    const [top, bottom] = [Math.max(0, Math.floor(Math.min(y0, y1) - reach)), Math.min(side, Math.max(y0, y1) + reach)]
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        const along = ((x + 0.5 - x0) * (x1 - x0) + (y + 0.5 - y0) * (y1 - y0)) / length
        const t = Math.min(1, Math.max(0, along / length))
        const distance = Math.hypot(x + 0.5 - x0 - t * (x1 - x0), y + 0.5 - y0 - t * (y1 - y0))
        const taper = Math.sin(Math.PI * Math.min(0.98, Math.max(0.02, (i + t) / count))) ** 0.5
        const inside = Math.min(1, Math.max(0, (width * taper) / 2 + 0.5 - distance))
        if (inside > cover[y * side + x]!) cover[y * side + x] = inside
      }
  }
}
