import { expect, test } from 'vitest'
import { leafFor } from './sequential-trees'

test.each([
  [10, 20],
  [800, 20],
  [1000, 25],
  [4000, 100],
  [6000, 150],
  [1_000_000, 150],
])('%d rows: leaves of at least %d', (rows, leaf) => {
  expect(leafFor(rows)).toBe(leaf)
})
