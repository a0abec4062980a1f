import { expect, test } from 'vitest'
import { leafFor } from './sequential-trees'

test.each([
  [10, 20],
  [800, 20],
  [1000, 25],
  [1600, 40],
  [2000, 50],
  [1_000_000, 50],
])('%d rows: leaves of at least %d', (rows, leaf) => {
  expect(leafFor(rows)).toBe(leaf)
})
