import { expect, test } from 'vitest'
import type { ColumnOverlay, OverlayBar } from '../core/reports/overlay'
import { overlayGap, overlayOf, overlaySummary } from './column-overlay'

const bar = (label: string, real: number, synthetic: number, part: OverlayBar['part'] = 'value') => ({
  label,
  real,
  synthetic,
  part,
})
const column: ColumnOverlay = {
  name: 'work',
  ordered: false,
  bars: [bar('Private', 0.6, 0.5), bar('', 0.3, 0.4), bar('', 0.1, 0.1, 'other')],
  missing: { real: 0, synthetic: 0 },
}

test('pooled and empty values are named', () => {
  expect(overlayOf(column).labels).toEqual(['Private', 'empty', 'all others'])
})

test('a column without missing cells has no bar for them', () => {
  expect(overlayOf(column).missing).toBeUndefined()
  expect(overlayOf({ ...column, missing: { real: 0, synthetic: 0.1 } }).missing).toEqual({ first: 0, second: 0.1 })
})

test('the gap is the share of rows that would have to move, missing ones among them', () => {
  expect(overlayGap(column)).toBeCloseTo(0.1)
  const gappy = { ...column, bars: [bar('a', 0.5, 0.5), bar('b', 0.4, 0.5)], missing: { real: 0.1, synthetic: 0 } }
  expect(overlayGap(gappy)).toBeCloseTo(0.1)
  expect(overlaySummary(gappy)).toContain('Missing: 10 % of real, 0 % of synthetic rows.')
})
