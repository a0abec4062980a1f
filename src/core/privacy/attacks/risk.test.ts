import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random'
import type { Field } from '../../schema/schema'
import { numberColumn, type Table, textColumn } from '../../table/table'
import { pointsOf } from '../nearest'
import type { GuessData } from './attack'
import { attributeInference } from './attribute-inference'
import { residualRisk, successRate } from './risk'
import { singlingOut } from './singling-out'

// Values of Anonymeter's own test suite (statice/anonymeter, tests/test_confidence.py).
describe('Anonymeter’s formulas', () => {
  test.each([
    [1000, 850, 0.849, 0.022],
    [1000, 0, 0.002, 0.002],
  ])('%d attacks, %d right', (of, right, rate, error) => {
    const found = successRate({ right, of }, 0.95)
    expect(found.value).toBeCloseTo(rate, 3)
    expect(found.error).toBeCloseTo(error, 3)
  })

  test('100 attacks, 23 right', () => {
    const found = successRate({ right: 23, of: 100 }, 0.95)
    expect(found.value).toBeCloseTo(0.2399882445, 8)
    expect(found.error).toBeCloseTo(0.0815555857, 8)
  })

  test('the residual risk and its error', () => {
    expect(residualRisk({ value: 0.9, error: 0 }, { value: 0.8, error: 0 }).value).toBeCloseTo(0.5)
    const risk = residualRisk({ value: 0.9, error: 0.02 }, { value: 0.85, error: 0.02 })
    expect(risk.value).toBeCloseTo(0.333, 3)
    expect(risk.error).toBeCloseTo(0.16, 2)
  })
})

const fields: Field[] = [
  { name: 'balance', kind: 'decimal', action: 'learn', role: 'none' },
  { name: 'town', kind: 'category', action: 'learn', role: 'none' },
]

function guessData(train: Table, control: Table, synthetic: Table): GuessData {
  const [s, t, c] = pointsOf([synthetic, train, control], fields)
  const points = { synthetic: s!, train: t!, control: c! }
  return { fields, train, control, synthetic, points, secrets: [fields[0]!], random: createRandom(1) }
}

const table = (balances: number[], towns: (string | null)[]): Table => ({
  rows: balances.length,
  names: ['balance', 'town'],
  columns: [numberColumn(balances), textColumn(towns)],
})

describe('guesses', () => {
  test('a negative number is guessed by the same rule as a positive one', () => {
    const towns = ['a', 'b']
    const [result] = attributeInference.guess(
      guessData(table([-100, 100], towns), table([-300, 300], towns), table([-104, 104], towns)),
    )
    expect(result!.train).toEqual({ right: 2, of: 2 })
    expect(result!.control).toEqual({ right: 0, of: 2 })
  })

  test('only statements that were found are counted, the one gap among them', () => {
    const real = table([1, 2, 3, 3], ['a', 'a', 'b', null])
    const none = table([7, 7, 8, 8], ['c', 'c', 'c', 'c'])
    // Alone among the synthetic rows: 5, 5.5, at most 1, at least 5.5, town b, the gap.
    const [result] = singlingOut.guess(guessData(real, none, table([1, 1, 5, 5.5], ['a', 'a', 'b', null])))
    expect(result!.train.of).toBe(6)
    // Of the real rows: one is at most 1, one has town b, one the gap.
    expect(result!.train.right).toBe(3)
    expect(result!.control.right).toBe(0)
  })
})
