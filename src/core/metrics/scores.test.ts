import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lossOf } from '../learners/loss'
import type { Task } from '../learners/task'
import { createRandom } from '../random'
import { rankCorrelation } from './rank-correlation'
import { calibrationOf } from './table/calibration'
import { evenly, type Predictions, type Scores, scorer } from './table/scores'
import { utilityKept } from './table/utility-kept'

interface Case {
  readonly kind: Task['kind']
  readonly predicted: number[]
  readonly target: number[]
  readonly weights: number[]
  readonly scores: Record<string, number>
  readonly weighted: Record<string, number>
  readonly calibration?: { readonly said: number[]; readonly was: number[]; readonly error: number }
  readonly logLoss?: number
}
// bench/oracles/scores_oracle.py
const oracle = JSON.parse(readFileSync(new URL('fixtures/scores.json', import.meta.url), 'utf8')) as {
  readonly cases: Case[]
  readonly ranks: { readonly a: number[]; readonly b: number[]; readonly rho: number }[]
}
const taskOf = (kind: Task['kind']): Task => (kind === 'multiclass' ? { kind, classes: 4 } : { kind })
const predictionsOf = ({ kind, predicted, target }: Case): Predictions => ({
  task: taskOf(kind),
  predicted: Float64Array.from(predicted),
  target: Float64Array.from(target),
})
function expectClose(scores: Scores, expected: Record<string, number>) {
  expect([...scores.keys()].sort()).toEqual(Object.keys(expected).sort())
  for (const [id, value] of scores) expect(value, id).toBeCloseTo(expected[id]!, 10)
}

describe.each(oracle.cases.map((of, i) => ({ name: `${i} ${of.kind}`, of })))('as scikit-learn: $name', ({ of }) => {
  const predictions = predictionsOf(of)

  test('every score, each row once', () => {
    expectClose(scorer(predictions)(evenly(of.target.length)), of.scores)
  })

  test('every score, rows as a bootstrap draws them', () => {
    expectClose(scorer(predictions)(of.weights), of.weighted)
  })
})

const withProbabilities = oracle.cases.filter(({ logLoss }) => logLoss !== undefined)
test.each(withProbabilities)('log loss and calibration as scikit-learn: $kind', (of) => {
  const { predicted, target, task } = predictionsOf(of)
  expect(lossOf(predicted, target, task)).toBeCloseTo(of.logLoss!, 10)
  const { bins, error } = calibrationOf({ predicted, target, task })!
  expect(error).toBeCloseTo(of.calibration!.error, 10)
  expect(bins).toHaveLength(15)
  bins.forEach((bin, b) => {
    expect(bin.said).toBeCloseTo(of.calibration!.said[b]!, 10)
    expect(bin.was).toBeCloseTo(of.calibration!.was[b]!, 10)
  })
})

test('Spearman’s rank correlation as scipy’s', () => {
  for (const { a, b, rho } of oracle.ranks)
    expect(rankCorrelation(a, b)).toEqual({ kind: 'value', value: expect.closeTo(rho, 12) })
})

test('rows of one class have no AUC, but an accuracy', () => {
  const scores = scorer({
    task: { kind: 'binary' },
    predicted: Float64Array.of(0.2, 0.7),
    target: Float64Array.of(1, 1),
  })
  expect([...scores(evenly(2)).keys()]).toEqual(['accuracy', 'macro-f1', 'brier'])
})

describe('utility kept', () => {
  const random = createRandom(8)
  const n = 2000
  const target = Float64Array.from({ length: n }, () => random.below(2))
  const knowing = (strength: number): Predictions => {
    const predicted = target.map((y) => 1 / (1 + Math.exp(-(random.normal() + strength * (2 * y - 1)))))
    return { task: { kind: 'binary' }, predicted, target }
  }
  const majority: Predictions = { task: { kind: 'binary' }, predicted: target.map(() => 0.5), target }
  const real = knowing(1)

  test('is all when both models say the same, with no width', () => {
    const { kept, gap } = utilityKept({ synthetic: real, real, majority }, createRandom(1)).get('auc')!
    expect(kept).toEqual({ value: 1, interval: [1, 1] })
    expect(gap).toEqual({ value: 0, interval: [0, 0] })
  })

  test('is less for a weaker model, beyond chance; of every score, whichever way it points', () => {
    const figures = utilityKept({ synthetic: knowing(0.5), real, majority }, createRandom(1))
    for (const id of ['auc', 'average-precision', 'accuracy', 'macro-f1', 'brier'] as const) {
      const { kept } = figures.get(id)!
      expect(kept!.interval![1], id).toBeLessThan(1)
      expect(kept!.interval![0], id).toBeLessThanOrEqual(kept!.value)
      expect(kept!.interval![1], id).toBeGreaterThanOrEqual(kept!.value)
    }
  })

  test('is not told where real rows teach nothing', () => {
    const figures = utilityKept({ synthetic: knowing(0), real: knowing(0), majority }, createRandom(1)).get('auc')!
    expect(figures.kept).toBeUndefined()
    // Two guessers: their gap may be nothing.
    const [low, high] = figures.gap!.interval!
    expect([low < 0, high > 0]).toEqual([true, true])
  })

  test('its interval covers what is true about 95 times in 100', () => {
    // Paired differences of accuracy: synthetic is right on 70 %, real on 80 %, independently.
    const covered = Array.from({ length: 60 }, (_, trial) => {
      const draw = createRandom(trial + 100)
      const y = Float64Array.from({ length: 300 }, () => draw.below(2))
      const right = (share: number): Predictions => ({
        task: { kind: 'binary' },
        predicted: y.map((v) => (draw.uniform() < share ? v : 1 - v)),
        target: y,
      })
      const none = { task: { kind: 'binary' } as const, predicted: y.map(() => 0), target: y }
      const { gap } = utilityKept({ synthetic: right(0.7), real: right(0.8), majority: none }, draw).get('accuracy')!
      return gap!.interval![0] <= -0.1 && gap!.interval![1] >= -0.1
    }).filter(Boolean).length
    // Binomial(60, .95): 51 or fewer has a chance of .3 %.
    expect(covered).toBeGreaterThanOrEqual(52)
  })
})
