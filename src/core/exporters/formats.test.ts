import { unzipSync } from 'fflate'
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet'
import { expect, test } from 'vitest'
import { StudioError } from '../problem'
import type { Field, FieldKind } from '../schema/schema'
import { type NumberFormat, numberColumn, plainNumber, type Table, textColumn } from '../table/table'
import type { ExportHeader } from './exporter'
import { fileName, syntheticName } from './file-name'
import { findExporter } from './registry'
import { columnLetters, numberFormatCode } from './workbook'
import { xmlText } from './xml-text'

const money: NumberFormat = {
  ...plainNumber,
  places: 2,
  fixed: true,
  decimalMark: ',',
  thousandsMark: '.',
  suffix: ' €',
}

/** `?` is how the source writes a missing amount. */
const orders: Table = {
  rows: 3,
  names: ['order', 'amount', 'paid', '__proto__', 'note'],
  columns: [
    textColumn(['0007', '0012', '0013']),
    { ...numberColumn([1234.5, Number.NaN, -0.5], money), spellings: ['?'] },
    textColumn(['TRUE', null, 'False']),
    numberColumn([10, 20, 30]),
    textColumn(['=1+1', 'a "b", c', null]),
  ],
}
const kinds: readonly FieldKind[] = ['id', 'decimal', 'boolean', 'integer', 'text']
const fields: Field[] = orders.names.map((name, c) => ({ name, kind: kinds[c]!, action: 'learn', role: 'none' }))
const header: ExportHeader = { tableName: 'web orders', fields, rows: 3 }

async function* once(table: Table) {
  yield table
}

async function bytesOf(id: string, table = orders, head = header): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of findExporter(id).write(once(table), head)) chunks.push(chunk)
  return Uint8Array.from(Buffer.concat(chunks))
}

const textOf = async (id: string) => new TextDecoder().decode(await bytesOf(id))

test('CSV keeps the spelling of numbers and of what is missing', async () => {
  expect(await textOf('csv')).toBe(
    [
      'order,amount,paid,__proto__,note',
      `0007,"1.234,50 €",TRUE,10,'=1+1`,
      '0012,?,,20,"a ""b"", c"',
      '0013,"-0,50 €",False,30,',
      '',
    ].join('\n'),
  )
})

test('TSV quotes only what it must', async () => {
  expect((await textOf('tsv')).split('\n')[1]).toBe(`0007\t1.234,50 €\tTRUE\t10\t'=1+1`)
})

test('JSON Lines has numbers in their digits, truth values, nulls, and every key', async () => {
  expect(await textOf('jsonl')).toBe(
    [
      '{"order":"0007","amount":1234.50,"paid":true,"__proto__":10,"note":"=1+1"}',
      '{"order":"0012","amount":null,"paid":null,"__proto__":20,"note":"a \\"b\\", c"}',
      '{"order":"0013","amount":-0.50,"paid":false,"__proto__":30,"note":null}',
      '',
    ].join('\n'),
  )
})

test('SQL quotes names and texts by doubling', async () => {
  const table: Table = { rows: 1, names: ['a "b"'], columns: [textColumn(["O'Hara; DROP TABLE x"])] }
  const bytes = await bytesOf('sql', table, { tableName: 'my "table"', fields: [], rows: 1 })
  expect(new TextDecoder().decode(bytes)).toBe(
    [
      'CREATE TABLE "my ""table""" (',
      '  "a ""b""" TEXT',
      ');',
      'INSERT INTO "my ""table""" ("a ""b""") VALUES',
      "('O''Hara; DROP TABLE x');",
      '',
    ].join('\n'),
  )
})

test('SQL gives each column its type, and starts a new statement every 500 rows', async () => {
  const lines = (await textOf('sql')).split('\n')
  expect(lines.slice(1, 6)).toEqual([
    '  "order" TEXT,',
    '  "amount" DOUBLE PRECISION,',
    '  "paid" BOOLEAN,',
    '  "__proto__" BIGINT,',
    '  "note" TEXT',
  ])
  expect(lines[8]).toBe("('0007', 1234.50, TRUE, 10, '=1+1'),")
  expect(lines[9]).toBe(`('0012', NULL, NULL, 20, 'a "b", c'),`)
  const long: Table = { rows: 1001, names: ['n'], columns: [numberColumn(Array.from({ length: 1001 }, (_, i) => i))] }
  const script = new TextDecoder().decode(await bytesOf('sql', long, { tableName: 'n', fields: [], rows: 1001 }))
  expect(script.match(/INSERT INTO/g)).toHaveLength(3)
  expect(script.match(/;\n/g)).toHaveLength(4)
})

test('Parquet has typed, nullable columns', async () => {
  const file = (await bytesOf('parquet')).slice().buffer
  const schema = parquetSchema(parquetMetadata(file))
  expect(schema.children.map(({ element }) => [element.type, element.repetition_type])).toEqual([
    ['BYTE_ARRAY', 'OPTIONAL'],
    ['DOUBLE', 'OPTIONAL'],
    ['BOOLEAN', 'OPTIONAL'],
    ['INT64', 'OPTIONAL'],
    ['BYTE_ARRAY', 'OPTIONAL'],
  ])
  const rows = await parquetReadObjects({ file, columns: ['order', 'amount', 'paid', 'note'] })
  expect(rows[1]).toEqual({ order: '0012', amount: null, paid: null, note: 'a "b", c' })
})

test('Parquet cuts row groups by their cells, so that memory is bounded', async () => {
  const rows = 150_000
  const table: Table = {
    rows,
    names: ['n'],
    columns: [numberColumn(Float64Array.from({ length: rows }, (_, i) => i % 7))],
  }
  const file = (await bytesOf('parquet', table, { tableName: 'n', fields: [], rows })).slice().buffer
  expect(parquetMetadata(file).row_groups.map((group) => Number(group.num_rows))).toEqual([65536, 65536, 18928])
})

test('a workbook shows numbers as the source wrote them, and holds them as numbers', async () => {
  const parts = unzipSync(await bytesOf('xlsx'))
  const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
  expect(sheet).toContain('<c r="B2" s="2"><v>1234.5</v></c>')
  expect(sheet).toContain(`<c r="E2" t="inlineStr"><is><t>'=1+1</t></is></c>`)
  expect(sheet).not.toContain('r="B3"')
  expect(new TextDecoder().decode(parts['xl/styles.xml'])).toContain('formatCode="#,##0.00&quot; €&quot;"')
  expect(numberFormatCode({ ...plainNumber, places: 2, prefix: '$' })).toBe('"$"0.##')
  expect(numberFormatCode(plainNumber)).toBeUndefined()
})

test('columns are lettered as in a sheet', () => {
  // 16,384 columns end at XFD (Excel specifications and limits).
  expect([0, 25, 26, 701, 702, 16383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD'])
})

test('what a sheet cannot hold is a problem before anything is written', async () => {
  const limit = 1_048_575
  const problem = { code: 'export/too-many-rows', format: 'xlsx', rows: limit + 1, limit } as const
  await expect(bytesOf('xlsx', orders, { ...header, rows: limit + 1 })).rejects.toThrow(new StudioError(problem))
  const long: Table = { rows: 1, names: ['a'], columns: [textColumn(['x'.repeat(32_768)])] }
  await expect(bytesOf('xlsx', long)).rejects.toMatchObject({ problem: { code: 'export/cell-too-long' } })
})

test('XML text escapes what XML cannot hold, and what looks like an escape', () => {
  expect(xmlText('a\u0001b\r\n_x0041_ <&>')).toBe('a_x0001_b_x000D_\n_x005F_x0041_ &lt;&amp;&gt;')
})

test('a file name is safe on every system', () => {
  expect(fileName('../../etc/passwd', 'csv')).toBe('etc-passwd.csv')
  expect(fileName('  a:b*c?  ', 'csv')).toBe('a-b-c.csv')
  expect(fileName('…', 'csv')).toBe('….csv')
  expect(fileName(' . ', 'csv')).toBe('table.csv')
  expect(syntheticName('web orders', 'csv')).toBe('web orders.synthetic.csv')
})
