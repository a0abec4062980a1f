import { describe, expect, test } from 'vitest'
import { fitTree, type MeasuredPair, type MeasuredUnit, type UnitTree } from './mst-tree'

const unit = (counts: readonly number[]): MeasuredUnit => ({
  counts: Float64Array.from(counts),
  variances: new Float64Array(counts.length).fill(4),
})
const units = [unit([57, 41]), unit([30, 52, 21]), unit([66, 38])]
const ab: MeasuredPair = { a: 0, b: 1, counts: Float64Array.of(9, 40, 6, 25, 8, 12), variance: 9 }
const bc: MeasuredPair = { a: 1, b: 2, counts: Float64Array.of(28, 1, 33, 22, -3, 20), variance: 9 }

/** Rows per pair of a unit's parent (first) and the unit. */
function pairOf(tree: UnitTree, child: number, rows: number): number[] {
  const above = tree.marginals[tree.parent[child]!]!
  const size = tree.marginals[child]!.length
  return [...tree.conditionals[child]!].map((share, at) => rows * above[Math.floor(at / size)]! * share)
}

describe('private-PGM on a tree', () => {
  test('finds the least-squares marginals', () => {
    // bench/oracles/pgm_oracle.py (scipy, SLSQP over all joint distributions)
    const tree = fitTree(units, [ab, bc], 100)
    const oracle = [
      [7.797, 42.389, 7.427, 22.055, 8.647, 11.685],
      [29.851, 0, 33.094, 17.942, 0.132, 18.981],
    ]
    for (const [i, rows] of [pairOf(tree, 1, 100), pairOf(tree, 2, 100)].entries())
      for (const [at, count] of rows.entries()) expect(Math.abs(count - oracle[i]![at]!)).toBeLessThan(0.15)
  })

  test('is the same whichever way a pair is written', () => {
    const turned = { a: 1, b: 0, counts: Float64Array.of(9, 25, 40, 8, 6, 12), variance: 9 }
    expect(fitTree(units, [turned, bc], 100)).toEqual(fitTree(units, [ab, bc], 100))
  })

  test('without noise it is exact', () => {
    const counts = [unit([60, 40]), unit([30, 70])]
    const tree = fitTree(counts, [{ a: 0, b: 1, counts: Float64Array.of(25, 35, 5, 35), variance: 1 }], 100)
    expect(pairOf(tree, 1, 100).map(Math.round)).toEqual([25, 35, 5, 35])
  })

  test('a code without rows never comes, units without pairs stand alone, and nothing is a tree', () => {
    const tree = fitTree([unit([60, -4, 44]), unit([10, 90])], [], 100)
    expect(tree.marginals[0]![1]).toBe(0)
    expect([...tree.parent]).toEqual([-1, -1])
    expect(tree.marginals[1]![0]).toBeCloseTo(0.1, 10)
    expect(fitTree([], [], 5).order).toHaveLength(0)
    expect([...fitTree([unit([-1, -3])], [], 5).marginals[0]!]).toEqual([0.5, 0.5])
  })
})
