import type { AugmentSizes } from './augment-pictures'
import type { PictureShape } from './float-pictures'
import { halfOf } from './pooling'

export interface CoarseSizes {
  /** Most principal components. */
  readonly components: number
  /** Share of the variance that flows; the rest is drawn. */
  readonly share: number
  /** 1: all components count alike, 0: by their variance. */
  readonly whitening: number
  readonly clusters: { readonly rowsPer: number; readonly most: number }
  readonly width: number
  readonly hidden: number
  readonly blocks: number
  readonly condition: number
  /** Rows of a batch, and steps of a round. */
  readonly rows: number
  readonly turns: number
  /** Heun steps. */
  readonly steps: number
}

export interface DetailSizes {
  /** Pixels on a side of the block that a row makes, and of the window that it sees. */
  readonly block: number
  readonly window: number
  readonly width: number
  readonly hidden: number
  readonly blocks: number
  readonly condition: number
  /** Rows of a batch, blocks of as many pictures, and steps of a round. */
  readonly rows: number
  readonly turns: number
  /** Heun steps. */
  readonly steps: number
}

export interface PyramidSizes {
  readonly coarse: CoarseSizes
  readonly detail: DetailSizes
  /** Shapes from the coarse one to the pictures' own. */
  readonly shapes: readonly PictureShape[]
  readonly augment: AugmentSizes
  /** Optimizer steps of each level. */
  readonly steps: number
  readonly learningRate: number
}

/** Short sides from this on are halved. */
const leastHalved = 20

export function sizesFor(shape: PictureShape, pictures: number): PyramidSizes {
  const shapes = [shape]
  while (Math.min(shapes[0]!.width, shapes[0]!.height) >= leastHalved) shapes.unshift(halfOf(shapes[0]!))
  const isColour = shape.channels === 3
  const isSmall = pictures < 1000
  return {
    shapes,
    coarse: {
      components: 96,
      // Where no details follow, nothing is left to others.
      share: shapes.length === 1 ? 0.999 : 0.98,
      whitening: 0.7,
      clusters: { rowsPer: 150, most: 3 },
      width: 192,
      hidden: 384,
      blocks: isSmall ? 2 : 3,
      condition: 64,
      rows: 128,
      turns: 1,
      steps: 8,
    },
    detail: {
      block: 4,
      window: isColour ? 8 : 12,
      width: 128,
      hidden: 256,
      blocks: 2,
      condition: 64,
      rows: 512,
      turns: 1,
      steps: 4,
    },
    // Found on 300 pictures of Fashion-MNIST: a classifier learns more from what is made. Mirrored copies would turn letters.
    augment: {
      copies: isSmall ? 4 : 0,
      shift: Math.round(Math.min(shape.width, shape.height) / 28),
      light: 0.05,
    },
    steps: isSmall ? 1200 : 2400,
    learningRate: 0.004,
  }
}
