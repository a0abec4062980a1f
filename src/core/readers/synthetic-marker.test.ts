import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { parquet as exporter } from '../exporters/parquet'
import { provenanceMarks } from '../handover/marks'
import { readTable } from '../pipeline'
import { buildProvenance } from '../reports/provenance'
import { numberColumn, type Table } from '../table/table'
import { memorySource } from './bytes'
import { findMarker, readProvenance } from './synthetic-marker'

const provenance = buildProvenance({
  id: '01234567-89ab-4cde-8f01-23456789abcd',
  createdAt: '2026-01-02T03:04:05.000Z',
  toolVersion: '1.2.3',
  recipe: {
    source: { name: 'orders.csv', rows: 777 },
    schema: { fields: [] },
    generator: { options: {}, minimumCount: 5 },
    output: { seed: 3, temperature: 1, conditions: [] },
    seed: 7,
  },
  generator: 'any-order',
  rows: 3,
  parts: { train: 466, control: 155, test: 156 },
  parentGeneration: 1,
})

test('a Parquet file of ours says what it is, and what it says can be checked', async () => {
  const marks = provenanceMarks(provenance)
  expect(marks).toMatchObject({ synthetic: 'true', generator: 'any-order' })
  expect(createHash('sha256').update(marks['provenance']!).digest('hex')).toBe(marks['provenance_sha256'])
  const table: Table = { rows: 3, names: ['a', 'b'], columns: [numberColumn([1, 2, 3]), numberColumn([4, 5, 6])] }
  async function* once() {
    yield table
  }
  const pieces: Uint8Array[] = []
  for await (const piece of exporter.write(once(), { tableName: 't', fields: [], rows: 3, marks })) pieces.push(piece)
  const { marker } = await readTable(memorySource('t.parquet', Uint8Array.from(Buffer.concat(pieces))), {})
  expect(marker).toEqual({ by: 'parquet', generation: 2, generator: 'any-order', madeFrom: 'orders.csv' })
})

test.each([
  ['orders.synthetic.csv', ['a'], { by: 'name', generation: 1 }],
  ['orders.synthetic.csv.gz', ['a'], { by: 'name', generation: 1 }],
  ['orders.csv', ['a', '_synthetic'], { by: 'column', generation: 1 }],
  ['synthetic.csv', ['a', 'synthetic'], undefined],
  ['my-synthetic-fibres.csv', ['a'], undefined],
])('%s with columns %j', (name, columns, marker) => {
  expect(findMarker(name, columns)).toEqual(marker)
})

test('provenance of the first version is read, other JSON is not', () => {
  const old = {
    format: 'synthetic-data-studio/provenance',
    version: 1,
    generation: 1,
    generator: { id: 'sequential-trees' },
    source: { name: 'a.csv' },
  }
  expect(readProvenance(JSON.stringify(old))).toEqual({
    by: 'provenance',
    generation: 1,
    generator: 'sequential-trees',
    madeFrom: 'a.csv',
  })
  for (const text of ['', '{}', '[1]', JSON.stringify({ ...old, generation: -1 })])
    expect(readProvenance(text)).toBe(undefined)
})
