import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random'
import type { Schema } from '../../schema/schema'
import { splitRows } from '../../table/split'
import { numberColumn, plainNumber, type Table, takeRows, textColumn } from '../../table/table'
import { checkParts, checkShift, doubtsOf, type PartTables } from './data-check'

const schema: Schema = {
  fields: [
    { name: 'age', kind: 'decimal', action: 'learn', role: 'none' },
    { name: 'pay', kind: 'decimal', action: 'learn', role: 'none' },
    { name: 'city', kind: 'category', action: 'learn', role: 'none' },
    { name: 'person', kind: 'id', action: 'fake', role: 'group' },
  ],
}

/** Rows are equal when they are written the same. */
const written = { ...plainNumber, places: 4 }

/** Two visits per person; `fine`: how many different values a number has. */
function people(rows: number, seed: number, { fine = 1000, shift = 0, from = 0 } = {}): Table {
  const random = createRandom(seed)
  const number = () => Array.from({ length: rows }, () => Math.floor(random.uniform() * fine) / fine + shift)
  return {
    rows,
    names: ['age', 'pay', 'city', 'person'],
    columns: [
      numberColumn(number(), written),
      numberColumn(number(), written),
      textColumn(Array.from({ length: rows }, () => 'abcd'[random.below(4)]!)),
      textColumn(Array.from({ length: rows }, (_, i) => `p${from + Math.floor(i / 2)}`)),
    ],
  }
}

const apart: PartTables = {
  train: people(1200, 1),
  control: people(500, 2, { from: 10_000 }),
  test: people(500, 3, { from: 20_000 }),
}
const check = (tables: PartTables) => checkParts(tables, schema, createRandom(4))
const joined = (a: Table, b: Table): Table => ({
  rows: a.rows + b.rows,
  names: a.names,
  columns: a.columns.map((column, c) => {
    const other = b.columns[c]!
    if (column.kind === 'number' && other.kind === 'number')
      return numberColumn([...column.values, ...other.values], written)
    const texts = [column, other].flatMap((one) =>
      one.kind === 'text' ? Array.from(one.codes, (code) => one.levels[code]!) : [],
    )
    return textColumn(texts)
  }),
})
const first = (table: Table, rows: number) =>
  takeRows(
    table,
    Uint32Array.from({ length: rows }, (_, i) => i),
  )

describe('parts that are apart', () => {
  test('nothing is found, and counts are told', () => {
    const found = check(apart)
    expect(found.findings).toEqual([])
    expect(found.parts[0]).toMatchObject({ part: 'train', rows: 1200 })
    expect(found.parts[0]!.repeated).toBeLessThan(5)
  })

  test('the studio’s own split by group passes', () => {
    const table = people(2000, 5)
    const split = splitRows(table, { train: 0.6, control: 0.2, seed: 6, groupColumn: 3, holdout: 'full' })
    const parts = {
      train: takeRows(table, split.train),
      control: takeRows(table, split.control),
      test: takeRows(table, split.test),
    }
    expect(check(parts).findings).toEqual([])
  })

  test('a coarse table repeats by nature: as often across as inside', () => {
    const coarse = (seed: number, rows: number, from: number) => people(rows, seed, { fine: 8, from })
    const found = check({ train: coarse(1, 1200, 0), control: coarse(2, 500, 5000), test: coarse(3, 500, 9000) })
    expect(found.overlaps[0]!.equal.rows).toBeGreaterThan(400)
    expect(found.findings).toEqual([])
  })
})

describe('parts that are not', () => {
  test('a hold-out that shares rows with train takes the ground from references and copies', () => {
    const control = joined(first(apart.train, 130), apart.control)
    const found = check({ ...apart, control })
    expect(found.findings).toContainEqual({
      code: 'rows-shared',
      part: 'control',
      against: 'train',
      rows: 130,
      of: 630,
    })
    expect(new Set(doubtsOf(found).map(({ of }) => of))).toEqual(new Set(['references', 'copies']))
  })

  test('rows that were only touched up are found as well', () => {
    const touched = first(apart.train, 300)
    const moved = touched.columns.map((column) =>
      column.kind === 'number'
        ? numberColumn(
            column.values.map((v) => v + 1e-4),
            written,
          )
        : column,
    )
    const test_ = joined({ ...touched, columns: moved }, apart.test)
    const found = check({ ...apart, test: test_ })
    expect(found.findings.map(({ code }) => code)).toContain('rows-near')
    expect(doubtsOf(found).every(({ of }) => of === 'usefulness')).toBe(true)
  })

  test('groups that straddle are named', () => {
    const found = check({ ...apart, test: people(500, 3, { from: 500 }) })
    expect(found.findings).toContainEqual({
      code: 'keys-shared',
      part: 'test',
      against: 'train',
      rows: 100,
      of: 250,
      column: 'person',
    })
  })

  test('a test part from another distribution is told by a classifier', () => {
    const shifted = { ...apart, test: people(500, 3, { shift: 0.3, from: 20_000 }) }
    const found = checkShift(check(shifted), shifted, schema, createRandom(7))
    expect(found.findings.map(({ code }) => code)).toEqual(['shifted'])
    const same = checkShift(check(apart), apart, schema, createRandom(7))
    expect(same.findings).toEqual([])
    expect(same.shift!.interval![0]).toBeLessThan(0.5)
  })
})
