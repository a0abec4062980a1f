import { expect, test } from 'vitest'
import { nothingPicked, pickAt } from './picking'

const order = [30, 10, 20, 50, 40]
const picked = (...steps: readonly (readonly [number, Parameters<typeof pickAt>[3]])[]) =>
  [...steps.reduce((picking, [at, way]) => pickAt(picking, order, at, way), nothingPicked).picked].sort()

test('a pick alone takes the place of what was picked, a range goes from where it began, both ways', () => {
  expect(picked([1, 'only'], [3, 'only'])).toEqual([50])
  expect(picked([1, 'only'], [3, 'range'])).toEqual([10, 20, 50])
  expect(picked([1, 'only'], [3, 'range'], [0, 'range'])).toEqual([10, 30])
})

test('single ones are added and taken away', () => {
  expect(picked([0, 'toggle'], [2, 'toggle'], [4, 'toggle'], [2, 'toggle'])).toEqual([30, 40])
  expect(picked([0, 'toggle'], [2, 'toggle'], [3, 'range'])).toEqual([20, 50])
})

test('the keyboard walks without picking, and not over the ends', () => {
  expect(pickAt(nothingPicked, order, 99, 'go')).toEqual({ picked: new Set(), cursor: 4, anchor: 0 })
  expect(pickAt(nothingPicked, order, -3, 'only').cursor).toBe(0)
  expect(pickAt(nothingPicked, [], 0, 'only')).toBe(nothingPicked)
})
