import type { Polygon } from './fill-polygons'
import type { Mask } from './mask'

/** Pixels; right and bottom are outside. */
export interface Extent {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A thing that is marked in a picture. */
export interface Thing extends Extent {
  /** The number of what it is. */
  readonly label: number
  /** Its outlines, by the even-odd rule; none where only its box is known. */
  readonly polygons: readonly Polygon[]
}

/** The same, by the name that a file gives it. */
export interface NamedThing extends Extent {
  readonly name: string
  readonly polygons: readonly Polygon[]
}

/** A thing as it is written out, in whole pixels. */
export interface LaidOutThing extends Extent {
  readonly label: number
  /** Absent where only its box is known. */
  readonly mask?: Mask
}

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value))

/** What of a thing lies within a picture; undefined where that is nothing, or it is no rectangle at all. */
export function within<T extends Extent & { readonly polygons: readonly Polygon[] }>(
  thing: T,
  width: number,
  height: number,
): T | undefined {
  const cut = {
    left: clamp(thing.left, width),
    top: clamp(thing.top, height),
    right: clamp(thing.right, width),
    bottom: clamp(thing.bottom, height),
  }
  // A not-a-number is in no order.
  if (!(cut.right > cut.left && cut.bottom > cut.top)) return undefined
  const polygons = thing.polygons.map((polygon) => polygon.map((at, i) => clamp(at, i % 2 === 0 ? width : height)))
  return { ...thing, ...cut, polygons }
}

/** Scaled about the upper left corner, then moved. */
export function moved<T extends Extent & { readonly polygons: readonly Polygon[] }>(
  thing: T,
  { scale, right, down }: { readonly scale: number; readonly right: number; readonly down: number },
): T {
  const [x, y] = [(at: number) => at * scale + right, (at: number) => at * scale + down]
  return {
    ...thing,
    left: x(thing.left),
    right: x(thing.right),
    top: y(thing.top),
    bottom: y(thing.bottom),
    polygons: thing.polygons.map((polygon) => polygon.map((at, i) => (i % 2 === 0 ? x(at) : y(at)))),
  }
}
