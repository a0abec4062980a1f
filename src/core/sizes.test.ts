import { describe, expect, test } from 'vitest'
import { readOptions } from './generators/options'
import { generators } from './generators/registry'
import { encodeParts, fitGenerator, sampleWhole } from './pipeline'
import { createRandom } from './random'
import { inferSchema } from './schema/infer'
import type { Schema } from './schema/schema'
import { cellText, isMissing, numberColumn, type Table, textColumn } from './table/table'

// The odd sizes: few rows, more columns than rows, one column, a column without a value.
const untrained = generators.filter(({ trains, isPrivate }) => !trains && !isPrivate)

/** Columns by turns of `a`/`b`, three to one, and of a number that is 10 more where the first column says `b`. */
function madeTable(rows: number, columns: number): Table {
  const random = createRandom(9)
  const isB = Array.from({ length: rows }, (_, row) => row % 4 === 3)
  const made = Array.from({ length: columns }, (_, c) =>
    c % 2 === 0
      ? textColumn(isB.map((b) => (b ? 'b' : 'a')))
      : numberColumn(isB.map((b) => (b ? 10 : 0) + random.below(4))),
  )
  return { rows, names: made.map((_, c) => `c${c}`), columns: made }
}

const withEmpty = ({ rows, names, columns }: Table): Table => ({
  rows,
  names: [...names, 'none'],
  columns: [...columns, textColumn(Array.from({ length: rows }, () => null))],
})

const plainSchema = (table: Table): Schema => ({ ...inferSchema(table, {}).schema, relations: [] })

const texts = ({ rows, columns }: Table, c: number) =>
  Array.from({ length: rows }, (_, row) => cellText(columns[c]!, row))

describe.each(untrained.map((generator) => [generator.id, generator] as const))('%s', (_, generator) => {
  async function make(table: Table, rows: number, schema = plainSchema(table)): Promise<Table> {
    const parts = {
      train: { role: 'train' as const, table },
      control: { role: 'control' as const, table },
      test: { role: 'test' as const, table },
    }
    const encoded = await encodeParts(parts, schema, generator, 5, 1)
    const context = { random: createRandom(1), now: () => 0, first: [] }
    const fitted = await fitGenerator(generator, encoded, readOptions(generator, {}), context)
    return sampleWhole(fitted, { rows, seed: 1, temperature: 1, conditions: [] })
  }

  test.each([
    ['30 rows', 30, 4],
    ['one column', 200, 1],
    ['more columns than rows', 40, 120],
  ])('%s: as many rows as asked for, known values in about their shares', async (_, rows, columns) => {
    const made = await make(madeTable(rows, columns), 2000)
    expect(made.rows).toBe(2000)
    expect(made.names).toHaveLength(columns)
    const first = texts(made, 0)
    expect(new Set(first)).toEqual(new Set(['a', 'b']))
    // A quarter is b; the binomial error of 2,000 draws is .01, and of few rows a copula's shrinkage moves it a little.
    expect(Math.abs(first.filter((text) => text === 'b').length / 2000 - 0.25)).toBeLessThan(0.06)
    if (columns > 1) for (const text of texts(made, 1)) expect(Number(text)).toSatisfy((v: number) => v >= 0 && v <= 13)
  })

  test('a column without a value is left out, and the others are made as without it', async () => {
    const plain = madeTable(200, 2)
    expect(await make(withEmpty(plain), 500)).toEqual(await make(plain, 500))
  })

  test('a column without a value that the person keeps stays without one', async () => {
    const table = withEmpty(madeTable(200, 2))
    const schema = plainSchema(table)
    const fields = schema.fields.map((field) => ({ ...field, action: 'learn' as const }))
    const made = await make(table, 500, { ...schema, fields })
    const none = made.columns[made.names.indexOf('none')]!
    expect(Array.from({ length: 500 }, (_, row) => isMissing(none, row))).not.toContain(false)
    expect(new Set(texts(made, 0))).toEqual(new Set(['a', 'b']))
  })
})
