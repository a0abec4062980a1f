import { expect, test } from 'vitest'
import type { Report } from '../../core/reports/report'
import { copying } from './copying'
import { privateWords } from './report-words'

const value = (v: number) => ({ kind: 'value', value: v }) as const
const count = (rows: number, compared: number, control: number) => ({
  rows,
  compared,
  synthetic: value(rows / compared),
  control: value(control),
  interval: [0, 1] as const,
})
const reportOf = (exact: ReturnType<typeof count>, near = count(0, 3000, 0.01)) =>
  ({
    rows: { train: 6000, control: 2000, test: 2000, synthetic: 10_000 },
    copies: { exact, near },
  }) as unknown as Report

test('a single copy beside none is chance; many are not', () => {
  expect(copying(reportOf(count(0, 10_000, 0)))).toBe('none')
  expect(copying(reportOf(count(1, 10_000, 0)))).toBe('none')
  expect(copying(reportOf(count(100, 10_000, 0)))).toBe('equal-rows')
  expect(copying(reportOf(count(100, 10_000, 0.0099)))).toBe('none')
})

// Newcombe's method 10 by hand: 100 of 3000 against 20 of 2000 is [0.0154, 0.0312]; 40 of 3000 is [-0.003, 0.009].
test('near copies are set beside control with the uncertainty of both', () => {
  expect(copying(reportOf(count(0, 10_000, 0), count(100, 3000, 0.01)))).toBe('near-rows')
  expect(copying(reportOf(count(0, 10_000, 0), count(40, 3000, 0.01)))).toBe('none')
})

test('the words follow', () => {
  expect(privateWords(reportOf(count(0, 10_000, 0)))).toBe(
    'No synthetic row equals a training row. None comes very near to one either.',
  )
  expect(privateWords(reportOf(count(1, 10_000, 0), count(40, 3000, 0.01)))).toBe(
    '1 of 10,000 synthetic rows equals a training row; of as many fresh real rows about 0 would. ' +
      '1.33 % come very near to one; among fresh real rows 1.00 % do: within what chance explains.',
  )
  expect(privateWords(reportOf(count(100, 10_000, 0)))).toContain('more copying than chance explains')
})
