import { expect, test } from 'vitest'
import { bandPath, barPath, outlinePath } from './bar-path'

const box = { width: 100, height: 40, top: 0.5 }

test('a bar is a closed rectangle of its share of the top, and an empty one is nothing', () => {
  expect(barPath([0.25, 0, 0.5, 0.9], box, 0)).toBe('M0 40v-20h25v20zM50 40v-40h25v40zM75 40v-40h25v40z')
})

test('a gap narrows bars around their middle', () => {
  expect(barPath([0.5, 0.5], box, 0.2)).toBe('M5 40v-40h40v40zM55 40v-40h40v40z')
})

test('the outline of a histogram is one line that starts and ends on the ground', () => {
  expect(outlinePath([0.25, 0.5], box, 0)).toBe('M0 40V20h50V0h50V40')
})

test('nothing to draw when nothing was counted', () => {
  expect(barPath([0, 0], { ...box, top: 0 }, 0)).toBe('')
})

test('a band reaches from its lower to its upper share', () => {
  expect(
    bandPath(
      [
        [0.125, 0.25],
        [0.3, 0.3],
      ],
      box,
      0,
    ),
  ).toBe('M0 30v-10h50v10z')
})
