import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field } from '../schema/schema'
import { numberColumn, type Table, takeRows, textColumn } from '../table/table'
import { type BinnedFeatures, binFeatures, linearFeatures, planFeatures } from './features'
import { defaultGbdt, fitGbdt, gainImportance, predictGbdt } from './gbdt'
import { fitLinear, predictLinear } from './logistic'
import { lossOf } from './loss'
import type { Task } from './task'

const cells = readFileSync(new URL('fixtures/task.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
const [a, b] = [0, 1].map((c) => cells.map((row) => (row[c] === '' ? Number.NaN : Number(row[c]))))
const table: Table = {
  rows: cells.length,
  names: ['a', 'b', 'colour'],
  columns: [numberColumn(a!), numberColumn(b!), textColumn(cells.map((row) => row[2]!))],
}
const fields = (['decimal', 'decimal', 'category'] as const).map((kind, c): Field => {
  return { name: table.names[c]!, kind, action: 'learn', role: 'none' }
})
const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i)
const [train, held] = [takeRows(table, range(0, 600)), takeRows(table, range(600, 1000))]
const plan = planFeatures(train, fields)
const [learned, unseen] = [binFeatures(plan, train), binFeatures(plan, held)]
const y = Float64Array.from(cells, (row) => Number(row[3]))
const classes = y.map((v, row) => (v === 1 ? 2 : cells[row]![2] === 'red' ? 1 : 0))
const number = y.map((v, row) => (Number.isNaN(b![row]!) ? 2 : b![row]!) * 3 + Math.sin(6 * a![row]!) + v)
const three = { kind: 'multiclass', classes: 3 } as const
const binary = { kind: 'binary' } as const
const rSquared = (predicted: Float64Array, target: Float64Array) => {
  const mean = target.reduce((sum, v) => sum + v, 0) / target.length
  const error = target.reduce((sum, v, row) => sum + (v - predicted[row]!) ** 2, 0)
  return 1 - error / target.reduce((sum, v) => sum + (v - mean) ** 2, 0)
}

describe('boosting beside XGBoost (bench/oracles/xgboost_oracle.py)', () => {
  test('three classes', () => {
    const model = fitGbdt(learned, classes.slice(0, 600), three, { ...defaultGbdt, rounds: 20, depth: 4 })
    const loss = lossOf(predictGbdt(model, unseen), classes.slice(600), three)
    expect(loss).toBeGreaterThan(0.6283 - 0.03)
    expect(loss).toBeLessThan(0.6283 + 0.03)
  })

  test('a number', () => {
    const model = fitGbdt(
      learned,
      number.slice(0, 600),
      { kind: 'regression' },
      { ...defaultGbdt, rounds: 50, depth: 4 },
    )
    expect(rSquared(predictGbdt(model, unseen), number.slice(600))).toBeGreaterThan(0.9572 - 0.02)
  })
})

describe('linear models beside scikit-learn (bench/oracles/xgboost_oracle.py)', () => {
  const [first, later] = [linearFeatures(plan, train), linearFeatures(plan, held)]

  test('softmax', () => {
    const shares = predictLinear(fitLinear(first, classes.slice(0, 600), three), later)
    ;[0.3786, 0.0028, 0.6186].forEach((p, k) => {
      expect(shares[k]).toBeCloseTo(p, 2)
    })
  })

  test('ridge', () => {
    const values = predictLinear(fitLinear(first, number.slice(0, 600), { kind: 'regression' }), later)
    // Rows within five deviations, where our features are theirs.
    expect(Math.abs(values[0]! - 5.2315)).toBeLessThan(0.15)
    expect(Math.abs(values[1]! - 4.0592)).toBeLessThan(0.15)
  })
})

describe('early stopping', () => {
  const noise = Float64Array.from({ length: 600 }, (_, row) => createRandom(row).below(2))
  const stopping = { share: 0.2, patience: 5, random: createRandom(1) }

  test('learns next to nothing from a coin', () => {
    const model = fitGbdt(learned, noise, binary, { ...defaultGbdt, stopping })
    expect(model.rounds.length).toBeLessThan(8)
  })

  test('keeps what helps rows that were held back', () => {
    const options = { ...defaultGbdt, rounds: 300, rate: 0.3 }
    const lossWith = (more: object) =>
      lossOf(
        predictGbdt(fitGbdt(learned, y.slice(0, 600), binary, { ...options, ...more }), unseen),
        y.slice(600),
        binary,
      )
    expect(lossWith({ stopping })).toBeLessThan(lossWith({}))
  })
})

describe('going on from a model', () => {
  test.each<[string, Task, Float64Array]>([
    ['two classes', binary, y.slice(0, 600)],
    ['three classes', three, classes.slice(0, 600)],
    ['a number', { kind: 'regression' }, number.slice(0, 600)],
  ])('gives the same model as never having stopped: %s', (_, task, target) => {
    const whole = fitGbdt(learned, target, task, { ...defaultGbdt, rounds: 12 })
    const half = fitGbdt(learned, target, task, { ...defaultGbdt, rounds: 5 })
    const rest = fitGbdt(learned, target, task, { ...defaultGbdt, rounds: 7, from: half })
    const [p, q] = [whole, rest].map((model) => predictGbdt(model, unseen))
    expect(rest.rounds).toHaveLength(12)
    expect(Math.max(...p!.map((v, i) => Math.abs(v - q![i]!)))).toBeLessThan(1e-9)
  })
})

test('importance is the part of the gain, all on the one column that tells', () => {
  const told = Float64Array.from({ length: 600 }, (_, row) => (cells[row]![2] === 'red' ? 1 : 0))
  const parts = gainImportance(fitGbdt(learned, told, binary, defaultGbdt), 3)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12)
  expect(parts[2]).toBeGreaterThan(0.99)
})

test('a missing cell goes where most rows go when learning saw none', () => {
  const codes = Uint8Array.from({ length: 100 }, (_, row) => (row < 30 ? 1 : 2))
  const seen: BinnedFeatures = { rows: 100, codes: [codes], sizes: [3], ordered: [true] }
  const target = Float64Array.from(codes, (code) => (code === 2 ? 1 : 0))
  const model = fitGbdt(seen, target, binary, { ...defaultGbdt, rounds: 10 })
  const [missing, most] = [0, 2].map(
    (code) => predictGbdt(model, { ...seen, rows: 1, codes: [Uint8Array.of(code)] })[0],
  )
  expect(missing).toBe(most)
})
