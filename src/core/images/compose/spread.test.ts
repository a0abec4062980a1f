import { expect, test } from 'vitest'
import { createRandom } from '../../random'
import { drawValue, type SpreadShape } from './spread'

const parameter = { unit: 'px', least: 0, most: 100, usual: [1, 2] } as const
const draws = (shape: SpreadShape, low: number, high: number, whole = false) => {
  const random = createRandom(3)
  return Array.from({ length: 4000 }, () => drawValue({ low, high, shape }, { ...parameter, whole }, random))
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))

test('even: mean and deviation of a uniform distribution', () => {
  const values = draws('even', 10, 40)
  expect(Math.abs(mean(values) - 25)).toBeLessThan(0.6)
  expect(Math.abs(deviation(values) - 30 / Math.sqrt(12))).toBeLessThan(0.4)
})

test('middle: a normal distribution of a sixth of the range, cut at its ends', () => {
  const values = draws('middle', 10, 40)
  expect(Math.abs(mean(values) - 25)).toBeLessThan(0.35)
  // 4.93: a normal deviation of 5 cut at three of them.
  expect(Math.abs(deviation(values) - 4.93)).toBeLessThan(0.25)
  expect(values.every((value) => value >= 10 && value <= 40)).toBe(true)
})

test('low: every doubling as likely as any other', () => {
  const values = draws('low', 5, 40)
  const share = (from: number, to: number) =>
    values.filter((value) => value >= from && value < to).length / values.length
  for (const from of [5, 10, 20]) expect(Math.abs(share(from, 2 * from) - 1 / 3)).toBeLessThan(0.03)
})

test('whole numbers: each of the range as often as any other, both ends too', () => {
  const values = draws('even', 2, 5, true)
  for (const value of [2, 3, 4, 5])
    expect(Math.abs(values.filter((each) => each === value).length / 4000 - 0.25)).toBeLessThan(0.03)
  expect(new Set(values).size).toBe(4)
})

test('ends beyond what the parameter allows are cut, and may stand in any order', () => {
  expect(draws('even', 90, 300).every((value) => value >= 90 && value <= 100)).toBe(true)
  expect(draws('even', 30, 20).every((value) => value >= 20 && value <= 30)).toBe(true)
  expect(new Set(draws('even', 7, 7))).toEqual(new Set([7]))
})
