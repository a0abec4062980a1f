import { beforeAll, describe, expect, test } from 'vitest'
import { twoSampleAuc } from '../metrics/table/two-sample-auc'
import { createRandom, permutation } from '../random'
import type { Field, FieldKind, Schema } from '../schema/schema'
import { numberColumn, type Table, takeCells, takeRows, textColumn } from '../table/table'
import { auditsOf } from './audits'
import { isBelowCeiling } from './ceilings'
import { chooseGenerator } from './choose'
import { reportHtml } from './html/report-html'
import { type MeasureRequest, measureReport } from './measure'
import { type Report, reportSections } from './report'

const kinds: Record<string, FieldKind> = { age: 'integer', '<b>city</b>': 'category', rich: 'boolean', key: 'id' }
const fields = Object.entries(kinds).map(([name, kind]): Field => {
  return { name, kind, action: kind === 'id' ? 'fake' : 'learn', role: name === 'rich' ? 'target' : 'none' }
})
const schema: Schema = { fields }

function people(rows: number, seed: number): Table {
  const random = createRandom(seed)
  const age = Array.from({ length: rows }, () => 18 + random.below(60))
  const city = age.map((a) =>
    random.uniform() < 0.03 ? null : random.uniform() < a / 90 ? 'Ulm & co' : `"Bonn" ${random.below(4)}`,
  )
  const rich = age.map((a, i) => (random.uniform() < a / 100 + (city[i] === 'Ulm & co' ? 0.2 : 0) ? 'yes' : 'no'))
  const columns = [
    numberColumn(age),
    textColumn(city),
    textColumn(rich),
    textColumn(age.map((_, i) => `secret-${seed}-${i}`)),
  ]
  return { rows, names: Object.keys(kinds), columns }
}
const shuffled = (table: Table, seed: number): Table => ({
  ...table,
  columns: table.columns.map((column, c) => takeCells(column, permutation(table.rows, createRandom(seed + c)))),
})

const train = { role: 'train', table: people(900, 1) } as const
const control = { role: 'control', table: people(400, 2) } as const
const test_ = { role: 'test', table: people(400, 3) } as const
const good = people(900, 4)
const request: MeasureRequest = {
  train,
  control,
  test: test_,
  synthetic: good,
  baseline: shuffled(train.table, 7),
  schema,
  generator: 'some-generator',
  random: createRandom(5),
  level: 'full',
  minimumCount: 5,
}
const numberIn = (m: { kind: string; value?: number }) => m.value ?? Number.NaN

describe('measureReport', () => {
  let report: Report
  const sections = new Set<string>()
  const progress: number[] = []
  beforeAll(async () => {
    report = await measureReport(request, (p) => {
      sections.add(p.section)
      progress.push(p.progress)
    })
  })

  test('measures every column and every pair that is learned, beside its references', () => {
    expect(report.columns.map((column) => column.metric)).toEqual([
      'ks-complement',
      'tv-complement',
      'tv-complement',
      undefined,
    ])
    expect(report.pairs).toHaveLength(3)
    for (const { trend } of report.pairs)
      expect([trend.synthetic.kind, trend.control.kind, trend.baseline.kind]).toEqual(['value', 'value', 'value'])
  })

  test('fresh rows of the same population are closer than independent columns', () => {
    const { trendError, sharedBinError } = report.summary
    expect(numberIn(trendError.synthetic)).toBeLessThan(numberIn(trendError.baseline))
    expect(numberIn(sharedBinError.synthetic)).toBeLessThan(numberIn(sharedBinError.baseline))
    const [boosting] = report.detectors
    expect(numberIn(boosting!.auc.synthetic)).toBeLessThan(0.56)
    expect(numberIn(boosting!.auc.baseline)).toBeGreaterThan(0.57)
  })

  test('a second baseline stands beside the first: the same rows give the same error', async () => {
    const { summary } = await measureReport({ ...request, level: 'quick', copula: request.baseline })
    expect(summary.shapeError.copula).toEqual(summary.shapeError.baseline)
    expect(summary.trendError.copula).toEqual(summary.trendError.baseline)
    expect(report.summary.trendError).not.toHaveProperty('copula')
  })

  test('fresh rows of the same population are as useful as real ones', () => {
    const { task, scores } = report.usefulness!
    expect(task).toBe('binary')
    const area = scores.find(({ learner, measure }) => learner === 'logistic' && measure === 'auc')!
    expect(numberIn(area.majority)).toBe(0.5)
    expect(Math.abs(numberIn(area.synthetic) - numberIn(area.real))).toBeLessThan(0.05)
    expect(numberIn(area.real)).toBeGreaterThan(0.65)
  })

  test('goes forward through all sections and says what limits it', () => {
    expect([...sections]).toEqual([...reportSections])
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(report.limits).toContainEqual({ code: 'small-control', rows: 400 })
  })

  test('is the same again for the same request, and a plain JSON value', async () => {
    expect(await measureReport(request)).toEqual(report)
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  test('comes in parts: first what is quick, and what is still to come', async () => {
    const parts: Report[] = []
    const seen: number[] = []
    const whole = await measureReport(request, undefined, {
      onPart: (part) => {
        parts.push(part)
      },
      onPoints: ({ control: placed }) => {
        seen.push(...placed.rows)
      },
    })
    expect(parts.map(({ pending }) => pending!.length)).toEqual([5, 4, 3, 2, 1])
    expect(parts[0]!.summary).toEqual(whole.summary)
    expect(parts[0]!.copies.exact).toEqual(whole.copies.exact)
    expect(whole).not.toHaveProperty('pending')
    expect(Math.max(...seen)).toBeLessThan(control.table.rows)
  })

  test('fresh rows lie about where sampling puts them, copied rows below it', async () => {
    const { shapeError, sharedBinError } = report.summary
    for (const { synthetic, ceiling } of [shapeError, sharedBinError])
      expect(numberIn(synthetic) / numberIn(ceiling!)).toBeLessThan(2.5)
    expect([shapeError, sharedBinError].some(isBelowCeiling)).toBe(false)
    const copied = await measureReport({ ...request, synthetic: train.table })
    expect(isBelowCeiling(copied.summary.sharedBinError)).toBe(true)
    expect(isBelowCeiling(copied.faithful!.triples!.error)).toBe(true)
  })

  test('pairs as pictures hold nearly all rows on both sides, and write no extreme', () => {
    for (const { real, synthetic, labelsA, labelsB } of report.pairPictures) {
      expect(real).toHaveLength(labelsA.length * labelsB.length)
      for (const side of [real, synthetic]) {
        const sum = side.reduce((total, v) => total + v, 0)
        expect(sum).toBeGreaterThan(0.9)
        expect(sum).toBeLessThan(1.0001)
      }
      expect([...labelsA, ...labelsB].join()).not.toMatch(/\b77\b/)
    }
  })

  test('holds no cell of a column that is not learned', () => {
    expect(JSON.stringify(report)).not.toContain('secret-')
  })

  test('stops where its listener throws', async () => {
    const stop = measureReport(request, ({ section }) => {
      if (section === 'pairs') throw new Error('stopped')
    })
    await expect(stop).rejects.toThrow('stopped')
  })

  test('without control, test, target and baseline there are reasons in place of figures', async () => {
    const few = (table: Table) => takeRows(table, Uint32Array.of(0, 1, 2))
    const bare = await measureReport({
      ...request,
      baseline: undefined as never,
      control: { role: 'control', table: few(control.table) },
      test: { role: 'test', table: few(test_.table) },
      schema: { fields: fields.map((field) => ({ ...field, role: 'none' as const })) },
    })
    expect(bare.summary.shapeError.control).toEqual({ kind: 'undefined', reason: 'too-few-rows' })
    expect(bare.summary.shapeError.synthetic.kind).toBe('value')
    expect(bare.usefulness).toBeUndefined()
    expect(bare.limits.map((limit) => limit.code)).toEqual(expect.arrayContaining(['no-control', 'no-test']))
    expect(auditsOf(bare)).toEqual([])
  })

  test('as a page: names are escaped, nothing is fetched, no small cell is published', () => {
    const html = reportHtml(report)
    expect(html).toContain('&#60;b&#62;city&#60;/b&#62;')
    expect(html).not.toContain('<b>city')
    expect(html).not.toMatch(/<script|src=|href=|@import|url\(/)
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/anonym/i)
    const rare = {
      ...report.columns[1]!.overlay!,
      bars: [{ label: 'only-two', real: 2 / 400, synthetic: 0, part: 'value' as const }],
    }
    const small = { ...report, columns: [{ ...report.columns[1]!, overlay: rare }] }
    expect(reportHtml(small)).not.toContain('only-two')
  })
})

describe('chooseGenerator', () => {
  const data = { train, control, schema, random: createRandom(6) }
  const candidate = (generator: string, synthetic: Table) => ({ generator, synthetic })

  test('takes what is harder to tell from real rows', async () => {
    const choice = await chooseGenerator(
      [candidate('shuffled', shuffled(train.table, 3)), candidate('good', good)],
      data,
    )
    expect(choice.chosen).toBe('good')
    expect(choice.reason).toBe('less-detectable')
    expect(choice.candidates.map((c) => c.generator)).toEqual(['good', 'shuffled'])
  })

  test('says so when there was nothing to choose', async () => {
    expect(await chooseGenerator([candidate('good', good)], data)).toMatchObject({
      chosen: 'good',
      reason: 'only-candidate',
    })
  })
})

describe('figures', () => {
  test('a table is not told from itself, and at once from one that is shifted', () => {
    const options = { detector: 'boosting', rows: 300, rounds: 20, random: createRandom(1) } as const
    const shifted = {
      ...good,
      columns: good.columns.map((c) => (c.kind === 'number' ? numberColumn(c.values.map((v) => v + 500)) : c)),
    }
    expect(numberIn(twoSampleAuc(control.table, good, schema, options))).toBeLessThan(0.6)
    expect(numberIn(twoSampleAuc(control.table, shifted, schema, options))).toBe(1)
  })
})
