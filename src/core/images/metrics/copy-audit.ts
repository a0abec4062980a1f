import { exactShareInterval } from '../../metrics/interval/binomial'
import type { Multiply } from '../../nets/engine'
import { floatPictures } from '../learn/float-pictures'
import type { PictureSet } from '../picture-set'
import { nearestRows } from './nearest'

/** Whether made pictures lie nearer to those that were learned from than other real pictures do. */
export interface CopyAudit {
  /** Made pictures that were looked at, and test pictures that they are compared with. */
  readonly made: number
  readonly test: number
  /** Share of made pictures nearer to a train picture than the test pictures' 1 % quantile. Without copying 1 %. */
  readonly share: number
  /** Exact 95 % interval of the share. */
  readonly interval: readonly [number, number]
  /** Median distances to the nearest train picture: root of the sum of squares, pixels being −1 to 1. */
  readonly medianMade: number
  readonly medianTest: number
  /** More are near than chance explains, given how many pictures stand on either side. */
  readonly isCopying: boolean
  /** The made pictures that lie nearest to a train picture, and those: at most eight, the nearest first. */
  readonly closest: readonly ClosePair[]
}

/** Places in their sets, and how far apart. */
export interface ClosePair {
  readonly made: number
  readonly train: number
  readonly distance: number
}

export interface AuditedPictures {
  readonly train: PictureSet
  /** Real pictures that were not learned from. */
  readonly test: PictureSet
  readonly made: PictureSet
}

const quantile = 0.01
const mostPairs = 8

/**
 * Distances are the least over moves of up to `moves` pixels, for made and test pictures alike: a copy that is shifted a
 * little is a copy. Undefined without pictures on any side.
 */
export function auditCopies(
  { train, test, made }: AuditedPictures,
  moves: number,
  multiply: Multiply,
): CopyAudit | undefined {
  if (train.labels.length === 0 || test.labels.length === 0 || made.labels.length === 0) return undefined
  const own = nearestOf(made, train, moves, multiply)
  const others = nearestOf(test, train, moves, multiply).distances
  const sorted = others.slice().sort()
  const below = Math.max(1, Math.round(quantile * sorted.length))
  const limit = sorted[Math.min(sorted.length - 1, below)]!
  const hits = own.distances.reduce((sum, distance) => sum + (distance < limit ? 1 : 0), 0)
  const interval = exactShareInterval(hits, own.distances.length)
  const order = [...own.distances.keys()].sort((a, b) => own.distances[a]! - own.distances[b]!)
  return {
    made: own.distances.length,
    test: others.length,
    share: hits / own.distances.length,
    interval,
    medianMade: own.distances.slice().sort()[own.distances.length >> 1]!,
    medianTest: sorted[sorted.length >> 1]!,
    isCopying: interval[0] > exactShareInterval(below, others.length)[1],
    closest: order.slice(0, mostPairs).map((i) => ({ made: i, train: own.which[i]!, distance: own.distances[i]! })),
  }
}

function nearestOf(from: PictureSet, train: PictureSet, moves: number, multiply: Multiply) {
  const targets = floatPictures(train)
  let best: { which: Int32Array; distances: Float64Array } | undefined
  for (let dy = -moves; dy <= moves; dy++) {
    for (let dx = -moves; dx <= moves; dx++) {
      const found = nearestRows(floatPictures(moved(from, dx, dy)), targets, multiply)
      if (!best) {
        best = found
        continue
      }
      for (let i = 0; i < best.distances.length; i++) {
        if (found.distances[i]! >= best.distances[i]!) continue
        best.distances[i] = found.distances[i]!
        best.which[i] = found.which[i]!
      }
    }
  }
  return best!
}

/** All pictures moved by some pixels; what moves in repeats the edge. */
function moved(set: PictureSet, dx: number, dy: number): PictureSet {
  if (dx === 0 && dy === 0) return set
  const { width, height, channels } = set
  const pixels = new Uint8Array(set.pixels.length)
  const size = width * height * channels
  for (let p = 0, to = 0; p < set.labels.length; p++) {
    for (let y = 0; y < height; y++) {
      const row = Math.max(0, Math.min(height - 1, y + dy)) * width
      for (let x = 0; x < width; x++) {
        const from = p * size + (row + Math.max(0, Math.min(width - 1, x + dx))) * channels
        for (let c = 0; c < channels; c++, to++) pixels[to] = set.pixels[from + c]!
      }
    }
  }
  return { ...set, pixels }
}
