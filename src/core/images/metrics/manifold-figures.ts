import type { Matrix, Multiply } from '../../nets/engine'
import { eachDistances } from './nearest'

/** How two sets of features lie in each other, each 0–1 but for density. */
export interface ManifoldFigures {
  /** Share of made rows within a real row's reach. */
  readonly precision: number
  /** Share of real rows within a made row's reach. */
  readonly recall: number
  /** Mean number of real rows in whose reach a made row lies, over k. */
  readonly density: number
  /** Share of real rows with a made row in their reach. */
  readonly coverage: number
}

/**
 * Precision and recall (Kynkäänniemi et al. 2019, arXiv 1904.06991), density and coverage (Naeem et al. 2020, arXiv
 * 2002.09797). A row's reach is the distance to its `k`-th neighbour in its own set. Sets of equal size compare best.
 */
export function manifoldFigures(real: Matrix, made: Matrix, k: number, multiply: Multiply): ManifoldFigures {
  const [realReach, madeReach] = [reachesOf(real, k, multiply), reachesOf(made, k, multiply)]
  const isRecalled = new Uint8Array(real.rows)
  const isCovered = new Uint8Array(real.rows)
  let precise = 0
  let density = 0
  eachDistances(made, real, multiply, (row, squares) => {
    let within = 0
    for (let i = 0; i < squares.length; i++) {
      if (squares[i]! < madeReach[row]!) isRecalled[i] = 1
      if (squares[i]! >= realReach[i]!) continue
      isCovered[i] = 1
      within++
    }
    density += within
    if (within > 0) precise++
  })
  const share = (flags: Uint8Array) => flags.reduce((sum, flag) => sum + flag, 0) / real.rows
  return {
    precision: precise / made.rows,
    recall: share(isRecalled),
    density: density / made.rows / k,
    coverage: share(isCovered),
  }
}

/** Squared distances to the k-th neighbour, the row itself not counted. */
function reachesOf(rows: Matrix, k: number, multiply: Multiply): Float64Array {
  const reaches = new Float64Array(rows.rows)
  eachDistances(rows, rows, multiply, (row, squares) => {
    squares[row] = Number.POSITIVE_INFINITY
    const nearest = new Float64Array(k).fill(Number.POSITIVE_INFINITY)
    for (const square of squares) {
      if (square >= nearest[k - 1]!) continue
      let at = k - 1
      while (at > 0 && nearest[at - 1]! > square) nearest[at] = nearest[--at]!
      nearest[at] = square
    }
    reaches[row] = nearest[k - 1]!
  })
  return reaches
}
