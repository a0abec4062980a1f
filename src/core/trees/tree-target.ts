import type { Unit } from '../encoders/encoder'

/**
 * What a split makes purer: a point of `dimensions` numbers per code. A split's gain is the fall of their summed
 * variance, which is Gini's for one-hot points and CART's for a rank.
 */
export interface TreeTarget {
  readonly dimensions: number
  /** `[size × dimensions]` */
  readonly points: Float64Array
  /** `[size]`: the only dimension in which the point is 1, or `dimensions` when it is all zero. Absent: dense points. */
  readonly hot?: Uint16Array
}

/** Rarer classes share one dimension: their part of the Gini impurity is small and their cost is not. */
const mostClasses = 32

export function treeTarget(unit: Unit): TreeTarget {
  return unit.scale === 'ordinal' && unit.missingFrom > 2 ? rankTarget(unit) : classTarget(unit)
}

/** Cosine waves over the ranks: the first sees the mean, the others spread and shape. */
const waves = 3

/**
 * cos(kπ · mid-rank) / k, so that a split is worth what it explains of the whole distribution (the Cramér–von Mises
 * distance in its cosine series, as in distributional forests, Ćevid et al. 2022); beside it whether the value is missing.
 */
function rankTarget(unit: Unit): TreeTarget {
  const { size, missingFrom } = unit
  const dimensions = missingFrom < size ? waves + 1 : waves
  const points = new Float64Array(size * dimensions)
  const ranks = unit.ranks ?? midRanks(unit)
  for (let code = 0; code < size; code++) {
    const at = code * dimensions
    if (code >= missingFrom) points[at + waves] = 1
    else for (let k = 1; k <= waves; k++) points[at + k - 1] = Math.cos(k * Math.PI * ranks[code]!) / k
  }
  return { dimensions, points }
}

/** One dimension per class; two classes need only one. */
function classTarget(unit: Unit): TreeTarget {
  const { size } = unit
  const order = Array.from({ length: size }, (_, code) => code).sort(
    (a, b) => unit.counts[b]! - unit.counts[a]! || a - b,
  )
  const dimensions = size <= 2 ? 1 : Math.min(size, mostClasses)
  const hot = new Uint16Array(size)
  const points = new Float64Array(size * dimensions)
  order.forEach((code, position) => {
    hot[code] = size <= 2 ? position : Math.min(position, mostClasses - 1)
    if (hot[code]! < dimensions) points[code * dimensions + hot[code]!] = 1
  })
  return { dimensions, points, hot }
}

/** `[size]`: mid-rank of each code by the unit's counts, 0–1. */
function midRanks(unit: Unit): Float64Array {
  const ranks = new Float64Array(unit.size)
  let total = 0
  for (let code = 0; code < unit.missingFrom; code++) total += unit.counts[code]!
  let before = 0
  for (let code = 0; code < unit.missingFrom; code++) {
    ranks[code] = total > 0 ? (before + unit.counts[code]! / 2) / total : (code + 0.5) / unit.missingFrom
    before += unit.counts[code]!
  }
  return ranks
}
