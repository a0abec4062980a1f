import { expect, test } from 'vitest'
import type { Preflight } from '../../wire/api'
import { preflightItems } from './preflight-words'

const facts: Preflight = {
  rows: 1000,
  copies: 0,
  copiesExpected: 4,
  rareValues: 0,
  missingCells: 0,
  formulaCells: 0,
  estimatedBytes: 2000,
}
const warnings = (change: Partial<Preflight>, format = 'csv') =>
  preflightItems({ ...facts, ...change }, format, 5).filter((item) => item.tone === 'warn')

test('copies up to what chance explains are no warning', () => {
  expect(warnings({ copies: 10 })).toEqual([])
  expect(warnings({ copies: 11 })).toHaveLength(1)
  expect(warnings({ copies: 1, copiesExpected: 0 })).toEqual([])
})

test('rare values are a warning', () => {
  expect(warnings({ rareValues: 1 })[0]?.text).toBe('1 value is held by fewer than 5 training rows')
})

test('formula-like text is spoken of by what the format does with it', () => {
  const hint = (format: string) =>
    preflightItems({ ...facts, formulaCells: 2 }, format, 5).find((item) => item.text.includes('formula'))?.hint
  expect(hint('csv')).toContain('does not run')
  expect(hint('parquet')).toContain('never runs')
})
