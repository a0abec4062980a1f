import { expect, test } from 'vitest'
import type { Unit } from '../encoders/encoder'
import { binCodes, featureBins } from './feature-bins'

const unit = (counts: number[], scale: Unit['scale'], missingFrom = counts.length): Unit => ({
  name: 'unit',
  field: 0,
  size: counts.length,
  scale,
  missingFrom,
  counts: Float64Array.from(counts),
})

test('few ordinal codes keep a bin each, missing spellings share one', () => {
  const bins = featureBins(unit([5, 5, 5, 2, 1], 'ordinal', 3), 128)
  expect(bins).toMatchObject({ count: 4, missingFrom: 3 })
  expect([...binCodes(bins, Uint16Array.of(0, 1, 2, 3, 4))]).toEqual([0, 1, 2, 3, 3])
})

test('many ordinal codes are merged by mass, in order', () => {
  const bins = featureBins(unit([...Array(100).fill(1), 100, ...Array(200).fill(1)], 'ordinal'), 20)
  expect(bins.count).toBeLessThanOrEqual(20)
  const order = [...bins.binOf]
  expect(order).toEqual([...order].sort((a, b) => a - b))
  // The code that holds a quarter of the rows keeps a bin to itself.
  expect(order.filter((bin) => bin === order[100])).toHaveLength(1)
})

test('beyond 256 nominal codes the frequent ones keep a bin each', () => {
  const bins = featureBins(
    unit(
      Array.from({ length: 1000 }, (_, code) => 1000 - code),
      'nominal',
    ),
    20,
  )
  expect(bins.count).toBe(256)
  expect(new Set(bins.binOf.subarray(0, 240)).size).toBe(240)
  expect(Math.min(...bins.binOf.subarray(240))).toBe(240)
})
