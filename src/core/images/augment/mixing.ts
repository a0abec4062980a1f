import type { Random } from '../../random'
import type { Extent } from '../thing'
import { blend } from '../transforms/pixels'
import { leastVisible, type Sample, type Targets } from '../transforms/transform'
import { drawBeta } from './beta'

/** How new pictures are made of several. */
export interface Mix {
  readonly kind: MixKind
  /** Of pictures, 0–1. */
  readonly chance: number
  /** Of Beta(α, α): small ones leave one picture almost as it is, 1 makes all shares as likely. A mosaic has none. */
  readonly alpha: number
}

export const mixKinds = ['mixup', 'cutmix', 'mosaic'] as const
export type MixKind = (typeof mixKinds)[number]

/** As the papers use them: MixUp on ImageNet .1–.4, CutMix 1. */
export const usualAlpha: Readonly<Record<MixKind, number>> = { mixup: 0.2, cutmix: 1, mosaic: 1 }

/** Pictures that are mixed with the first one. */
export const partnersOf = (kind: MixKind): number => (kind === 'mosaic' ? 3 : 1)

export interface Mixed {
  readonly sample: Sample
  /** For each sample given its share of the label; they sum to 1, and no one's is larger than the first one's. */
  readonly shares: readonly number[]
}

/** @param samples of one size and number of channels, as many as `partnersOf` says and one */
export function mixed(samples: readonly Sample[], { kind, alpha }: Mix, random: Random): Mixed {
  const [a, b] = samples as readonly [Sample, Sample]
  if (kind === 'mixup') return mixUp(a, b, drawBeta(alpha, random))
  return kind === 'cutmix' ? cutMix(a, b, drawBeta(alpha, random), random) : mosaic(samples, random)
}

/**
 * MixUp (Zhang et al. 2018): λ a + (1 − λ) b. Which of the two has λ is even, so λ is taken for the larger share: the
 * first picture's class then stays the first. Boxes and points of both stay (Zhang et al. 2019).
 */
export function mixUp(a: Sample, b: Sample, lambda: number): Mixed {
  const share = Math.max(lambda, 1 - lambda)
  const mask = a.targets.mask ?? b.targets.mask
  const both = a.targets.mask && b.targets.mask
  const targets: Targets = {
    boxes: [...a.targets.boxes, ...b.targets.boxes],
    keypoints: [...a.targets.keypoints, ...b.targets.keypoints],
    ...(both ? { mask: both.map((_, i) => a.targets.mask![i]! || b.targets.mask![i]!) } : mask ? { mask } : {}),
  }
  return { sample: { picture: blend(a.picture, b.picture, 1 - share), targets }, shares: [share, 1 - share] }
}

/**
 * CutMix (Yun et al. 2019): a rectangle of 1 − λ of the area, about an even place and cut at the edges, is taken from the
 * other picture. Labels are shared by area. Where the rectangle is the larger part, it is the first picture's.
 */
export function cutMix(a: Sample, b: Sample, lambda: number, random: Random): Mixed {
  const { width, height } = a.picture
  const scale = Math.sqrt(1 - lambda)
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  const [x, y] = [random.below(width) - (w >> 1), random.below(height) - (h >> 1)]
  const cut = {
    left: Math.max(0, x),
    top: Math.max(0, y),
    right: Math.min(width, x + w),
    bottom: Math.min(height, y + h),
  }
  const area = areaOf(cut) / (width * height)
  const [below, above] = area > 0.5 ? [b, a] : [a, b]
  const own = area > 0.5 ? area : 1 - area
  return { sample: collage([piece(below), { sample: above, area: cut, right: 0, down: 0 }]), shares: [own, 1 - own] }
}

/** Where the four parts of a mosaic meet, in shares of the sides. */
const meeting = [0.3, 0.7] as const

/**
 * Mosaic (Bochkovskiy et al. 2020): parts of four pictures about a place where they meet, each as large as it was. The
 * first picture has the largest part. Labels are shared by area.
 */
export function mosaic(samples: readonly Sample[], random: Random): Mixed {
  const { width, height } = samples[0]!.picture
  const place = (side: number) => Math.round(side * (meeting[0] + (meeting[1] - meeting[0]) * random.uniform()))
  const [x, y] = [place(width), place(height)]
  const areas = [
    { left: 0, top: 0, right: x, bottom: y },
    { left: x, top: 0, right: width, bottom: y },
    { left: 0, top: y, right: x, bottom: height },
    { left: x, top: y, right: width, bottom: height },
  ].sort((a, b) => areaOf(b) - areaOf(a))
  const pieces = areas.map((area, i) => ({
    sample: samples[i]!,
    area,
    right: area.left - random.below(width - (area.right - area.left) + 1),
    down: area.top - random.below(height - (area.bottom - area.top) + 1),
  }))
  return { sample: collage(pieces), shares: areas.map((area) => areaOf(area) / (width * height)) }
}

/** A rectangle of a new picture that a picture is seen in, moved by whole pixels. */
interface Piece {
  readonly sample: Sample
  readonly area: Extent
  readonly right: number
  readonly down: number
}

const piece = (sample: Sample): Piece => ({
  sample,
  area: { left: 0, top: 0, right: sample.picture.width, bottom: sample.picture.height },
  right: 0,
  down: 0,
})

/** Later pieces lie over earlier ones; together they cover the picture. */
function collage(pieces: readonly Piece[]): Sample {
  const { picture } = pieces[0]!.sample
  const { width, height, channels } = picture
  const pixels = new Uint8Array(width * height * channels)
  const mask = pieces.some(({ sample }) => sample.targets.mask) ? new Uint8Array(width * height) : undefined
  for (const { sample, area, right, down } of pieces)
    for (let y = area.top; y < area.bottom; y++) {
      const [to, from, count] = [y * width + area.left, (y - down) * width + area.left - right, area.right - area.left]
      pixels.set(sample.picture.pixels.subarray(from * channels, (from + count) * channels), to * channels)
      if (sample.targets.mask) mask?.set(sample.targets.mask.subarray(from, from + count), to)
      else mask?.fill(0, to, to + count)
    }
  const boxes = pieces.flatMap(({ sample, area, right, down }, i) =>
    sample.targets.boxes.flatMap((box) => {
      const moved = {
        ...box,
        left: box.left + right,
        right: box.right + right,
        top: box.top + down,
        bottom: box.bottom + down,
      }
      const seen = pieces.slice(i + 1).reduce((rest, over) => without(rest, over.area), common(moved, area))
      return areaOf(seen) > 0 && visibleArea(moved, area, pieces.slice(i + 1)) >= leastVisible * areaOf(moved)
        ? [{ ...seen, label: box.label }]
        : []
    }),
  )
  const keypoints = pieces.flatMap(({ sample, area, right, down }, i) =>
    sample.targets.keypoints
      .map(({ x, y }) => ({ x: x + right, y: y + down }))
      .filter((point) => isIn(point, area) && !pieces.slice(i + 1).some((over) => isIn(point, over.area))),
  )
  return { picture: { ...picture, pixels }, targets: { boxes, keypoints, ...(mask ? { mask } : {}) } }
}

const areaOf = ({ left, top, right, bottom }: Extent) => Math.max(0, right - left) * Math.max(0, bottom - top)

const isIn = ({ x, y }: { readonly x: number; readonly y: number }, { left, top, right, bottom }: Extent) =>
  x >= left && x < right && y >= top && y < bottom

const common = (a: Extent, b: Extent): Extent => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
})

/** Of a box what is seen in its piece and not under another one; those over it don't overlap one another. */
function visibleArea(box: Extent, area: Extent, over: readonly Piece[]): number {
  const seen = common(box, area)
  return areaOf(seen) - over.reduce((sum, above) => sum + areaOf(common(seen, above.area)), 0)
}

/** The upright hull of what is left of a box under a rectangle. */
function without(box: Extent, cover: Extent): Extent {
  const { left, top, right, bottom } = common(box, cover)
  if (left >= right || top >= bottom) return box
  const isFullHeight = top === box.top && bottom === box.bottom
  const isFullWidth = left === box.left && right === box.right
  return {
    left: isFullHeight && left === box.left ? right : box.left,
    right: isFullHeight && right === box.right ? left : box.right,
    top: isFullWidth && top === box.top ? bottom : box.top,
    bottom: isFullWidth && bottom === box.bottom ? top : box.bottom,
  }
}
