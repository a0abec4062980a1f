import * as fc from 'fast-check'
import { unzipSync } from 'fflate'
import { parquetReadObjects } from 'hyparquet'
import Papa from 'papaparse'
import readSheet from 'read-excel-file/universal'
import { describe, expect, test } from 'vitest'
import { StudioError } from '../problem'
import type { Field } from '../schema/schema'
import { type Column, cellText, numberColumn, plainNumber, type Table, takeRows, textColumn } from '../table/table'
import { plainDigits } from './cells'
import type { Exporter, ExportHeader } from './exporter'
import { neutralise } from './formula-text'
import { exporters, findExporter } from './registry'
import { statementsOf } from './sql-reader.fixture'

type Value = string | number | boolean | null

/** What a reader of each format gives back for a cell of ours, and how the file is read by an implementation not ours. */
interface Oracle {
  readonly expected: (column: Column, row: number) => Value
  /** The header, then the rows. */
  readonly read: (bytes: Uint8Array) => Promise<readonly (readonly Value[])[]>
  readonly expectedName: (name: string) => string
}

const missingAt = (column: Column, row: number) => (column.missing?.[row] ?? 0) !== 0
const typed = (column: Column, row: number): Value => {
  if (missingAt(column, row)) return null
  return column.kind === 'number' ? Number(plainDigits(column.values[row]!, column.format)) : cellText(column, row)
}
const asText = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const same = (name: string) => name

function delimited(delimiter: string): Oracle {
  return {
    expected: (column, row) =>
      column.kind === 'text' && !missingAt(column, row) ? neutralise(cellText(column, row)) : cellText(column, row),
    read: async (bytes) => Papa.parse<string[]>(asText(bytes), { delimiter, newline: '\n' }).data.slice(0, -1),
    expectedName: neutralise,
  }
}

const oracles: Readonly<Record<string, Oracle>> = {
  csv: delimited(','),
  tsv: delimited('\t'),
  jsonl: {
    expected: typed,
    expectedName: same,
    read: async (bytes) => {
      const rows = asText(bytes)
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, Value>)
      return [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    },
  },
  parquet: {
    expected: (column, row) =>
      column.kind === 'number' && !missingAt(column, row) ? column.values[row]! : typed(column, row),
    expectedName: same,
    read: async (bytes) => {
      const rows = await parquetReadObjects({ file: bytes.slice().buffer, utf8: false })
      const plain = (value: unknown) => (typeof value === 'bigint' ? Number(value) : (value as Value))
      return [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row).map(plain))]
    },
  },
  xlsx: {
    expected: (column, row) => {
      const value = typed(column, row)
      if (typeof value === 'string') return neutralise(value)
      return column.kind === 'number' && value !== null ? column.values[row]! : value
    },
    expectedName: neutralise,
    read: async (bytes) => {
      const [sheet] = (await readSheet(new Blob([bytes.slice()]), { trim: false })) as unknown as { data: Value[][] }[]
      return sheet!.data
    },
  },
  sql: { expected: typed, expectedName: same, read: async (bytes) => statementsOf(asText(bytes)) },
}

async function* batched(table: Table, size: number): AsyncGenerator<Table> {
  for (let start = 0; start < table.rows; start += size) {
    const rows = Array.from({ length: Math.min(size, table.rows - start) }, (_, i) => start + i)
    yield takeRows(table, rows)
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Uint8Array.from(Buffer.concat(all))
}

const field = (name: string): Field => ({ name, kind: 'category', action: 'learn', role: 'none' })
const headerOf = (table: Table): ExportHeader => ({
  tableName: 'my "table"',
  fields: table.names.map(field),
  rows: table.rows,
})
const write = (exporter: Exporter, table: Table, size = 1000) =>
  collect(exporter.write(batched(table, size), headerOf(table)))

// What XML and the readers used here as oracles can hold: no lone surrogates, no control characters. These have tests
// of their own.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are left out on purpose.
const legible = /^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]+$/
const texts = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
    fc.constantFrom(
      '=1+1',
      '-5.2',
      ' =A1',
      '007',
      'true',
      'a,b',
      'a\tb',
      'say "hi"',
      "O'Hara",
      'two\nlines',
      ' x ',
      '<a&b>',
      '_x0041_',
    ),
  )
  .filter((text) => legible.test(text) && text.isWellFormed() && !text.startsWith('\ufeff'))
const numbers = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => Number(value.toFixed(3)) || 0),
  fc.constantFrom(0, -1, 1e15, 2 ** 53 - 1, 0.1),
)

function columnOf(rows: number): fc.Arbitrary<Column> {
  const some = <T>(values: fc.Arbitrary<T>) =>
    fc.array(fc.option(values, { freq: 5 }), { minLength: rows, maxLength: rows })
  return fc.oneof(
    some(texts).map((cells) => textColumn(cells)),
    some(numbers).map((values) =>
      numberColumn(
        values.map((value) => value ?? Number.NaN),
        { ...plainNumber, places: Math.max(0, ...values.map((value) => `${value ?? 0}`.split('.')[1]?.length ?? 0)) },
      ),
    ),
  )
}

const tables: fc.Arbitrary<Table> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.uniqueArray(texts, { minLength: 1, maxLength: 5 }))
  .filter(([, names]) => !names.some((name) => /^\d+$/.test(name)))
  .chain(([rows, names]) =>
    fc
      .array(columnOf(rows), { minLength: names.length, maxLength: names.length })
      .map((columns) => ({ rows, names, columns })),
  )

test('ids and extensions are unique', () => {
  expect(new Set(exporters.map(({ id }) => id)).size).toBe(exporters.length)
  expect(new Set(exporters.map(({ extension }) => extension)).size).toBe(exporters.length)
})

test('an unknown format is a problem with its name', () => {
  expect(() => findExporter('pdf')).toThrow(new StudioError({ code: 'export/unknown-format', format: 'pdf' }))
})

describe.each(exporters.map((exporter) => [exporter.id, exporter] as const))('%s', (id, exporter) => {
  const oracle = oracles[id]!

  test('can be found, and says what it is', () => {
    expect(findExporter(id)).toBe(exporter)
    expect(exporter.label).not.toBe('')
    expect(exporter.mimeType).toMatch(/^[\w.-]+\/[\w.+-]+$/)
    expect(exporter.extension).toMatch(/^[a-z]+$/)
  })

  test('gives back every cell, in order of columns and rows', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        const [names, ...rows] = await oracle.read(await write(exporter, table))
        expect(names).toEqual(table.names.map(oracle.expectedName))
        const expected = Array.from({ length: table.rows }, (_, row) =>
          table.columns.map((column) => oracle.expected(column, row)),
        )
        // A sheet ends with its last value: rows without any are not there.
        while (id === 'xlsx' && expected.at(-1)?.every((value) => value === null)) expected.pop()
        expect(rows).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('writes the same bytes however the rows arrive', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 5 }), async (table, size) => {
        expect(await write(exporter, table, size)).toEqual(await write(exporter, table))
      }),
      { numRuns: 20 },
    )
  })

  test('a table without rows is a valid file', async () => {
    const table: Table = { rows: 0, names: ['a', 'b'], columns: [textColumn([]), numberColumn([])] }
    const read = await oracle.read(await write(exporter, table))
    expect(read.flat().filter((name) => name !== 'a' && name !== 'b')).toEqual([])
  })

  test('writes while it reads: neither rows nor bytes pile up', async () => {
    const rows = 4000
    const total = 60
    const batch: Table = {
      rows,
      names: ['id', 'amount', 'word'],
      columns: [
        textColumn(Array.from({ length: rows }, (_, i) => `row ${i} ${(i * 2654435761) % 4294967296}`)),
        numberColumn(Array.from({ length: rows }, (_, i) => (i * 16807) % 99991)),
        textColumn(Array.from({ length: rows }, (_, i) => ['ash', 'birch', 'cedar'][i % 3]!)),
      ],
    }
    let pulled = 0
    async function* endless() {
      for (; pulled < total; pulled++) yield batch
    }
    let pulledAtFirstData = 0
    let written = 0
    let largest = 0
    for await (const chunk of exporter.write(endless(), { ...headerOf(batch), rows: rows * total })) {
      written += chunk.length
      largest = Math.max(largest, chunk.length)
      if (pulledAtFirstData === 0 && written > 10_000) pulledAtFirstData = pulled
    }
    expect(pulledAtFirstData).toBeLessThan(total / 2)
    expect(largest).toBeLessThan(written / 2)
  })
})

test('a workbook is a zip whose parts are all declared', async () => {
  const table: Table = { rows: 1, names: ['a'], columns: [textColumn(['x'])] }
  const files = unzipSync(await write(findExporter('xlsx'), table))
  expect(Object.keys(files).sort()).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ])
})
