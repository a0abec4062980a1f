import type { ComparedColumn, ComparedSide } from '../compared-column'
import type { PairMetric } from '../metric'
import { undefinedBecause, value } from '../metric'

/**
 * 1 − ½ Σ |P(a, b) − P′(a, b)| over level pairs, missing being a level; a continuous column is cut into 10 bins of
 * equal width (SDMetrics `ContingencySimilarity`). Deviation from its report: real and synthetic share the real
 * edges there too, where the report cuts each over its own range and so hides shifts.
 */
export const contingencySimilarity: PairMetric = {
  id: 'contingency-similarity',
  label: 'Contingency similarity',
  source: 'SDMetrics ContingencySimilarity',
  goal: 'maximize',
  range: [0, 1],
  applies: (a, b) => a.scale === 'discrete' || b.scale === 'discrete',
  compute(a, b) {
    if (a.real.rows === 0 || a.synthetic.rows === 0) return undefinedBecause('too-few-rows')
    const cells = (a.levels + 1) * (b.levels + 1)
    return value(1 - (cells <= 1 << 20 ? denseDistance(a, b) : sparseDistance(a, b)))
  },
}

function denseDistance(a: ComparedColumn, b: ComparedColumn): number {
  const width = b.levels + 1
  const difference = new Float64Array((a.levels + 1) * width)
  const add = (sideA: ComparedSide, sideB: ComparedSide, weight: number) => {
    for (let row = 0; row < sideA.rows; row++) difference[sideA.codes[row]! * width + sideB.codes[row]!]! += weight
  }
  add(a.real, b.real, 1 / a.real.rows)
  add(a.synthetic, b.synthetic, -1 / a.synthetic.rows)
  return difference.reduce((sum, d) => sum + Math.abs(d), 0) / 2
}

function sparseDistance(a: ComparedColumn, b: ComparedColumn): number {
  const width = b.levels + 1
  const difference = new Map<number, number>()
  const add = (sideA: ComparedSide, sideB: ComparedSide, weight: number) => {
    for (let row = 0; row < sideA.rows; row++) {
      const cell = sideA.codes[row]! * width + sideB.codes[row]!
      difference.set(cell, (difference.get(cell) ?? 0) + weight)
    }
  }
  add(a.real, b.real, 1 / a.real.rows)
  add(a.synthetic, b.synthetic, -1 / a.synthetic.rows)
  let sum = 0
  for (const d of difference.values()) sum += Math.abs(d)
  return sum / 2
}
