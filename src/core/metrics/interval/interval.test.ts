import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random'
import type { Field } from '../../schema/schema'
import { numberColumn, textColumn } from '../../table/table'
import { type ComparedColumn, compareColumn } from '../compared-column'
import { correlationSimilarity } from '../pair/correlation-similarity'
import { sharedBinSimilarity } from '../pair/shared-bin-similarity'
import { shapeMetric } from '../registry'
import { areaInterval } from './area'
import { addCorrelationInfluence } from './correlation'
import { type Influence, intervalOf, noInfluence } from './influence'
import { addKsInfluence } from './kolmogorov'
import { addLevelInfluence, addPairInfluence } from './total-variation'

const random = createRandom(3)
const number: Field = { name: 'x', kind: 'decimal', action: 'learn', role: 'none' }
const level: Field = { name: 'l', kind: 'category', action: 'learn', role: 'none' }
const [realRows, madeRows] = [400, 300]

/** Two columns that go together in real rows and less so in synthetic ones, which are shifted too. */
function sample(rows: number, shift: number, link: number) {
  const x = Array.from({ length: rows }, () => random.normal())
  const y = x.map((v) => link * v + random.normal() + shift)
  const l = x.map((v) => (v + random.normal() > shift ? 'a' : random.uniform() < 0.5 ? 'b' : null))
  return { x: numberColumn(x), y: numberColumn(y), l: textColumn(l) }
}

interface Compared {
  readonly x: ComparedColumn
  readonly y: ComparedColumn
  readonly l: ComparedColumn
}

function compare(): Compared {
  const [real, made] = [sample(realRows, 0, 1), sample(madeRows, 0.5, 0.2)]
  return {
    x: compareColumn(number, real.x, made.x)!,
    y: compareColumn({ ...number, name: 'y' }, real.y, made.y)!,
    l: compareColumn(level, real.l, made.l)!,
  }
}

const figures: Readonly<
  Record<string, { error: (of: Compared) => number; add: (of: Compared, into: Influence) => void }>
> = {
  ks: { error: ({ y }) => errorOf(shapeMetric(y).compute(y)), add: ({ y }, into) => addKsInfluence(y, into) },
  levels: { error: ({ l }) => errorOf(shapeMetric(l).compute(l)), add: ({ l }, into) => addLevelInfluence(l, into) },
  correlation: {
    error: ({ x, y }) => errorOf(correlationSimilarity.compute(x, y)),
    add: ({ x, y }, into) => addCorrelationInfluence(x, y, into),
  },
  'shared bins': {
    error: ({ x, l }) => errorOf(sharedBinSimilarity.compute(x, l)),
    add: ({ x, l }, into) => addPairInfluence(x, l, 'shared', into),
  },
}
const errorOf = (score: { kind: string; value?: number }) => 1 - (score.value ?? Number.NaN)

describe('the jackknife’s interval is as wide as fresh samples scatter', () => {
  const draws = Array.from({ length: 300 }, compare)
  test.each(Object.entries(figures))('%s', (_, { error, add }) => {
    const errors = draws.map(error)
    const mean = errors.reduce((sum, v) => sum + v, 0) / errors.length
    const scatter = Math.sqrt(errors.reduce((sum, v) => sum + (v - mean) ** 2, 0) / errors.length)
    const widths = draws.slice(0, 40).map((of) => {
      const into = noInfluence(realRows, madeRows)
      add(of, into)
      const [low, high] = intervalOf(1, into, 1)
      return (high - low) / 2 / 1.96
    })
    const width = widths.reduce((sum, v) => sum + v, 0) / widths.length
    expect(width / scatter).toBeGreaterThan(0.8)
    // A total variation has kinks where shares agree: there the interval is somewhat too wide.
    expect(width / scatter).toBeLessThan(1.45)
  })
})

test('of an area: Hanley and McNeil’s own example', () => {
  // 1982, Radiology 143, table I: area .893 with 51 abnormal and 58 normal cases has the standard error .032.
  const [low, high] = areaInterval(0.893, 51, 58)
  expect(Math.abs((high - low) / 2 / 1.96 - 0.032)).toBeLessThan(0.001)
})
