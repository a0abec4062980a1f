import { beforeAll, describe, expect, test } from 'vitest'
import { slicesOf, unusualRows } from '../metrics/table/slices'
import { automaticTarget } from '../metrics/table/usefulness'
import { createRandom } from '../random'
import type { Field, FieldKind, Schema } from '../schema/schema'
import { numberColumn, type Table, takeRows, textColumn } from '../table/table'
import { usefulnessHtml } from './html/usefulness-html'
import { keptText, sliceName } from './html/usefulness-words'
import { englishWords } from './html/words'
import { measureUsefulness, type UsefulnessReport } from './usefulness-report'

const kinds: Record<string, FieldKind> = {
  age: 'integer',
  city: 'category',
  '<i>noise</i>': 'decimal',
  rich: 'boolean',
}
const schemaWith = (target: string | undefined): Schema => ({
  fields: Object.entries(kinds).map(([name, kind]): Field => {
    return { name, kind, action: 'learn', role: name === target ? 'target' : 'none' }
  }),
})

/** Age tells who is rich: for all, or for nobody who lives in `lost`. */
function people(rows: number, seed: number, lost?: string): Table {
  const random = createRandom(seed)
  const age = Array.from({ length: rows }, () => 18 + random.below(60))
  const city = age.map(() => ['Bonn', 'Ulm', 'Köln'][random.below(3)]!)
  const chance = (i: number) => (city[i] === lost ? 0.4 : age[i]! > 50 ? 0.75 : 0.2)
  return {
    rows,
    names: Object.keys(kinds),
    columns: [
      numberColumn(age),
      textColumn(city),
      numberColumn(age.map(() => Math.round(1000 * random.normal()) / 1000)),
      textColumn(age.map((_, i) => (random.uniform() < chance(i) ? 'yes' : 'no'))),
    ],
  }
}

const train = { role: 'train', table: people(3000, 1) } as const
const test_ = { role: 'test', table: people(2000, 2) } as const
const measure = (synthetic: Table, target?: string) =>
  measureUsefulness({
    train,
    test: test_,
    synthetic,
    schema: schemaWith('rich'),
    random: createRandom(3),
    rows: 20_000,
    ...(target ? { target } : {}),
  })

describe('rows of the same population', () => {
  let report: UsefulnessReport
  beforeAll(async () => {
    report = (await measure(people(3000, 4)))!
  })

  test('keep all of the gain, as far as chance lets one tell', () => {
    const headline = report.scores[0]!
    expect(headline).toMatchObject({ learner: 'boosting', measure: 'auc' })
    expect(headline.majority).toEqual({ kind: 'value', value: 0.5 })
    const [low, high] = headline.kept!.interval!
    expect(low).toBeLessThan(1)
    expect(high).toBeGreaterThan(0.95)
    expect(keptText(report)).toContain('of what models gain from real rows is kept')
  })

  test('every score of every model stands beside its reference, learned from as many rows', () => {
    expect(report.scores.map((score) => score.measure)).toEqual([
      ...['auc', 'average-precision', 'accuracy', 'macro-f1', 'brier'],
      ...['auc', 'average-precision', 'accuracy', 'macro-f1', 'brier'],
    ])
    expect(report).toMatchObject({ trainRows: 3000, testRows: 2000, chosenBy: 'schema', positive: 'yes' })
  })

  test('both models rest on age', () => {
    const [first] = report.importance!.columns
    expect(first!.name).toBe('age')
    expect(first!.synthetic).toBeGreaterThan(0.4)
  })

  test('as a page: nothing is lost, names are escaped', () => {
    const html = usefulnessHtml(report, englishWords)
    expect(html).toContain('&#60;i&#62;noise')
    expect(html).not.toContain('<i>noise')
    expect(html).toContain('Macro F1')
    expect(html).toContain('role="img"')
  })
})

test('a part of the table that was not learned is named', async () => {
  const { slices } = (await measure(people(3000, 5, 'Ulm')))!
  expect(sliceName(slices!.worst!)).toBe('city = Ulm')
  expect(slices!.worst!.gap.interval![1]).toBeLessThan(0)
})

test('shuffled answers keep nothing', async () => {
  const made = people(3000, 6)
  const shuffled = { ...made, columns: [...made.columns.slice(0, 3), people(3000, 7).columns[3]!] }
  const { kept } = (await measure(shuffled))!.scores[0]!
  expect(Math.abs(kept!.value)).toBeLessThan(0.3)
})

test('a number is predicted too, when the reader asks for it', async () => {
  const report = (await measure(people(3000, 8), 'age'))!
  expect(report).toMatchObject({ target: 'age', task: 'regression', chosenBy: 'reader' })
  expect(report.scores.map((score) => score.measure)).toEqual(['r2', 'mae', 'r2', 'mae'])
  expect(report.calibration).toBeUndefined()
})

test('without a target the last column of two values is taken, else of few, else a number', () => {
  const { table } = train
  const without = (...names: string[]): Schema => ({
    fields: schemaWith(undefined).fields.filter((field) => !names.includes(field.name)),
  })
  expect(automaticTarget(table, without())!.name).toBe('rich')
  expect(automaticTarget(table, without('rich'))!.name).toBe('city')
  expect(automaticTarget(table, without('rich', 'city'))!.name).toBe('<i>noise</i>')
  expect(automaticTarget(table, without('rich', 'city', 'age'))).toBeUndefined()
})

test('is absent where there is too little to test on', async () => {
  const few = { role: 'test', table: takeRows(test_.table, [0, 1, 2]) } as const
  const request = { train, test: few, synthetic: train.table, schema: schemaWith('rich'), rows: 1000 }
  expect(await measureUsefulness({ ...request, random: createRandom(1) })).toBeUndefined()
})

describe('slices', () => {
  const table: Table = {
    rows: 10,
    names: ['n', 'c'],
    columns: [numberColumn([1, 2, 3, 4, 5, 6, 7, 8, Number.NaN, Number.NaN]), textColumn([...'aaaaabbbb', null])],
  }
  const fields = (['integer', 'category'] as const).map((kind, i): Field => {
    return { name: table.names[i]!, kind, action: 'learn', role: 'none' }
  })

  test('are levels, quarters and what is missing; each row in one slice of a column', () => {
    const slices = slicesOf(table, fields, 1)
    expect(slices.map(sliceName)).toEqual([
      ...['n ≤ 2', '2 < n ≤ 4', '4 < n ≤ 6', 'n > 6', 'n is missing'],
      ...['c = a', 'c = b', 'c is missing'],
    ])
    expect(slices.map((slice) => slice.rows.length)).toEqual([2, 2, 2, 2, 2, 5, 4, 1])
  })

  test('unusual rows hold what train hardly has', () => {
    const rows = { ...table, rows: 10 }
    const many: Table = {
      rows: 1000,
      names: ['n', 'c'],
      columns: [
        numberColumn(Array.from({ length: 1000 }, (_, i) => 1 + (i % 6))),
        textColumn(Array.from({ length: 1000 }, (_, i) => (i < 5 ? 'b' : 'a'))),
      ],
    }
    expect([...unusualRows(many, rows, fields)]).toEqual([5, 6, 7, 8])
  })
})
