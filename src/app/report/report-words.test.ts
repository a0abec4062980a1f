import { expect, test } from 'vitest'
import type { SummaryFigure } from '../../core/reports/report'
import { choiceWords, closeness, shareKept, usefulWords } from './report-words'

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

test('usefulness says why it is not measured', () => {
  expect(usefulWords(undefined)).toContain('no column to predict')
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
