import type { Points } from '../nearest'

/** What lies around each target among the synthetic and among the reference rows. */
export interface Neighbours {
  /** `[targets]`: distance to the nearest row. */
  readonly toSynthetic: Float64Array
  readonly toReference: Float64Array
  /** `[targets]`: the share of the synthetic rows within `radius`. */
  readonly withinRadius: Float64Array
  /** The median of `toSynthetic` (Hilprecht et al. 2019). */
  readonly radius: number
}

/** `reached` rows of `points` are looked at. */
export function findNeighbours(targets: Points, synthetic: Points, reference: Points): Neighbours {
  const toSynthetic = eachTarget(targets, (row) => nearestTo(targets, row, synthetic))
  const toReference = eachTarget(targets, (row) => nearestTo(targets, row, reference))
  const radius = toSynthetic.toSorted()[toSynthetic.length >> 1] ?? 0
  const withinRadius = eachTarget(targets, (row) => countWithin(targets, row, synthetic, radius) / synthetic.rows)
  return { toSynthetic, toReference, withinRadius, radius }
}

function eachTarget({ rows }: Points, measure: (row: number) => number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => measure(row))
}

function nearestTo(targets: Points, row: number, among: Points): number {
  let best = Number.POSITIVE_INFINITY
  for (let other = 0; other < among.rows && best > 0; other++)
    best = Math.min(best, distance(targets, row, among, other, best))
  return best
}

function countWithin(targets: Points, row: number, among: Points, radius: number): number {
  // A hair of room: the same difference of ranks comes out differently by the last bit.
  const limit = radius + 1e-9
  let count = 0
  for (let other = 0; other < among.rows; other++) if (distance(targets, row, among, other, limit) <= limit) count++
  return count
}

/** Gower's distance on ranks, as of `nearestDistances`; given up (some larger number) once it is above `limit`. */
export function distance(a: Points, row: number, b: Points, other: number, limit: number): number {
  const { levels, numbers } = a
  let d = 0
  for (let j = 0, p = row * levels, q = other * levels; j < levels && d <= limit; j++)
    if (a.codes[p + j] !== b.codes[q + j]) d++
  for (let j = 0, p = row * numbers, q = other * numbers; j < numbers && d <= limit; j++) {
    const x = a.ranks[p + j]!
    const y = b.ranks[q + j]!
    if (x < 0 || y < 0) d += x < 0 && y < 0 ? 0 : 1
    else d += x > y ? x - y : y - x
  }
  return d
}
