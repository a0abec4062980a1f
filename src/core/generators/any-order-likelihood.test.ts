import { expect, test } from 'vitest'
import type { Predictor } from '../nets/engine'
import { networkLogLikelihood } from './any-order-likelihood'

const units = [{ size: 3 }, { size: 2 }]

/** Says of the second unit that it repeats the first (code 2 counts as 0), as surely as e³ : 1. */
const predictor: Predictor = {
  async conditional(known, rows, unit) {
    const values = new Float32Array(4 * rows)
    for (let row = 0; row < rows; row++) {
      expect(known[2 * row + unit]).toBe(-1)
      if (unit === 1) values[4 * row + (known[2 * row]! % 2)] = 3
    }
    return { values, stride: 4 }
  },
  evaluate: async () => 0,
  dispose() {},
}

test('the network’s likelihood is the product of its conditionals', async () => {
  const rows = 1500
  const first = Uint16Array.from({ length: rows }, (_, i) => i % 3)
  const second = Uint16Array.from({ length: rows }, (_, i) => i % 2)
  const found = await networkLogLikelihood(predictor, { units }, [first, second])
  found.forEach((value, i) => {
    const agrees = (i % 3) % 2 === i % 2
    expect(value).toBeCloseTo(Math.log(1 / 3) + Math.log((agrees ? Math.exp(3) : 1) / (1 + Math.exp(3))), 5)
  })
})
