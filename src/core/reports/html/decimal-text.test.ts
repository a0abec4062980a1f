import { expect, test } from 'vitest'
import { decimalText } from './decimal-text'

test.each([
  [0.125, 2, '0.13'],
  [-0.5, 2, '−0.50'],
  [-0.001, 2, '0.00'],
  [-12, 0, '−12'],
])('%d with %d places', (value, places, text) => {
  expect(decimalText(value, places)).toBe(text)
})
