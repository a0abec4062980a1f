import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random'
import type { Field, FieldKind, Schema } from '../../schema/schema'
import { numberColumn, type Table, textColumn } from '../../table/table'
import { fairnessHtml } from '../html/fairness-html'
import { columnTexts } from '../html/fairness-words'
import { representationOf } from './data-audit'
import { type FairnessReport, measureFairness } from './fairness-report'
import { auditModels } from './model-audit'
import { proposeSensitive } from './propose'

interface Side {
  readonly predicted: number[]
  readonly groups: Record<string, number>[]
  readonly parity: number
  readonly odds: number
  readonly worst: number
  readonly parityClass?: number
  readonly oddsClass?: number
}
// bench/oracles/fairness_oracle.py
const oracle = JSON.parse(readFileSync(new URL('fixtures/fairness.json', import.meta.url), 'utf8')) as {
  readonly group: number[]
  readonly target: number[]
  readonly synthetic: Side
  readonly real: Side
  readonly several: { readonly target: number[]; readonly synthetic: Side; readonly real: Side }
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number }
}

test('rates, parity, odds and the worst group as scikit-learn gives them; a group below 30 rows is not told', () => {
  const predictions = ({ predicted }: Side) => ({
    task: { kind: 'binary' } as const,
    predicted: Float64Array.from(predicted),
    target: Float64Array.from(oracle.target),
  })
  const pair = { synthetic: predictions(oracle.synthetic), real: predictions(oracle.real) }
  const audit = auditModels(pair, Int32Array.from(oracle.group), 3, createRandom(1))!
  for (const side of ['synthetic', 'real'] as const) {
    const [own, expected] = [audit[side], oracle[side]]
    expect(own.parity).toBeCloseTo(expected.parity, 10)
    expect(own.odds).toBeCloseTo(expected.odds, 10)
    expect(own.worst.accuracy).toBeCloseTo(expected.worst, 10)
    expect(own.groups[2]).toBeUndefined()
    for (const g of [0, 1])
      for (const [name, value] of Object.entries(expected.groups[g]!))
        expect(own.groups[g]![name as 'auc'], name).toBeCloseTo(value, 10)
  }
  expect(audit.change.parity.value).toBeCloseTo(oracle.synthetic.parity - oracle.real.parity, 10)
  expect(audit.change.parity.interval![0]).toBeLessThan(audit.change.parity.value)
})

test('of three classes parity and odds are Fairlearn’s of each against the rest, at their widest', () => {
  const { target, synthetic, real } = oracle.several
  const predictions = ({ predicted }: Side) => ({
    task: { kind: 'multiclass', classes: 3 } as const,
    predicted: Float64Array.from(predicted),
    target: Float64Array.from(target),
  })
  const pair = { synthetic: predictions(synthetic), real: predictions(real) }
  const audit = auditModels(pair, Int32Array.from(oracle.group), 3, createRandom(1))!
  for (const [side, expected] of [
    ['synthetic', synthetic],
    ['real', real],
  ] as const) {
    const own = audit[side]
    expect(own).toMatchObject({ parityClass: expected.parityClass, oddsClass: expected.oddsClass })
    expect(own.parity).toBeCloseTo(expected.parity, 10)
    expect(own.odds).toBeCloseTo(expected.odds, 10)
    expect(own.worst.accuracy).toBeCloseTo(expected.worst, 10)
    for (const g of [0, 1])
      for (const [name, value] of Object.entries(expected.groups[g]!))
        expect(own.groups[g]![name as 'auc'], name).toBeCloseTo(value, 5)
    expect(own.groups[2]).toBeUndefined()
  }
  expect(audit.change.odds!.interval![0]).toBeLessThan(audit.change.odds!.value)
})

test('the ratio of shares has the interval that scipy’s relative_risk gives', () => {
  const { ratio } = representationOf(240, 2000, 150, 1000)
  expect(ratio.value).toBeCloseTo(oracle.ratio.value, 10)
  expect(ratio.interval![0]).toBeCloseTo(oracle.ratio.low, 10)
  expect(ratio.interval![1]).toBeCloseTo(oracle.ratio.high, 10)
})

const kinds: Record<string, FieldKind> = { sex: 'category', age: 'integer', skill: 'decimal', hired: 'boolean' }
const schemaFor = (...sensitive: string[]): Schema => ({
  fields: Object.entries(kinds).map(
    ([name, kind]): Field => ({
      name,
      kind,
      action: 'learn',
      role: name === 'hired' ? 'target' : 'none',
      ...(sensitive.includes(name) ? { sensitive: true } : {}),
    }),
  ),
})

/** `gap`: how much likelier men are hired at the same skill; `women`: their share. Five rows are neither. */
function applicants(rows: number, seed: number, { gap, women }: { gap: number; women: number }): Table {
  const random = createRandom(seed)
  const sex = Array.from({ length: rows }, (_, i) => (i < 5 ? '<b>x</b>' : random.uniform() < women ? 'f' : 'm'))
  const skill = Array.from({ length: rows }, () => Math.round(100 * random.normal()) / 100)
  const chance = (i: number) => 0.35 + 0.15 * Math.tanh(skill[i]!) + (sex[i] === 'm' ? gap : 0)
  return {
    rows,
    names: Object.keys(kinds),
    columns: [
      textColumn(sex),
      numberColumn(sex.map(() => 18 + random.below(50))),
      numberColumn(skill),
      textColumn(sex.map((_, i) => (random.uniform() < chance(i) ? 'yes' : 'no'))),
    ],
  }
}
const [fair, wide] = [
  { gap: 0.1, women: 0.4 },
  { gap: 0.35, women: 0.25 },
]
const audit = (synthetic: Table, ...sensitive: string[]): Promise<FairnessReport | undefined> =>
  measureFairness({
    train: { role: 'train', table: applicants(3000, 1, fair) },
    control: { role: 'control', table: applicants(1000, 2, fair) },
    test: { role: 'test', table: applicants(1500, 3, fair) },
    synthetic,
    schema: schemaFor(...sensitive),
    random: createRandom(4),
    rows: 20_000,
  })

describe('measureFairness', () => {
  test('is absent while nothing is marked', async () => {
    expect(await audit(applicants(3000, 5, fair))).toBeUndefined()
  })

  test('rows of the same population show neither loss nor amplification', async () => {
    const report = (await audit(applicants(3000, 5, fair), 'sex'))!
    const [sex] = report.columns
    expect(sex!.groups).toEqual([
      { is: 'level', level: 'm' },
      { is: 'level', level: 'f' },
    ])
    expect(sex!.untoldRows).toBe(5)
    for (const { ratio } of sex!.representation) expect(Math.abs(ratio.value - 1)).toBeLessThan(0.1)
    const [low, high] = sex!.outcomes!.amplification.interval!
    expect(low).toBeLessThan(0)
    expect(high).toBeGreaterThan(0)
    for (const { synthetic, control } of sex!.fidelity) {
      if (synthetic.kind !== 'value' || control.kind !== 'value') throw new Error('both are values')
      expect(synthetic.value).toBeLessThan(2 * control.value)
    }
  })

  test('a table that has fewer women and hires fewer of them says so, and so does its model', async () => {
    const report = (await audit(applicants(3000, 5, wide), 'sex'))!
    const { representation, outcomes, association, models } = report.columns[0]!
    expect(representation[1]!.ratio.interval![1]).toBeLessThan(0.8)
    expect(outcomes!.amplification.interval![0]).toBeGreaterThan(0.1)
    expect(association!.synthetic).toMatchObject({ kind: 'value' })
    expect(models!.change.parity.interval![0]).toBeGreaterThan(0)
    expect(columnTexts(report.columns[0]!, report).join(' ')).toContain('it widens the gap')
  })

  test('ages are parted by train’s quarters; the small group is never named', async () => {
    const report = (await audit(applicants(3000, 5, fair), 'sex', 'age'))!
    expect(report.columns[1]!.groups.map((group) => group.is)).toEqual(['range', 'range', 'range', 'range'])
    const text = JSON.stringify(report) + fairnessHtml(report)
    expect(text).not.toContain('<b>x')
    expect(text).not.toContain('&#60;b&#62;x')
  })
})

describe('several outcomes', () => {
  /** Grades of `bias`ed markers: at 0 both sexes have the same ones. Two rows have a grade of their own. */
  function marked(rows: number, seed: number, bias: number): Table {
    const table = applicants(rows, seed, fair)
    const random = createRandom(seed).fork('grades')
    const sex = table.columns[0] as Extract<Table['columns'][number], { kind: 'text' }>
    const isMan = (row: number) => sex.levels[sex.codes[row]!] === 'm'
    const grades = Array.from({ length: rows }, (_, row) => {
      if (row < 2) return 'lost'
      const u = random.uniform() - (isMan(row) ? bias : 0)
      return u < 0.3 ? 'high' : u < 0.6 ? 'middle' : 'low'
    })
    return { ...table, columns: [...table.columns.slice(0, 3), textColumn(grades)] }
  }
  const audited = (bias: number) =>
    measureFairness({
      train: { role: 'train', table: marked(3000, 1, 0) },
      control: { role: 'control', table: marked(500, 2, 0) },
      test: { role: 'test', table: marked(1500, 3, 0) },
      synthetic: marked(3000, 5, bias),
      schema: {
        fields: schemaFor('sex').fields.map((field) =>
          field.name === 'hired' ? { ...field, kind: 'category' } : field,
        ),
      },
      random: createRandom(4),
      rows: 20_000,
    })

  test('what widens is named, and a rare outcome is not', async () => {
    const report = (await audited(0.3))!
    expect(report.classes).toContain('')
    const [sex] = report.columns
    const { outcomes, models } = sex!
    expect(['high', 'low']).toContain(report.classes![outcomes!.outcome!])
    expect(outcomes!.amplification.interval![0]).toBeGreaterThan(0.15)
    expect(models!.change.parity.interval![0]).toBeGreaterThan(0)
    const texts = columnTexts(sex!, report).join(' ')
    expect(texts).toContain('it widens the gap')
    expect(texts).toContain('each outcome against the rest')
    expect(JSON.stringify(report) + fairnessHtml(report)).not.toContain('lost')
  })

  test('of a number it is said why models are not compared', async () => {
    const table = (seed: number) => applicants(400, seed, fair)
    const fields = schemaFor('sex').fields.map((field): Field => {
      return { ...field, role: field.name === 'skill' ? 'target' : 'none' }
    })
    const report = (await measureFairness({
      train: { role: 'train', table: table(1) },
      control: { role: 'control', table: table(2) },
      test: { role: 'test', table: table(3) },
      ...{ synthetic: table(5), schema: { fields }, random: createRandom(4), rows: 400 },
    }))!
    expect(columnTexts(report.columns[0]!, report).join(' ')).toContain('“skill” is a number')
  })

  test('chance widens nothing', async () => {
    const { outcomes } = (await audited(0))!.columns[0]!
    expect(outcomes!.amplification.interval![0]).toBeLessThan(0)
    expect(outcomes!.amplification.interval![1]).toBeGreaterThan(0)
  })
})

test('columns are proposed by their names only', () => {
  const names = ['sex', 'native-country', 'Age', 'marital_status', 'PageValues', 'skill', 'average age of account']
  const fields = names.map((name): Field => ({ name, kind: 'category', action: 'learn', role: 'none' }))
  expect(proposeSensitive({ fields }).map((field) => field.name)).toEqual([
    'sex',
    'native-country',
    'Age',
    'marital_status',
  ])
})
