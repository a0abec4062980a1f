import { expect, test } from 'vitest'
import type { Field, FieldKind, Schema } from '../schema/schema'
import { numberColumn, type Table, textColumn } from '../table/table'
import { compareTables, pairsOf } from './compared-table'
import oracle from './fixtures/sdmetrics.json' with { type: 'json' }
import { meanOf } from './metric'
import { codeCounts } from './pair/contingency-similarity'
import { cramersV } from './pair/cramers-v'
import { columnMetrics, pairMetrics, shapeMetric } from './registry'
import { isStrong } from './strong-pair'

// The oracle and the command that made it: bench/oracles/sdmetrics_oracle.py.
const kinds: Record<string, FieldKind> = {
  age: 'integer',
  income: 'decimal',
  gain: 'integer',
  city: 'category',
  member: 'boolean',
  day: 'date',
  constant: 'category',
  level: 'decimal',
}
const names = Object.keys(kinds)
const schema: Schema = {
  fields: names.map((name): Field => {
    const pattern = name === 'day' ? { datePattern: 'YYYY-MM-DD' } : {}
    return { name, kind: kinds[name]!, action: 'learn', role: 'none', ...pattern }
  }),
}

type Cells = readonly (string | number | null)[]
function tableOf(cells: Readonly<Record<string, Cells>>): Table {
  const columns = names.map((name) => {
    const own = cells[name]!
    if (own.some((cell) => typeof cell === 'number'))
      return numberColumn(own.map((v) => (v === null ? Number.NaN : Number(v))))
    return textColumn(own as readonly (string | null)[])
  })
  return { rows: cells[names[0]!]!.length, names, columns }
}

const columns = compareTables(tableOf(oracle.real), tableOf(oracle.synthetic), schema)
const columnNamed = (name: string) => columns.find((column) => column.field.name === name)!
const metricOf = (name: string) => name.replace(/Complement|Similarity/, (end) => `-${end.toLowerCase()}`).toLowerCase()
const expected = (score: number | null) =>
  score === null ? { kind: 'undefined', reason: 'constant' } : { kind: 'value', value: expect.closeTo(score, 8) }

test.each(oracle.columns)('$name: $metric agrees with SDMetrics', ({ name, metric, score }) => {
  const ours = columnMetrics.find(({ id }) => id === metricOf(metric))!
  expect(ours.applies(columnNamed(name))).toBe(true)
  expect(ours.compute(columnNamed(name))).toEqual(expected(score))
})

test.each(Object.entries(oracle.missing))('%s: missing value similarity agrees with SDMetrics', (name, score) => {
  const ours = columnMetrics.find(({ id }) => id === 'missing-value-similarity')!
  expect(ours.compute(columnNamed(name))).toEqual(expected(score))
})

test.each(oracle.pairs)('$a and $b: $metric agrees with SDMetrics', ({ a, b, metric, score }) => {
  const ours = pairMetrics.find(({ id }) => id === metricOf(metric))!
  const [x, y] = [columnNamed(a), columnNamed(b)]
  expect(ours.applies(x, y)).toBe(true)
  expect(ours.compute(x, y)).toEqual(expected(score))
})

test.each(oracle.strongPairs)('$a and $b: counted as strong when SDMetrics does', ({ a, b, score }) => {
  expect(isStrong(columnNamed(a), columnNamed(b))).toBe(score !== null)
})

test('the mean shape is the report’s', () => {
  expect(meanOf(columns.map((column) => shapeMetric(column).compute(column)))).toEqual(expected(oracle.shape))
})

test('Cramér’s V agrees with SciPy', () => {
  const joint = codeCounts(columnNamed('city'), columnNamed('member'), 'real')
  expect(cramersV(joint)).toEqual(expected(oracle.cramersV['city,member']))
})

test('pairs of a wide table are chosen evenly', () => {
  expect(pairsOf(4, 10)).toEqual([
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [2, 3],
  ])
  expect(pairsOf(4, 3)).toEqual([
    [0, 1],
    [0, 3],
    [1, 3],
  ])
})
