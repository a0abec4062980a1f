import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import { forestBuilder } from './forest-builder'
import { codeAt, drawFromLeaves, leafWeights, weighLeaf } from './leaf-draws'

function twoLeaves() {
  const builder = forestBuilder()
  builder.addLeaf(builder.addTree(), [2, 5, 9], [10, 30, 60])
  builder.addLeaf(builder.addTree(), [1], [100])
  return builder.forest()
}

function shares(codes: Uint16Array, code: number): number {
  return codes.filter((c) => c === code).length / codes.length
}

describe('drawFromLeaves', () => {
  test('meets a leaf’s shares far closer than independent draws would', () => {
    const codes = drawFromLeaves(twoLeaves(), new Int32Array(2000), { temperature: 1 }, createRandom(3))
    // Independent draws scatter by √(.3 · .7 / 2000) = .01; a Weyl sequence's discrepancy is below 4 / 2000.
    expect(Math.abs(shares(codes, 2) - 0.1)).toBeLessThan(0.002)
    expect(Math.abs(shares(codes, 5) - 0.3)).toBeLessThan(0.002)
    expect(Math.abs(shares(codes, 9) - 0.6)).toBeLessThan(0.002)
  })

  test('gives every row its own leaf, and no row a place of its own in the sequence', () => {
    const leaves = Int32Array.from({ length: 400 }, (_, row) => row % 2)
    const hits = new Float64Array(400)
    for (let seed = 0; seed < 300; seed++) {
      const codes = drawFromLeaves(twoLeaves(), leaves, { temperature: 1 }, createRandom(seed))
      for (let row = 1; row < 400; row += 2) expect(codes[row]).toBe(1)
      for (let row = 0; row < 400; row += 2) if (codes[row] === 9) hits[row]!++
    }
    // Each row alone follows the leaf: 300 draws of .6, ± 5 standard deviations of √(.24 / 300) = .028.
    for (let row = 0; row < 400; row += 2) expect(Math.abs(hits[row]! / 300 - 0.6)).toBeLessThan(0.14)
  })
})

describe('weighLeaf', () => {
  const forest = twoLeaves()
  const weights = leafWeights(forest)

  test('leaves out what is not allowed', () => {
    const allowed = new Uint8Array(10)
    allowed[2] = 1
    allowed[9] = 1
    weighLeaf(forest, 0, { temperature: 1, allowed }, weights)
    expect(weights.total).toBe(70)
    expect([0, 0.14, 0.15, 0.999].map((share) => codeAt(forest, 0, weights, share))).toEqual([2, 2, 9, 9])
    weighLeaf(forest, 1, { temperature: 1, allowed }, weights)
    expect(weights.total).toBe(0)
  })

  test('raises counts to 1 / temperature', () => {
    weighLeaf(forest, 0, { temperature: 0.5 }, weights)
    expect([...weights.cumulative.subarray(0, 3)]).toEqual([100, 1000, 4600])
  })

  test('keeps the likeliest codes that make up the share, of what is allowed', () => {
    weighLeaf(forest, 0, { temperature: 1, topP: 0.9 }, weights)
    expect([...weights.cumulative.subarray(0, 3)]).toEqual([0, 30, 90])
    // Squared, the likeliest has 3600 of 4600 = .78.
    weighLeaf(forest, 0, { temperature: 0.5, topP: 0.75 }, weights)
    expect([...weights.cumulative.subarray(0, 3)]).toEqual([0, 0, 3600])
    weighLeaf(forest, 0, { temperature: 1, topP: 0.5, allowed: Uint8Array.of(0, 0, 1, 0, 0, 1, 0, 0, 0, 0) }, weights)
    expect([...weights.cumulative.subarray(0, 3)]).toEqual([0, 30, 30])
  })
})
