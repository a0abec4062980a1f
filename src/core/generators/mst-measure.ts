import { histogramSigma, pickEpsilon } from '../dp/budget'
import { exponentialMechanism, scoreUnit } from '../dp/exponential-mechanism'
import { noisyCounts } from '../dp/histogram'
import type { NoiseDraws } from '../dp/noise'
import type { EncodedTable } from '../encoders/encoder'
import type { MeasuredPair, MeasuredUnit } from './mst-tree'

/** Rows per pair of codes. `[size of a × size of b]` */
function countPairs({ rows, codes, units }: EncodedTable, a: number, b: number): Float64Array {
  const size = units[b]!.size
  const counts = new Float64Array(units[a]!.size * size)
  const [first, second] = [codes[a]!, codes[b]!]
  for (let row = 0; row < rows; row++) counts[first[row]! * size + second[row]!]!++
  return counts
}

interface Candidate {
  readonly a: number
  readonly b: number
  readonly score: number
}

export interface PairChoice {
  readonly rho: number
  readonly draws: NoiseDraws
  /** The unit whose pairs count fully, and how many times less others count. */
  readonly target?: number
  readonly targetWeight: number
}

/**
 * A spanning tree, pair after pair by the exponential mechanism (MST's Algorithm 2, step 3): pairs score by how far they
 * are from independent columns, ‖x − x̂‖₁ in rows, which one row changes by 1 at most.
 */
export function choosePairs(
  table: EncodedTable,
  measured: readonly MeasuredUnit[],
  rows: number,
  { rho, draws, target, targetWeight }: PairChoice,
): readonly (readonly [number, number])[] {
  const open = table.units.flatMap(({ size }, u) => (size > 1 ? [u] : []))
  // A weighed score is rounded to whole units, which may add one to what a row changes.
  const epsilon = pickEpsilon(rho, open.length - 1) / (1 + scoreUnit)
  const shares = measured.map(({ counts }) => positiveShares(counts))
  const candidates: Candidate[] = []
  open.forEach((a, i) => {
    for (const b of open.slice(i + 1)) {
      const weight = target === undefined || a === target || b === target ? 1 : 1 / targetWeight
      candidates.push({ a, b, score: weight * dependence(table, [a, b], shares, rows) })
    }
  })
  const component = table.units.map((_, u) => u)
  const chosen: (readonly [number, number])[] = []
  while (chosen.length < open.length - 1) {
    const free = candidates.filter(({ a, b }) => component[a] !== component[b])
    const scores = free.map(({ score }) => score)
    const { a, b } = free[exponentialMechanism(scores, epsilon, draws)]!
    chosen.push([a, b])
    const [from, to] = [component[b]!, component[a]!]
    component.forEach((c, u) => {
      if (c === from) component[u] = to
    })
  }
  return chosen
}

function positiveShares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + Math.max(0, count), 0)
  return counts.map((count) => (total > 0 ? Math.max(0, count) / total : 1 / counts.length))
}

/** ‖x − x̂‖₁ with x̂ in whole score units, so that one row's change is exact. */
function dependence(
  table: EncodedTable,
  [a, b]: readonly [number, number],
  shares: readonly Float64Array[],
  rows: number,
): number {
  const counts = countPairs(table, a, b)
  const size = table.units[b]!.size
  let sum = 0
  for (let at = 0; at < counts.length; at++) {
    const expected = rows * shares[a]![Math.floor(at / size)]! * shares[b]![at % size]!
    sum += Math.abs(counts[at]! - Math.round(expected / scoreUnit) * scoreUnit)
  }
  return sum
}

export function measurePairs(
  table: EncodedTable,
  pairs: readonly (readonly [number, number])[],
  rho: number,
  draws: NoiseDraws,
): MeasuredPair[] {
  const sigma = histogramSigma(rho, pairs.length)
  return pairs.map(([a, b]) => ({
    a,
    b,
    counts: noisyCounts(countPairs(table, a, b), sigma, draws),
    variance: sigma * sigma,
  }))
}
