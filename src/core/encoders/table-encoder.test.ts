import { describe, expect, test } from 'vitest'
import { createRandom } from '../random'
import type { Field, Schema } from '../schema/schema'
import { cellText, isMissing, numberColumn, rowTexts, type Table, textColumn } from '../table/table'
import type { Codes, EncodingOptions } from './encoder'
import { apportion, type UnitStratum } from './strata'
import { fitTableEncoder, restoreTableEncoder, type TableEncoder } from './table-encoder'

const options: EncodingOptions = { bins: 50, exactUpTo: 30, minimumCount: 5 }
const rows = 1000
const schema: Schema = {
  fields: (
    [
      ['age', 'integer', 'learn'],
      ['income', 'category', 'learn'],
      ['secret', 'category', 'drop'],
      ['when', 'datetime', 'learn'],
      ['key', 'id', 'learn'],
    ] as const
  ).map(
    ([name, kind, action]): Field => ({
      name,
      kind,
      action,
      role: 'none',
      ...(name === 'when' ? { datePattern: 'DD.MM.YYYY HH:mm' } : {}),
    }),
  ),
}

function table(seed: number): Table {
  const random = createRandom(seed)
  const each = <T>(make: (i: number) => T) => Array.from({ length: rows }, (_, i) => make(i))
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    rows,
    names: ['age', 'income', 'secret', 'when', 'key'],
    columns: [
      numberColumn(each(() => (random.below(20) === 0 ? Number.NaN : 17 + random.below(70)))),
      textColumn(each(() => (random.below(4) === 0 ? '>50K' : '<=50K'))),
      textColumn(each((i) => `s${i}`)),
      textColumn(
        each(() => `${two(1 + random.below(28))}.${two(1 + random.below(12))}.2024 ${two(random.below(24))}:30`),
      ),
      textColumn(each((i) => `ID-${String(i + 1).padStart(5, '0')}`)),
    ],
  }
}

const learn = (own = schema) => fitTableEncoder({ role: 'train', table: table(1) }, own, options, createRandom(1))

/** Codes drawn at random from what a stratum allows. */
function draw(encoder: TableEncoder, stratum: UnitStratum, seed: number): Codes[] {
  const random = createRandom(seed)
  return encoder.units.map((unit, u) => {
    const known = stratum.known?.[u]
    if (known) return known
    const codes = [...unit.counts.keys()].filter(
      (code) => unit.counts[code]! > 0 && (stratum.allowed[u]?.[code] ?? 1) === 1,
    )
    return Uint16Array.from({ length: stratum.rows }, () => codes[random.below(codes.length)]!)
  })
}

function sample(encoder: TableEncoder, conditions: Parameters<TableEncoder['strata']>[0], total = 400): string[][] {
  const { strata, bounds } = encoder.strata(conditions, total)
  let offset = 0
  return strata.flatMap((stratum, s) => {
    const limits = bounds[s]
    const context = { rows: stratum.rows, offset, random: createRandom(7), ...(limits ? { bounds: limits } : {}) }
    const made = encoder.decode(draw(encoder, stratum, s), context)
    offset += stratum.rows
    return Array.from({ length: stratum.rows }, (_, i) => rowTexts(made, i))
  })
}

test('columns in schema order without the dropped one; what is not learned is named', async () => {
  const encoder = await learn()
  const train = table(1)
  const made = encoder.decode(encoder.encode(train).codes, { rows, offset: 0, random: createRandom(3) })
  expect(made.names).toEqual(['age', 'income', 'when', 'key'])
  expect(encoder.notLearned).toEqual([
    { field: 'secret', reason: 'dropped' },
    { field: 'key', reason: 'id' },
  ])
  expect([...made.columns[0]!.missing!]).toEqual([...train.columns[0]!.missing!])
  expect(cellText(made.columns[2]!, 0)).toMatch(/^\d\d\.\d\d\.2024 \d\d:30$/)
})

test('a restored encoder decodes the same; a column does not depend on the others', async () => {
  const encoder = await learn()
  const { codes } = encoder.encode(table(2))
  const again = await restoreTableEncoder(structuredClone(encoder.state()))
  const context = { rows, offset: 0, random: createRandom(3) }
  const made = encoder.decode(codes, context)
  expect(again.decode(codes, context)).toEqual(made)
  const fewer = await learn({ fields: schema.fields.filter((field) => field.name !== 'income') })
  const units = encoder.units.flatMap((unit, u) => (schema.fields[unit.field]!.name === 'income' ? [] : [u]))
  expect(
    fewer.decode(
      units.map((u) => codes[u]!),
      context,
    ).columns[1],
  ).toEqual(made.columns[2])
})

test('ids go on from batch to batch without repeating', async () => {
  const encoder = await learn()
  const ids = [0, 500].flatMap((offset) => {
    const codes = encoder.units.map(() => new Uint16Array(500))
    const made = encoder.decode(codes, { rows: 500, offset, random: createRandom(3) })
    return Array.from({ length: 500 }, (_, i) => cellText(made.columns[3]!, i))
  })
  expect(new Set(ids).size).toBe(1000)
  const source = new Set(Array.from({ length: rows }, (_, i) => `ID-${String(i + 1).padStart(5, '0')}`))
  expect(ids.some((id) => source.has(id))).toBe(false)
  expect(ids.every((id) => /^ID-\d{5}$/.test(id))).toBe(true)
})

describe('conditions', () => {
  test('a share of one value: so many rows, and no other row has it', async () => {
    const made = sample(await learn(), [{ field: 'income', condition: { is: 'in', values: ['>50K'] }, share: 0.5 }])
    expect(made.filter((row) => row[1] === '>50K')).toHaveLength(200)
  })

  test('a range holds in every row', async () => {
    const made = sample(await learn(), [{ field: 'age', condition: { is: 'between', low: '18', high: '30' } }])
    expect(made.every((row) => Number(row[0]) >= 18 && Number(row[0]) <= 30)).toBe(true)
  })

  test('shares on two fields multiply; the rest keeps out of the range', async () => {
    const made = sample(await learn(), [
      { field: 'income', condition: { is: 'in', values: ['>50K'] }, share: 0.5 },
      { field: 'age', condition: { is: 'between', low: '18', high: '30' }, share: 0.25 },
    ])
    const isYoung = (row: string[]) => row[0] !== '' && Number(row[0]) >= 18 && Number(row[0]) <= 30
    expect(made.filter(isYoung)).toHaveLength(100)
    expect(made.filter((row) => isYoung(row) && row[1] === '>50K')).toHaveLength(50)
  })

  test('disjoint shares on one field', async () => {
    const made = sample(await learn(), [
      { field: 'income', condition: { is: 'in', values: ['>50K'] }, share: 0.7 },
      { field: 'income', condition: { is: 'in', values: ['<=50K'] }, share: 0.3 },
    ])
    expect(made.filter((row) => row[1] === '>50K')).toHaveLength(280)
  })

  test('missing, present, and dates', async () => {
    const encoder = await learn()
    expect(sample(encoder, [{ field: 'age', condition: { is: 'missing' } }]).every((row) => row[0] === '')).toBe(true)
    expect(sample(encoder, [{ field: 'age', condition: { is: 'present' } }]).some((row) => row[0] === '')).toBe(false)
    const march = sample(encoder, [
      { field: 'when', condition: { is: 'between', low: '2024-03-01', high: '31.03.2024 12:00' } },
    ])
    expect(march.every((row) => row[2]!.slice(3, 10) === '03.2024')).toBe(true)
  })

  test.each([
    [[{ field: 'income', condition: { is: 'in', values: ['poor'] } }], 'encode/unknown-value'],
    [[{ field: 'key', condition: { is: 'in', values: ['ID-1'] } }], 'encode/not-conditionable'],
    [[{ field: 'nowhere', condition: { is: 'missing' } }], 'encode/not-conditionable'],
    [
      [
        { field: 'income', condition: { is: 'in', values: ['>50K'] } },
        { field: 'income', condition: { is: 'in', values: ['<=50K'] } },
      ],
      'encode/contradiction',
    ],
    [
      [
        { field: 'income', condition: { is: 'in', values: ['>50K'] }, share: 0.7 },
        { field: 'income', condition: { is: 'in', values: ['<=50K'] }, share: 0.7 },
      ],
      'encode/shares-exceed-one',
    ],
  ] as const)('%j is a problem', async (conditions, code) => {
    const encoder = await learn()
    expect(() => encoder.strata(conditions, 100)).toThrow(code)
  })

  test('rows are given out whole', () => {
    expect(apportion([0.5, 0.25, 0.25], 10)).toEqual([5, 3, 2])
    expect(apportion([1 / 3, 1 / 3, 1 / 3], 100).reduce((a, b) => a + b, 0)).toBe(100)
  })
})

test('completing rows: given cells stay verbatim, gaps are filled, in the order given', async () => {
  const encoder = await learn()
  const given: Table = {
    rows: 4,
    names: ['income', 'age'],
    columns: [textColumn(['>50K', null, '>50K', null]), numberColumn([Number.NaN, 33, 41, Number.NaN])],
  }
  const { strata, restore } = encoder.complete(given)
  expect(strata.map((stratum) => stratum.rows)).toEqual([1, 1, 1, 1])
  const codes = encoder.units.map((_, u) => Uint16Array.from(strata.flatMap((s) => [...draw(encoder, s, 5)[u]!])))
  const made = restore(encoder.decode(codes, { rows: 4, offset: 0, random: createRandom(9) }))
  expect([0, 2].map((row) => cellText(made.columns[1]!, row))).toEqual(['>50K', '>50K'])
  expect([1, 2].map((row) => cellText(made.columns[0]!, row))).toEqual(['33', '41'])
  expect(made.columns.slice(0, 2).some((column) => [0, 1, 2, 3].some((row) => isMissing(column, row)))).toBe(false)
})
