import { expect, test } from 'vitest'
import type { Report, SummaryFigure } from '../../core/reports/report'
import { choiceWords, closeness, copying, privateWords, shareKept, usefulWords } from './report-words'

const value = (v: number) => ({ kind: 'value', value: v }) as const
const none = { kind: 'undefined', reason: 'too-few-rows' } as const
const figure = (matched: number, control: number): SummaryFigure => ({
  synthetic: value(matched / 2),
  matched: value(matched),
  control: value(control),
  baseline: value(1),
})

test.each([
  [0.012, 'as-real'],
  [0.02, 'close'],
  [0.05, 'apart'],
  [0.051, 'far'],
] as const)('an error of %f beside 0.01 for real rows is %s', (made, word) => {
  expect(closeness(figure(made, 0.01))).toBe(word)
})

test('without a reference nothing is said about closeness', () => {
  expect(closeness({ ...figure(0.01, 0.01), control: none })).toBe('unknown')
})

const count = (low: number, control: number) => ({
  rows: 3,
  compared: 1000,
  synthetic: value(0.003),
  control: value(control),
  interval: [low, 0.02],
})
const withCopies = (exact: number, near: number) =>
  ({ copies: { exact: count(exact, 0.002), near: count(near, 0.01) } }) as unknown as Report

test('copies exceed chance only when the whole interval lies above control', () => {
  expect(copying(withCopies(0.001, 0.009))).toBe('none')
  expect(copying(withCopies(0.003, 0.009))).toBe('equal-rows')
  expect(copying(withCopies(0.001, 0.011))).toBe('near-rows')
  expect(privateWords(withCopies(0.003, 0))).toContain('more copying than chance explains')
})

test('usefulness says what to do when there is no target', () => {
  expect(usefulWords(undefined)).toContain('set a target under Schema')
})

test('the choice names what it was compared with', () => {
  const candidates = ['any-order', 'sequential-trees'].map((generator) => ({ generator }))
  const choice = { chosen: 'any-order', reason: 'less-detectable', candidates } as never
  expect(choiceWords(choice)).toBe(
    'Any-order network was taken over sequential trees: its rows are harder to tell from real ones.',
  )
})

test('what is kept is counted from what no learning gives', () => {
  const score = {
    learner: 'boosting',
    measure: 'auc',
    synthetic: value(0.8),
    real: value(0.9),
    majority: value(0.5),
  } as const
  expect(shareKept(score)).toBeCloseTo(0.75)
  expect(shareKept({ ...score, real: value(0.5) })).toBeUndefined()
})

test('no copies are no alarm, and near ones are set beside control', () => {
  const counted = (rows: number, share: number, low: number) => ({
    rows,
    compared: 1000,
    synthetic: value(share),
    control: value(0),
    interval: [low, 0.004] as const,
  })
  const report = (near: ReturnType<typeof counted>) =>
    ({ copies: { exact: counted(0, 0, 1e-19), near } }) as unknown as Report
  expect(privateWords(report(counted(0, 0, 1e-19)))).toBe(
    'No synthetic row equals a training row. None comes very near to one either.',
  )
  expect(privateWords(report(counted(1, 0.001, 0)))).toContain('within what chance explains')
})
