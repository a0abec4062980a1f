import { expect, test } from 'vitest'
import { concatColumns } from '../table/concat'
import { type Column, rowTexts } from '../table/table'
import { memorySource } from './bytes'
import { csv } from './csv'
import type { ReadOptions, ReadWarning } from './reader'

/**
 * One clean table and every way of spoiling it that Vitagliano et al., "Pollock: a data loading benchmark" (VLDB 2023),
 * apply to theirs, one at a time and with nothing told to the reader: the same table comes out, or the rows that
 * differ are counted and named.
 */
const header = ['order', 'day', 'city', 'price', 'note']
const rows = Array.from({ length: 84 }, (_, i) => [
  String(1000 + i),
  `2021-0${1 + (i % 9)}-${String(10 + (i % 18))}`,
  ['Oslo', 'Lyon', 'Graz', 'New York'][i % 4]!,
  (10 + i * 1.25).toFixed(2),
  i % 7 === 0 ? 'late, but fine' : 'all good',
])

interface Style {
  readonly delimiter?: string
  readonly quote?: string
  readonly escaped?: string
  readonly end?: string
  readonly everything?: boolean
}

function write(records: readonly (readonly string[])[], style: Style = {}): string {
  const { delimiter = ',', quote = '"', escaped = quote + quote, end = '\n', everything = false } = style
  const cell = (text: string) =>
    everything || text.includes(delimiter.trim() || delimiter) || text.includes(quote)
      ? quote + text.replaceAll(quote, escaped) + quote
      : text
  return records.map((cells) => cells.map(cell).join(delimiter) + end).join('')
}

async function read(content: string | Uint8Array, options: ReadOptions = {}) {
  const parts: Column[][] = []
  let names: readonly string[] = []
  let warnings: readonly ReadWarning[] = []
  let count = 0
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  for await (const event of csv.read(memorySource('table.csv', bytes), options)) {
    if (event.type === 'opened') names = event.names
    else if (event.type === 'done') warnings = event.warnings
    else {
      count += event.rows
      event.columns.forEach((column, c) => {
        parts[c] ??= []
        parts[c].push(column)
      })
    }
  }
  const table = { rows: count, names, columns: parts.map(concatColumns) }
  return { names, warnings, cells: Array.from({ length: count }, (_, row) => rowTexts(table, row)) }
}

const quoted = rows.map((cells, i) => (i === 3 ? [...cells.slice(0, 4), 'he said "go", twice'] : cells))
const bytesOf = (text: string, bits: 'latin1' | 'utf16le') => Uint8Array.from(Buffer.from(text, bits))
const cafe = rows.map((cells, i) => (i === 2 ? [...cells.slice(0, 4), 'café'] : cells))

test.each<[what: string, content: string | Uint8Array, expected?: readonly (readonly string[])[]]>([
  ['nothing spoiled', write([header, ...rows])],
  ['semicolons', write([header, ...rows], { delimiter: ';' })],
  ['tabs', write([header, ...rows], { delimiter: '\t' })],
  ['bars', write([header, ...rows], { delimiter: '|' })],
  ['comma and blank', write([header, ...rows], { delimiter: ', ' })],
  ['everything quoted', write([header, ...rows], { everything: true })],
  ['single quotes', write([header, ...rows], { quote: "'", everything: true })],
  ['doubled quotes', write([header, ...quoted]), quoted],
  ['backslashes before quotes', write([header, ...quoted], { escaped: '\\"' }), quoted],
  ['CRLF', write([header, ...rows], { end: '\r\n' })],
  ['CR', write([header, ...rows], { end: '\r' })],
  ['no line end at the end', write([header, ...rows]).trimEnd()],
  ['a title above', `Orders of the year\n${write([header, ...rows])}`],
  ['a title and a blank line above', `Orders of the year\n\n${write([header, ...rows])}`],
  ['UTF-8 with a mark', `\ufeff${write([header, ...rows])}`],
  ['UTF-16', bytesOf(`\ufeff${write([header, ...cafe])}`, 'utf16le'), cafe],
  ['Windows-1252', bytesOf(write([header, ...cafe]), 'latin1'), cafe],
])('%s: the same table, and nothing to say', async (_, content, expected = rows) => {
  const made = await read(content)
  expect(made.names).toEqual(header)
  expect(made.cells).toEqual(expected)
  expect(made.warnings).toEqual([])
})

test('units under the names are part of the names', async () => {
  const made = await read(write([header, ['no.', 'UTC', '', 'EUR', ''], ...rows]))
  expect(made.names).toEqual(['order no.', 'day UTC', 'city', 'price EUR', 'note'])
  expect(made.cells).toEqual(rows)
})

test('no header: the columns are numbered', async () => {
  const made = await read(write(rows))
  expect(made.names).toEqual(['column 1', 'column 2', 'column 3', 'column 4', 'column 5'])
  expect(made.cells).toEqual(rows)
})

const lines = write([header, ...rows])
  .trimEnd()
  .split('\n')
const at = 11 // the line that is spoiled, 0-based: row 12 of the file
const spoil = (change: (line: string) => string) => lines.map((line, l) => (l === at ? change(line) : line)).join('\n')

test.each<[what: string, content: string, code: ReadWarning['code'], row?: number]>([
  ['a delimiter too many', spoil((line) => `${line},`), 'ragged-long'],
  ['a delimiter too few', spoil((line) => line.replace(/,[^,]*$/, '')), 'ragged-short'],
  ['a quote that opens only', spoil((line) => line.replace('all good', '"all good')), 'stray-quote'],
  ['text behind a quote', spoil((line) => line.replace('all good', '"all" good')), 'stray-quote'],
  ['a footnote', `${lines.join('\n')}\nSource: the shop\n`, 'ragged-short', 86],
  [
    'another line end',
    `${lines.slice(0, at).join('\n')}\n${lines[at]}\r\n${lines.slice(at + 1).join('\n')}`,
    'mixed-line-ends',
  ],
  ['a second table below', `${lines.join('\n')}\n\na,b\n1,2\n`, 'ragged-short', 86],
])('%s: every other row is whole, and the row is named', async (_, content, code, row = at + 1) => {
  const made = await read(content)
  const warning = made.warnings.find((one) => one.code === code)
  expect(warning?.rows).toContain(row)
  const named = new Set(made.warnings.flatMap((one) => one.rows))
  const left = made.cells.filter((_, r) => !named.has(r + 2))
  expect(left).toEqual(rows.filter((_, r) => !named.has(r + 2)))
  expect(made.cells.length).toBeGreaterThanOrEqual(rows.length)
})

test('blank lines between rows are counted, and no row is lost', async () => {
  const made = await read(`${lines.slice(0, at).join('\n')}\n\n\n${lines.slice(at).join('\n')}\n`)
  expect(made.cells).toEqual(rows)
  expect(made.warnings).toEqual([expect.objectContaining({ code: 'blank-lines', count: 2 })])
})

test.each([
  // iconv -t SHIFT_JIS, -t KOI8-R, -t GB18030 and -t ISO-8859-2 of the words below.
  ['shift_jis', [0x93, 0x8c, 0x8b, 0x9e], '東京'],
  ['koi8-r', [0xed, 0xcf, 0xd3, 0xcb, 0xd7, 0xc1], 'Москва'],
  ['gb18030', [0xb1, 0xb1, 0xbe, 0xa9], '北京'],
  ['iso-8859-2', [0xa3, 0xf3, 0x64, 0xbc], 'Łódź'],
] as const)('%s can be chosen', async (encoding, word, text) => {
  const bytes = (say: string) => [...new TextEncoder().encode(say)]
  const content = Uint8Array.from([...bytes('id,city\n1,'), ...word, ...bytes('\n2,Oslo\n3,'), ...word, 10])
  const made = await read(content, { dialect: { encoding } })
  expect(made.cells).toEqual([
    ['1', text],
    ['2', 'Oslo'],
    ['3', text],
  ])
  expect(made.warnings).toEqual([])
})
