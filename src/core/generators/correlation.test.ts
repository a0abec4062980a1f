import { describe, expect, test } from 'vitest'
import { cholesky, shrunkCorrelation } from './correlation'

/** Numerical Recipes' linear congruential generator: the same numbers here and in the oracle's Python. */
function lcg(seed: number): Float64Array {
  let state = seed
  return Float64Array.from({ length: 40 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  })
}

const [a, b] = [lcg(11), lcg(22)]
const columns = [a, b, a.map((value, i) => value + 0.3 * b[i]!), lcg(33).map((value) => 5 * value)]

describe('shrunkCorrelation', () => {
  test('agrees with scikit-learn', () => {
    const shrunk = shrunkCorrelation(columns)
    // Z = (X - X.mean(0)) / X.std(0); ledoit_wolf(Z, assume_centered=True): shrinkage .1528
    expect([...shrunk.subarray(0, 4)]).toEqual(
      [1, -0.1011377, 0.80596461, -0.14770768].map((v) => expect.closeTo(v, 7)),
    )
    expect(shrunk[9]).toBeCloseTo(0.16292374, 7)
    expect([...shrunk.subarray(12)]).toEqual(
      [-0.14770768, -0.11457744, -0.18154935, 1].map((v) => expect.closeTo(v, 7)),
    )
  })

  test('a constant column correlates with nothing, and no rows give the identity', () => {
    expect(shrunkCorrelation([a, new Float64Array(40).fill(3)])).toEqual(Float64Array.of(1, 0, 0, 1))
    expect(shrunkCorrelation([new Float64Array(0), new Float64Array(0)])).toEqual(Float64Array.of(1, 0, 0, 1))
  })
})

describe('cholesky', () => {
  test('multiplies back to the matrix in the asked-for order', () => {
    const matrix = shrunkCorrelation(columns)
    const order = [2, 0, 3, 1]
    const lower = cholesky(matrix, order)
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        let product = 0
        for (let k = 0; k < 4; k++) product += lower[i * 4 + k]! * lower[j * 4 + k]!
        expect(product).toBeCloseTo(matrix[order[i]! * 4 + order[j]!]!, 12)
      }
    }
  })

  test('stays finite when one column determines another', () => {
    expect(cholesky(Float64Array.of(1, 1, 1, 1), [0, 1]).every(Number.isFinite)).toBe(true)
  })
})
