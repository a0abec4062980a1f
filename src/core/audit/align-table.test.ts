import { expect, test } from 'vitest'
import { readTable } from '../pipeline'
import { memorySource } from '../readers/bytes'
import { cellText, countMissing, type Table, takeRows } from '../table/table'
import { prepareAudit } from './prepare'

async function file(name: string, text: string) {
  const { table, opened } = await readTable(memorySource(name, new TextEncoder().encode(text)), {})
  return { name, table, dialect: opened.dialect }
}

const rows = 60
const csv = (head: string, line: (i: number) => string, of = rows) =>
  [head, ...Array.from({ length: of }, (_, i) => line(i)), ''].join('\n')
const day = (i: number) => String((i % 28) + 1).padStart(2, '0')
const realText = csv(
  'Age,Pay,City,Joined',
  (i) => `${20 + (i % 40)},${1000 + 7 * i}.5,${i % 3 === 0 ? 'Rome' : 'Oslo'},2020-03-${day(i)}`,
)

const texts = (table: Table, name: string) => {
  const column = table.columns[table.names.indexOf(name)]!
  return Array.from({ length: 3 }, (_, row) => cellText(column, row))
}

test('another delimiter, decimal mark, date pattern, order of columns and case are read all the same', async () => {
  const made = csv(
    'joined;CITY;p a y;age',
    (i) => `${day(i)}.03.2020;${i % 3 === 0 ? 'rome ' : 'OSLO'};${1000 + 7 * i},5;${20 + (i % 40)}`,
  )
  const real = await file('real.csv', realText)
  const { synthetic, facts } = prepareAudit({ real, synthetic: await file('made.csv', made) })
  for (const name of real.table.names) expect(texts(synthetic, name)).toEqual(texts(real.table, name))
  expect(synthetic.names).toEqual(['Age', 'Pay', 'City', 'Joined'])
  expect(facts.mismatches.synthetic).toEqual([
    { code: 'renamed', name: 'Age', as: 'age' },
    { code: 'renamed', name: 'Pay', as: 'p a y' },
    { code: 'other-format', name: 'Pay', what: 'number' },
    { code: 'renamed', name: 'City', as: 'CITY' },
    { code: 'other-format', name: 'City', what: 'case' },
    { code: 'renamed', name: 'Joined', as: 'joined' },
    { code: 'other-format', name: 'Joined', what: 'date' },
  ])
})

test('what is missing, strange or of another kind is named, and cells that can’t be read are missing', async () => {
  const made = csv(
    'Age,City,Pay,Extra',
    (i) => `${i < 6 ? 'young' : `${20.5 + (i % 40)}`},${i < 4 ? 'nan' : 'Oslo'},${i % 9 === 0 ? 12 : 'plenty'},x`,
  )
  const real = await file('real.csv', realText)
  const { synthetic, facts } = prepareAudit({ real, synthetic: await file('made.csv', made) })
  expect(synthetic.names).toEqual(['Age', 'City'])
  expect(facts.mismatches.synthetic).toEqual([
    { code: 'unreadable', name: 'Age', kind: 'integer', cells: 6 },
    { code: 'not-whole', name: 'Age', cells: 54 },
    { code: 'other-format', name: 'Age', what: 'number' },
    { code: 'other-kind', name: 'Pay', kind: 'decimal' },
    { code: 'missing-column', name: 'Joined' },
    { code: 'extra-column', name: 'Extra' },
  ])
  expect(synthetic.columns.map(countMissing)).toEqual([6, 4])
})

test('files that can’t be compared are refused with names', async () => {
  const real = await file('real.csv', realText)
  const other = await file(
    'other.csv',
    csv('a,b', (i) => `${i},x${i}`),
  )
  expect(() => prepareAudit({ real, synthetic: other })).toThrow(
    expect.objectContaining({
      problem: {
        code: 'audit/no-common-columns',
        name: 'other.csv',
        real: 'real.csv',
        has: ['a', 'b'],
        expected: ['Age', 'Pay', 'City', 'Joined'],
      },
    }),
  )
  const narrow = await file(
    'narrow.csv',
    csv('Age,Pay', (i) => `${i + 20},${i}.5`, 100),
  )
  expect(() => prepareAudit({ real, holdout: narrow, synthetic: real })).toThrow(
    expect.objectContaining({
      problem: { code: 'audit/holdout-lacks-columns', name: 'narrow.csv', columns: ['City', 'Joined'] },
    }),
  )
  const few = { ...real, name: 'few.csv', table: takeRows(real.table, Uint32Array.of(0, 1, 2)) }
  expect(() => prepareAudit({ real, holdout: few, synthetic: real })).toThrow(
    expect.objectContaining({ problem: { code: 'audit/too-few-rows', name: 'few.csv', rows: 3, needed: 100 } }),
  )
  const same = await file(
    'same.csv',
    csv('Age,City', () => '20,Oslo'),
  )
  expect(() => prepareAudit({ real: same, synthetic: real })).toThrow(
    expect.objectContaining({ problem: { code: 'audit/nothing-to-compare', name: 'same.csv' } }),
  )
  const short = await file('short.csv', 'Age,Pay\n1,2.5\n')
  expect(() => prepareAudit({ real, synthetic: short })).toThrow(
    expect.objectContaining({ problem: { code: 'audit/too-few-rows', name: 'short.csv', rows: 1, needed: 20 } }),
  )
})
