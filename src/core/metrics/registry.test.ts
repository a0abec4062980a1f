import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../random'
import type { Field, FieldKind } from '../schema/schema'
import { type Column, numberColumn, textColumn } from '../table/table'
import { type ComparedColumn, compareColumn } from './compared-column'
import { columnMetrics, pairMetrics } from './registry'

const kinds: readonly FieldKind[] = ['integer', 'category', 'decimal', 'boolean', 'integer']
const fieldOf = (kind: FieldKind): Field => ({ name: kind, kind, action: 'learn', role: 'none' })

function randomColumn(kind: FieldKind, rows: number, random: Random): Column {
  const missing = () => random.uniform() < 0.1
  if (kind === 'integer' || kind === 'decimal')
    return numberColumn(
      Array.from({ length: rows }, () => (missing() ? Number.NaN : Math.round(random.normal() ** 3 * 9))),
    )
  const levels = kind === 'boolean' ? ['y', 'n'] : ['a', 'b', 'c', 'd', '']
  return textColumn(Array.from({ length: rows }, () => (missing() ? null : levels[random.below(levels.length)]!)))
}

const random = createRandom(1)
const samples = kinds.map(
  (kind) => [fieldOf(kind), randomColumn(kind, 200, random), randomColumn(kind, 170, random)] as const,
)
const alike = samples.map(([field, real]) => compareColumn(field, real, real)!)
const unlike = samples.map(([field, real, synthetic]) => compareColumn(field, real, synthetic)!)
const emptied = (column: ComparedColumn, side: Column) => compareColumn(column.field, side, side)!
const allMissing = (column: ComparedColumn) =>
  emptied(column, column.scale === 'discrete' ? textColumn([null, null, null]) : numberColumn([Number.NaN, Number.NaN]))

describe.each(columnMetrics)('$id', (metric) => {
  const best = metric.range[metric.goal === 'maximize' ? 1 : 0]

  test('identical columns are the best there is', () => {
    const scores = alike.filter(metric.applies).map(metric.compute)
    expect(scores.length).toBeGreaterThan(0)
    for (const score of scores) expect(score).toEqual({ kind: 'value', value: expect.closeTo(best, 12) })
  })

  test('stays in its range', () => {
    for (const column of unlike.filter(metric.applies)) expectInRange(metric.compute(column), metric.range)
  })

  test('of nothing is a figure or a reason, never NaN', () => {
    for (const column of alike.filter(metric.applies)) expectInRange(metric.compute(allMissing(column)), metric.range)
  })
})

describe.each(pairMetrics)('$id', (metric) => {
  const best = metric.range[metric.goal === 'maximize' ? 1 : 0]
  const pairs = (columns: readonly ComparedColumn[]) =>
    columns.flatMap((a, i) => columns.slice(i + 1).map((b) => [a, b] as const)).filter(([a, b]) => metric.applies(a, b))

  test('identical tables are the best there is', () => {
    expect(pairs(alike).length).toBeGreaterThan(0)
    for (const [a, b] of pairs(alike))
      expect(metric.compute(a, b)).toEqual({ kind: 'value', value: expect.closeTo(best, 12) })
  })

  test('stays in its range, whichever comes first', () => {
    for (const [a, b] of pairs(unlike)) {
      const score = metric.compute(a, b)
      expectInRange(score, metric.range)
      const turned = metric.compute(b, a)
      if (score.kind === 'value') expect(turned).toEqual({ kind: 'value', value: expect.closeTo(score.value, 12) })
    }
  })

  test('of nothing is a figure or a reason, never NaN', () => {
    for (const [a, b] of pairs(alike)) expectInRange(metric.compute(allMissing(a), allMissing(b)), metric.range)
  })
})

function expectInRange(
  score: ReturnType<(typeof columnMetrics)[number]['compute']>,
  [low, high]: readonly [number, number],
) {
  if (score.kind === 'undefined') {
    expect(['constant', 'all-missing', 'too-few-rows']).toContain(score.reason)
    return
  }
  expect(score.value).toBeGreaterThanOrEqual(low)
  expect(score.value).toBeLessThanOrEqual(high)
}
