import { readFileSync } from 'node:fs'
import Ajv from 'ajv'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { csv } from '../exporters/delimited'
import { readTable } from '../pipeline'
import { memorySource } from '../readers/bytes'
import { buildProvenance } from '../reports/provenance'
import type { Field } from '../schema/schema'
import { numberColumn, plainNumber, type Table, textColumn } from '../table/table'
import { type HandoverParts, writePackage } from './package'

const money = { ...plainNumber, places: 2, fixed: true, decimalMark: ',', thousandsMark: '.', suffix: ' €' } as const
const table: Table = {
  rows: 3,
  names: ['id', 'age', 'paid', 'day', 'size', 'member', 'note: "x"'],
  columns: [
    textColumn(['A1', 'A2', 'A3']),
    numberColumn([30, 41, Number.NaN]),
    numberColumn([1234.5, 2, 3], money),
    textColumn(['2024-01-02', '2024-02-03', '2024-03-04']),
    textColumn(['S', 'M', null]),
    textColumn(['true', 'false', 'true']),
    textColumn(['a', 'b', 'c']),
  ],
}
const field = (name: string, more: Partial<Field>): Field => ({
  name,
  kind: 'text',
  action: 'learn',
  role: 'none',
  ...more,
})
const fields: Field[] = [
  field('id', { kind: 'id', role: 'key', action: 'fake' }),
  field('age', { kind: 'integer' }),
  field('paid', { kind: 'decimal' }),
  field('day', { kind: 'date', datePattern: 'YYYY-MM-DD' }),
  field('size', { kind: 'ordinal', order: ['S', 'M', 'L'] }),
  field('member', { kind: 'boolean' }),
  field('note: "x"', { action: 'fake' }),
]

async function* once() {
  yield table
}
const partsOf = (variant: HandoverParts['variant']): HandoverParts => ({
  title: 'Web orders, Köln',
  variant,
  exporter: csv,
  header: { tableName: 'orders', fields, rows: 3 },
  missingWords: ['', '?'],
  batches: once(),
  path: 'orders.synthetic.csv',
  provenance: buildProvenance({
    id: '01234567-89ab-4cde-8f01-23456789abcd',
    createdAt: '2026-01-02T03:04:05.000Z',
    toolVersion: '1.2.3',
    recipe: {
      source: { name: 'orders.csv', rows: 98_765, sha256: 'ab'.repeat(32) },
      schema: { fields },
      generator: { options: {}, minimumCount: 5 },
      output: { seed: 3, temperature: 1, conditions: [] },
      seed: 7,
    },
    generator: 'sequential-trees',
    rows: 3,
    parts: { train: 59_259, control: 19_753, test: 19_753 },
  }),
  recipe: '{}\n',
})

async function filesOf(variant: HandoverParts['variant']) {
  const chunks: Uint8Array[] = []
  for await (const chunk of writePackage(partsOf(variant))) chunks.push(chunk)
  const zip = Uint8Array.from(Buffer.concat(chunks))
  const texts = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])
  return { zip, files: Object.fromEntries(texts) as Record<string, string> }
}

const golden = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')

test('the package holds data and documents, the same bytes each time', async () => {
  const { zip, files } = await filesOf('internal')
  expect(Object.keys(files)).toEqual([
    'orders.synthetic.csv',
    'README.md',
    'provenance.json',
    'croissant.json',
    'datapackage.json',
    'recipe.json',
  ])
  expect((await filesOf('internal')).zip).toEqual(zip)
})

// Checked with mlcroissant 1.1.1, which also read the rows by it: bench/oracles/check_croissant.py.
test('croissant.json is the one that mlcroissant accepted', async () => {
  expect((await filesOf('internal')).files['croissant.json']).toBe(golden('croissant.json'))
})

test('README.md is a data card', async () => {
  expect((await filesOf('internal')).files['README.md']).toBe(golden('README.md'))
})

// The profile of datapackage.org at commit 6a201af, without its texts.
test('datapackage.json follows the Data Package 2.0 profile', async () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(golden('datapackage-2.0.schema.json')),
  )
  const descriptor = JSON.parse((await filesOf('internal')).files['datapackage.json']!)
  expect([validate(descriptor), validate.errors]).toEqual([true, null])
  expect(validate({ ...descriptor, resources: [{ name: 1 }] })).toBe(false)
  expect(descriptor.resources[0].schema).toEqual({
    fields: [
      { name: 'id', type: 'string', constraints: { required: true, unique: true } },
      { name: 'age', type: 'integer' },
      { name: 'paid', type: 'number', bareNumber: false, groupChar: '.', decimalChar: ',' },
      { name: 'day', type: 'date' },
      { name: 'size', type: 'string', categories: ['S', 'M', 'L'], categoriesOrdered: true },
      {
        name: 'member',
        type: 'boolean',
        trueValues: ['true', 'True', 'TRUE'],
        falseValues: ['false', 'False', 'FALSE'],
      },
      { name: 'note: "x"', type: 'string' },
    ],
    missingValues: ['', '?'],
    primaryKey: ['id'],
  })
})

test('the public package names no seed, no count of real rows and no hash of the source', async () => {
  const { files } = await filesOf('public')
  expect(Object.keys(files)).not.toContain('recipe.json')
  const text = Object.values(files).join('\n')
  for (const secret of ['98765', '59259', '19753', 'abababab']) expect(text).not.toContain(secret)
  expect(text).toContain('orders.csv')
})

test('a package dropped again is read as its table, with the generation beside it', async () => {
  const { zip } = await filesOf('public')
  const { table: read, marker, opened } = await readTable(memorySource('orders.zip', zip), {})
  expect(read.rows).toBe(3)
  expect(opened.names).toEqual(table.names)
  expect(marker).toEqual({ by: 'provenance', generation: 1, generator: 'sequential-trees', madeFrom: 'orders.csv' })
})
