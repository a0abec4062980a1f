import type { Random } from '../../random'
import type { Picture } from '../picture'

interface Strokes {
  readonly count: number
  /** Pixels. */
  readonly length: number
  /** Radians, clockwise from the right. */
  readonly angle: number
  /** Pixels. */
  readonly radius: number
}

/** How much of each pixel is covered by short straight strokes at random places, 0–1 `[height × width]`. */
export function strokes(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  random: Random,
  wish: Strokes,
): Float64Array {
  const covered = new Float64Array(width * height)
  for (let i = 0; i < wish.count; i++) {
    const [x, y] = [random.uniform() * width, random.uniform() * height]
    const length = wish.length * (0.5 + random.uniform())
    const steps = Math.max(1, Math.ceil(length))
    for (let k = 0; k <= steps; k++)
      dot(
        covered,
        width,
        height,
        x + (Math.cos(wish.angle) * length * k) / steps,
        y + (Math.sin(wish.angle) * length * k) / steps,
        wish.radius,
      )
  }
  return covered
}

/** A disc with an edge one pixel wide. */
export function dot(covered: Float64Array, width: number, height: number, x: number, y: number, radius: number): void {
  const reach = Math.ceil(radius + 0.5)
  for (let row = Math.max(0, Math.floor(y) - reach); row <= Math.min(height - 1, Math.floor(y) + reach); row++)
    for (
      let column = Math.max(0, Math.floor(x) - reach);
      column <= Math.min(width - 1, Math.floor(x) + reach);
      column++
    ) {
      const share = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y)))
      const at = row * width + column
      covered[at] = Math.max(covered[at]!, share)
    }
}
