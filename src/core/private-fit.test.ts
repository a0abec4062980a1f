import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as exponential from './dp/exponential-mechanism'
import * as histogram from './dp/histogram'
import { seededNoise } from './dp/seeded-noise.fixture'
import { mst } from './generators/mst'
import { readOptions } from './generators/options'
import { encodePrivately, fitGenerator, sampleWhole, splitPrivately, takeParts } from './pipeline'
import { everyKind } from './private-fit.fixture'
import { createRandom } from './random'
import { readDomains } from './recipe/domain-text'
import type { Schema } from './schema/schema'
import { rowTexts, type Table, takeRows } from './table/table'

vi.mock('./dp/histogram', { spy: true })
vi.mock('./dp/exponential-mechanism', { spy: true })
beforeEach(() => vi.resetAllMocks())

async function fitTo(table: Table, schema: Schema, chosen: Partial<Parameters<typeof readOptions>[1] & object> = {}) {
  const options = readOptions(mst, chosen)
  const noise = seededNoise(3)
  const encoded = await encodePrivately({ role: 'train', table }, 1000, schema, options, noise)
  const context = { random: createRandom(1), now: () => 0, noise }
  return { encoded, fitted: await fitGenerator(mst, encoded, options, context) }
}

const except = (table: Table, gone: number): Table =>
  takeRows(
    table,
    Array.from({ length: table.rows }, (_, row) => row).filter((row) => row !== gone),
  )

describe('nothing but the mechanisms looks at train rows', () => {
  /** What the mechanisms answer hangs on the question's shape only, no more on any row. */
  function withoutAnswers() {
    vi.spyOn(histogram, 'noisyCounts').mockImplementation((counts) => counts.map(() => 400))
    vi.spyOn(exponential, 'exponentialMechanism').mockImplementation((scores) => scores.length >> 1)
  }

  test('other rows, the same encoders and the same model', async () => {
    withoutAnswers()
    const [one, other] = [everyKind(400, 1), everyKind(400, 8)]
    const [a, b] = [await fitTo(one.table, one.schema), await fitTo(other.table, other.schema)]
    expect(one.table.columns).not.toEqual(other.table.columns)
    expect(b.encoded.encoder.state()).toEqual(a.encoded.encoder.state())
    expect(b.encoded.train.table.units).toEqual(a.encoded.train.table.units)
    expect(await b.fitted.model.snapshot()).toEqual(await a.fitted.model.snapshot())
  })

  test('another number of rows as well', async () => {
    withoutAnswers()
    const { table, schema } = everyKind(400, 1)
    const [a, b] = [await fitTo(table, schema), await fitTo(takeRows(table, [...Array(300).keys()]), schema)]
    expect(b.encoded.encoder.state()).toEqual(a.encoded.encoder.state())
    expect(await b.fitted.model.snapshot()).toEqual(await a.fitted.model.snapshot())
  })

  test('no noise and no δ hangs on how many rows there are, where that number was not declared', async () => {
    const sigmas: number[][] = []
    for (const rows of [300, 301]) {
      const asked: number[] = []
      vi.spyOn(histogram, 'noisyCounts').mockImplementation((counts, sigma) => {
        asked.push(sigma)
        return counts.map(() => 400)
      })
      const codes = [Uint16Array.from({ length: rows }, (_, i) => i % 3), Uint16Array.from({ length: rows }, () => 1)]
      const units = codes.map((_, field) => {
        const shape = { name: `${field}`, field, size: 3, scale: 'nominal', missingFrom: 3 } as const
        return { ...shape, counts: new Float64Array(3) }
      })
      const table = { rows, units, codes }
      const context = {
        random: createRandom(1),
        now: () => 0,
        noise: seededNoise(3),
        control: { role: 'control', table },
      } as const
      for await (const _ of mst.fit({ role: 'train', table }, readOptions(mst, {}), context)) break
      sigmas.push(asked)
    }
    expect(sigmas[0]!.length).toBeGreaterThan(2)
    expect(sigmas[1]).toEqual(sigmas[0])
  })

  test('with answers they differ', async () => {
    const [one, other] = [everyKind(400, 1), everyKind(400, 8)]
    const [a, b] = [await fitTo(one.table, one.schema), await fitTo(other.table, other.schema)]
    expect(b.encoded.encoder.state()).not.toEqual(a.encoded.encoder.state())
  })
})

describe('one row more or less', () => {
  const { table, schema } = everyKind(300, 2)
  const answers = () => vi.spyOn(histogram, 'noisyCounts').mockImplementation((counts) => counts.map(() => 400))

  test.each([0, 17, 299])('without row %d every other row has the same codes', async (gone) => {
    answers()
    const [whole, less] = [await fitTo(table, schema), await fitTo(except(table, gone), schema)]
    whole.encoded.train.table.codes.forEach((codes, u) => {
      expect([...less.encoded.train.table.codes[u]!]).toEqual([...codes].filter((_, row) => row !== gone))
    })
  })

  test('changes each histogram by one, in one cell', async () => {
    const asked: Float64Array[][] = [[], []]
    for (const [i, rows] of [table, except(table, 17)].entries()) {
      vi.spyOn(histogram, 'noisyCounts').mockImplementation((counts) => {
        asked[i]!.push(counts.slice())
        return counts.map(() => 400)
      })
      vi.spyOn(exponential, 'exponentialMechanism').mockImplementation((scores) => scores.length >> 1)
      await fitTo(rows, schema)
    }
    expect(asked[0]!.length).toBeGreaterThan(20)
    asked[0]!.forEach((counts, q) => {
      const changes = counts.map((count, i) => count - asked[1]![q]![i]!)
      expect(changes.filter((change) => change !== 0)).toEqual(Float64Array.of(1))
    })
  })

  test('changes each pair’s score by one at most', async () => {
    const asked: (readonly number[])[][] = [[], []]
    for (const [i, rows] of [table, except(table, 17)].entries()) {
      answers()
      vi.spyOn(exponential, 'exponentialMechanism').mockImplementation((scores) => {
        asked[i]!.push(scores)
        return scores.length >> 1
      })
      await fitTo(rows, schema)
    }
    expect(asked[0]!.length).toBeGreaterThan(5)
    asked[0]!.forEach((scores, q) => {
      for (const [k, score] of scores.entries()) expect(Math.abs(score - asked[1]![q]![k]!)).toBeLessThanOrEqual(1)
    })
  })

  test('moves no other row to another part', () => {
    const split = { holdout: 'full', train: 0.6, control: 0.2 } as const
    const parts = (t: Table) => takeParts(t, splitPrivately(t, schema, split, 5))
    const texts = (t: Table) => Array.from({ length: t.rows }, (_, row) => rowTexts(t, row).join('|'))
    const gone = rowTexts(table, 17).join('|')
    const [whole, less] = [parts(table), parts(except(table, 17))]
    for (const part of ['train', 'control', 'test'] as const)
      expect(texts(less[part].table)).toEqual(texts(whole[part].table).filter((row) => row !== gone))
    expect(whole.train.table.rows / 300).toBeCloseTo(0.6, 1)
  })
})

describe('what is made', () => {
  test('has every kind of column in its own form, and none of the source’s ids, mails or notes', async () => {
    const { table, schema } = everyKind(2000, 4)
    const { fitted } = await fitTo(table, schema, { epsilon: 5 })
    const made = await sampleWhole(fitted, { rows: 500, seed: 1, temperature: 1, conditions: [] })
    const cell = (row: number, name: string) => rowTexts(made, row)[made.names.indexOf(name)]!
    expect(made.names).not.toContain('gone')
    for (let row = 0; row < 500; row++) {
      expect(cell(row, 'age')).toMatch(/^-?\d+$/)
      expect(cell(row, 'income')).toMatch(/^(-?\d+(\.\d\d?)?|NA)$/)
      expect(['Bonn', 'Ulm', 'Köln', '']).toContain(cell(row, 'city'))
      expect(['S', 'M', 'L']).toContain(cell(row, 'size'))
      expect(cell(row, 'born')).toMatch(/^(20[12]\d-\d\d-\d\d|)$/)
      expect(cell(row, 'seen')).toMatch(/^20[12]\d-\d\d-\d\d \d\d:\d\d$/)
      expect(cell(row, 'opens')).toMatch(/^\d\d:\d\d$/)
      expect(cell(row, 'mail')).not.toMatch(/@x4\.org/)
      expect(cell(row, 'note')).not.toMatch(/of 4/)
      expect(cell(row, 'land')).toBe('DE')
    }
    const ids = Array.from({ length: 500 }, (_, row) => cell(row, 'id'))
    expect(new Set(ids).size).toBe(500)
    const blank = Array.from({ length: 500 }, (_, row) => cell(row, 'income')).filter((c) => c === 'NA').length
    expect(blank / 500).toBeCloseTo(1 / 9, 1)
  })

  test('never holds a category of one person, nor a category that was not declared', async () => {
    const { table, schema } = everyKind(2000, 4)
    const city = table.names.indexOf('city')
    const rare = { ...table.columns[city]! } as Extract<Table['columns'][number], { kind: 'text' }>
    const codes = rare.codes.slice()
    codes[5] = rare.levels.length
    const columns = table.columns.map((column, c) =>
      c === city ? { ...rare, codes, levels: [...rare.levels, 'Singleton'] } : column,
    )
    const levelsOf = async (domains: object) =>
      JSON.stringify((await fitTo({ ...table, columns }, schema, { epsilon: 3, domains })).encoded.encoder.state())
    expect(await levelsOf({})).not.toContain('Singleton')
    expect(await levelsOf({})).toContain('Bonn')
    const declared = await levelsOf(readDomains(['city=Bonn|Ulm'], schema))
    expect(declared).toContain('Ulm')
    expect(declared).not.toContain('Köln')
  })

  test('stays inside a declared range, and says when a range is none', async () => {
    const { table, schema } = everyKind(2000, 4)
    const { fitted } = await fitTo(table, schema, {
      domains: readDomains(['age=18..75', 'born=2010-01-01..2025-12-31'], schema),
    })
    const made = await sampleWhole(fitted, { rows: 500, seed: 1, temperature: 1, conditions: [] })
    const ages = made.columns[0]!.kind === 'number' ? [...made.columns[0]!.values] : []
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(18)
    expect(Math.max(...ages)).toBeLessThanOrEqual(75)
    const wrong = fitTo(table, schema, { domains: { age: { is: 'between', low: '75', high: '18' } } })
    await expect(wrong).rejects.toHaveProperty('problem', {
      code: 'dp/range-unreadable',
      column: 'age',
      low: '75',
      high: '18',
    })
  })
})
