import type { Random } from '../../../random'
import type { Canvas } from '../canvas'

/** A ground that is computed. A new one is one file and one line in the registry. */
export interface Background {
  readonly id: string
  /** The same size and stream give the same canvas. */
  paint(width: number, height: number, random: Random): Canvas
}

type Colour = readonly [number, number, number]

/** Any colour that is neither glaring nor black. */
export function drawColour(random: Random): Colour {
  const level = 50 + 150 * random.uniform()
  const tint = () => level + 50 * (random.uniform() - 0.5) * 2
  return [tint(), tint(), tint()]
}

/** The colour at a share of the way between two others. */
export function mix(a: Colour, b: Colour, share: number, out: Float32Array): void {
  for (let c = 0; c < 3; c++) out[c] = a[c]! + (b[c]! - a[c]!) * share
}
