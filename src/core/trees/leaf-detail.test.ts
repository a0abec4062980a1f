import { describe, expect, test } from 'vitest'
import { detailedCounts } from './leaf-detail'

const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

describe('detailedCounts', () => {
  test('windows keep the leaf’s rows, and share them out as the wider node does', () => {
    // Ten rows in the leaf, windows of five: two windows of half of the wider node’s 80 rows.
    const own = Uint32Array.of(6, 0, 0, 0, 4, 0)
    const wider = Uint32Array.of(10, 20, 10, 10, 20, 10)
    const weights = detailedCounts(own, 10, wider, { ordered: 6, windowRows: 5 })
    expect(Array.from(weights, (w) => w / 256)).toEqual([1.5, 3, 1.5, 1, 2, 1])
  })

  test('a spike is a window by itself: its neighbours take nothing from it', () => {
    const own = Uint32Array.of(1, 8, 1)
    const wider = Uint32Array.of(5, 60, 15)
    const weights = detailedCounts(own, 10, wider, { ordered: 3, windowRows: 5 })
    expect(Array.from(weights, (w) => w / 256)).toEqual([1, 8, 1])
  })

  test('codes without an order stay as they are, missing ones among them', () => {
    const own = Uint32Array.of(3, 0, 2, 5)
    const wider = Uint32Array.of(9, 9, 9, 9)
    expect(Array.from(detailedCounts(own, 10, wider, { ordered: 0, windowRows: 5 }), (w) => w / 256)).toEqual([
      3, 0, 2, 5,
    ])
    const last = detailedCounts(own, 10, wider, { ordered: 3, windowRows: 100 })
    expect(last[3]! / 256).toBe(5)
    expect(sum(last.subarray(0, 3)) / 256).toBeCloseTo(5, 1)
  })

  test('no code that the wider node lacks comes up', () => {
    const weights = detailedCounts(Uint32Array.of(2, 0, 0), 2, Uint32Array.of(4, 0, 4), { ordered: 3, windowRows: 2 })
    expect(weights[1]).toBe(0)
  })
})
