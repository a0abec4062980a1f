import type { Picture } from '../picture'
import { type CutOut, cutByPolygons, cutOutOf } from './cut-out'
import type { SceneKit } from './scene-plan'

const side = 64

/** A picture of one colour. */
export function flat(colour: readonly [number, number, number], width = side, height = side): Picture {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => colour[i % 3]!)
  return { width, height, channels: 3, pixels }
}

/** A red disc, a green square and a blue triangle; two grounds. */
export function smallKit(): SceneKit {
  const disc = Uint8Array.from({ length: side * side }, (_, i) => {
    const radius = Math.hypot((i % side) - 31.5, Math.floor(i / side) - 31.5)
    return Math.round(255 * Math.min(1, Math.max(0, 28.5 - radius)))
  })
  const cutOuts: CutOut[] = [
    cutOutOf(flat([220, 40, 30]), disc, 0, false)!,
    cutByPolygons(flat([40, 200, 60]), [[8, 8, 56, 8, 56, 56, 8, 56]], 1)!,
    cutByPolygons(flat([40, 60, 220]), [[32, 4, 60, 58, 4, 58]], 1)!,
  ]
  return {
    classes: ['disc', 'block'],
    labels: Int32Array.of(0, 1, 1),
    grounds: 2,
    channels: 3,
    cutOut: (i) => cutOuts[i]!,
    ground: (i) => flat(i === 0 ? [128, 128, 128] : [230, 220, 200]),
  }
}
