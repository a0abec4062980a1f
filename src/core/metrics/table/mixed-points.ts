import { type Points, pointsOf } from '../../privacy/nearest'
import type { Field } from '../../schema/schema'
import type { Table } from '../../table/table'

/**
 * Rows of mixed kinds as points of a Euclidean space: ranks of numbers (0–1 among the first table's), and per level
 * column one axis per level of length 1/√2, so that one flip is as far as the whole range of a number. A missing number
 * stands in the middle and has a flag of its own among the levels.
 */
export function mixedPoints(tables: readonly Table[], fields: readonly Field[]): Points[] {
  const points = pointsOf(tables, fields)
  const { numbers, levels } = points[0] ?? { numbers: 0, levels: 0 }
  const gaps = Array.from({ length: numbers }, (_, j) => j).filter((j) =>
    points.some(({ rows, ranks }) => hasGap(ranks, rows, numbers, j)),
  )
  return points.map(({ rows, ranks, codes }) => {
    const wide = new Int32Array(rows * (levels + gaps.length))
    const filled = ranks.map((rank) => (rank < 0 ? 0.5 : rank))
    for (let row = 0; row < rows; row++) {
      const start = row * (levels + gaps.length)
      wide.set(codes.subarray(row * levels, (row + 1) * levels), start)
      gaps.forEach((j, g) => {
        wide[start + levels + g] = ranks[row * numbers + j]! < 0 ? 1 : 0
      })
    }
    return { rows, ranks: filled, numbers, codes: wide, levels: levels + gaps.length }
  })
}

function hasGap(ranks: Float32Array, rows: number, width: number, j: number): boolean {
  for (let row = 0; row < rows; row++) if (ranks[row * width + j]! < 0) return true
  return false
}

/** Some rows of a cloud of points. */
export interface Sample {
  readonly points: Points
  readonly rows: Uint32Array
}

export interface Neighbours {
  /** `[from]`: squared distance to the nearest and to the k-th nearest row. */
  readonly nearest: Float64Array
  readonly kth: Float64Array
  /** `[from]`: position of the nearest among the rows searched. */
  readonly at: Int32Array
}

/** The nearest `k` rows of `to` for each row of `from`, by brute force. `isSame`: the same rows, none its own neighbour. */
export function neighbours(from: Sample, to: Sample, k: number, isSame: boolean): Neighbours {
  const n = from.rows.length
  const found = { nearest: new Float64Array(n), kth: new Float64Array(n), at: new Int32Array(n) }
  const { levels, numbers } = from.points
  const codes = gathered(to.points.codes, levels, to.rows, Int32Array)
  const ranks = gathered(to.points.ranks, numbers, to.rows, Float32Array)
  const best = new Float64Array(k)
  for (let i = 0; i < n; i++) {
    best.fill(Number.POSITIVE_INFINITY)
    const row = from.rows[i]!
    const own = from.points.codes.subarray(row * levels, (row + 1) * levels)
    const ownRanks = from.points.ranks.subarray(row * numbers, (row + 1) * numbers)
    let at = -1
    for (let t = 0, p = 0, q = 0; t < to.rows.length; t++, p += levels, q += numbers) {
      if (isSame && t === i) continue
      const limit = best[k - 1]!
      let d = 0
      for (let j = 0; j < levels && d < limit; j++) if (codes[p + j] !== own[j]) d++
      for (let j = 0; j < numbers && d < limit; j++) d += (ranks[q + j]! - ownRanks[j]!) ** 2
      if (d >= limit) continue
      if (d < best[0]!) at = t
      let place = k - 1
      while (place > 0 && best[place - 1]! > d) {
        best[place] = best[place - 1]!
        place--
      }
      best[place] = d
    }
    found.nearest[i] = best[0]!
    found.kth[i] = best[k - 1]!
    found.at[i] = at
  }
  return found
}

function gathered<T extends Int32Array | Float32Array>(
  values: T,
  width: number,
  rows: Uint32Array,
  Held: new (size: number) => T,
): T {
  const held = new Held(rows.length * width)
  rows.forEach((row, i) => {
    held.set(values.subarray(row * width, (row + 1) * width), i * width)
  })
  return held
}

/** Distance of each row of `of` to the centre (mean point) of `cloud`. `[of rows]` */
export function distancesToCentre(of: Sample, cloud: Sample): Float64Array {
  const { levels, numbers } = cloud.points
  const n = Math.max(1, cloud.rows.length)
  const middle = new Float64Array(numbers)
  const shares = Array.from({ length: levels }, () => new Map<number, number>())
  for (const row of cloud.rows) {
    for (let j = 0; j < numbers; j++) middle[j] = middle[j]! + cloud.points.ranks[row * numbers + j]! / n
    for (let j = 0; j < levels; j++) {
      const code = cloud.points.codes[row * levels + j]!
      shares[j]!.set(code, (shares[j]!.get(code) ?? 0) + 1 / n)
    }
  }
  const squares = shares.map((own) => [...own.values()].reduce((sum, p) => sum + p * p, 0))
  return Float64Array.from(of.rows, (row) => {
    let d = 0
    for (let j = 0; j < numbers; j++) d += (of.points.ranks[row * numbers + j]! - middle[j]!) ** 2
    for (let j = 0; j < levels; j++) {
      const p = shares[j]!.get(of.points.codes[row * levels + j]!) ?? 0
      d += (1 - 2 * p + squares[j]!) / 2
    }
    return Math.sqrt(d)
  })
}
