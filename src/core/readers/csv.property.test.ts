import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { StudioError } from '../problem'
import { concatColumns } from '../table/concat'
import { type Column, rowTexts } from '../table/table'
import { memorySource } from './bytes'
import { csv } from './csv'
import type { Dialect, ReadOptions, ReadWarning } from './reader'
import { openReader } from './registry'

interface Read {
  readonly names: readonly string[]
  readonly dialect: Dialect
  readonly cells: readonly (readonly string[])[]
  readonly warnings: readonly ReadWarning[]
}

async function readBytes(bytes: Uint8Array, options: ReadOptions = {}): Promise<Read> {
  const parts: Column[][] = []
  let [names, warnings, dialect, rows] = [[] as readonly string[], [] as readonly ReadWarning[], {} as Dialect, 0]
  for await (const event of csv.read(memorySource('table.csv', bytes), options)) {
    if (event.type === 'opened') {
      names = event.names
      dialect = event.dialect
    } else if (event.type === 'done') warnings = event.warnings
    else {
      rows += event.rows
      event.columns.forEach((column, c) => {
        parts[c] ??= []
        parts[c].push(column)
      })
    }
  }
  const table = { rows, names, columns: parts.map(concatColumns) }
  return { names, dialect, warnings, cells: Array.from({ length: rows }, (_, row) => rowTexts(table, row)) }
}

const encodings = {
  'utf-8': (text: string) => new TextEncoder().encode(text),
  'utf-8 bom': (text: string) => new TextEncoder().encode(`\ufeff${text}`),
  'utf-16le': (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le')),
  'utf-16be': (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le').swap16()),
  'windows-1252': (text: string) => Uint8Array.from(Buffer.from(text, 'latin1')),
} as const

const quote = (cell: string, delimiter: string) =>
  cell === '' || /["\r\n]|^\s|\s$/.test(cell) || cell.includes(delimiter[0]!) ? `"${cell.replaceAll('"', '""')}"` : cell
const write = (rows: readonly (readonly string[])[], delimiter: string, end: string) =>
  rows.map((row) => row.map((cell) => quote(cell, delimiter)).join(delimiter) + end).join('')

const nasty = fc.constantFrom(
  '',
  ' ',
  '"',
  '""',
  ',',
  ';',
  '\t',
  'a"b',
  '"a',
  'a,b',
  'x\ny',
  'x\r\ny',
  '007',
  '1e400',
  '-0',
  '1.50',
  '12345678901234567890',
  '=1+1',
  'NA',
  "O'Brien",
  '__proto__',
  'é',
  '-',
)
const cell = fc.oneof(
  nasty,
  fc.integer().map(String),
  fc.double({ noNaN: true }).map(String),
  fc.string({ maxLength: 12 }),
)
/** Latin letters only: every encoding of the grid can write them. */
const latin = cell.map((text) => [...text].filter((c) => /[\t\r\n -~\u00a0-\u00ff]/.test(c)).join(''))
const tableOf = (cells: fc.Arbitrary<string>, minRows: number) =>
  fc
    .integer({ min: 2, max: 6 })
    .chain((width) =>
      fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: minRows, maxLength: 30 }),
    )

/** Cells differ only in columns that a warning names. */
function expectSame(read: Read, rows: readonly (readonly string[])[]) {
  const named = new Set(read.warnings.filter((w) => w.code === 'reformatted').flatMap((w) => w.detail))
  expect(read.cells.length).toBe(rows.length)
  read.cells.forEach((cells, r) => {
    cells.forEach((text, c) => {
      if (!named.has(read.names[c]!)) expect(text).toBe(rows[r]![c])
      else if (text !== rows[r]![c]) expect(Number(text) + 0).toBe(Number(rows[r]![c]) + 0)
    })
  })
}

describe('what is written is read', () => {
  const delimiters = [',', ';', '\t', '|', ' ', ':', '^', ', ', '\x01']
  const ends = ['\n', '\r\n', '\r']
  const grid = delimiters.flatMap((d) => ends.flatMap((e) => Object.keys(encodings).map((n) => [d, e, n] as const)))

  test.each(grid)('delimiter %j, line end %j, %s', async (delimiter, end, encoding) => {
    const property = fc.asyncProperty(tableOf(latin, 1), async (rows) => {
      const bytes = encodings[encoding as keyof typeof encodings](write(rows, delimiter, end))
      const name = encoding === 'utf-8 bom' ? 'utf-8' : (encoding as Dialect['encoding'])
      const given = {
        delimiter,
        quote: '"',
        header: false,
        preamble: 0,
        encoding: name,
        decimalMark: '.',
        thousandsMark: '',
      } as const
      const read = await readBytes(bytes, { dialect: given }).catch((error: unknown) => {
        if (rows.flat().join('').trim() === '' && error instanceof StudioError) return undefined
        throw error
      })
      if (read) expectSame(read, rows)
    })
    await fc.assert(property, { numRuns: 12 })
  })

  test('in chunks of any size, as Papa Parse reads it', async () => {
    const property = fc.asyncProperty(tableOf(latin, 2), fc.integer({ min: 1, max: 9 }), async (rows, chunkRows) => {
      const text = write([rows[0]!.map((_, c) => `h${c}`), ...rows], ',', '\r\n')
      const expected = Papa.parse<string[]>(text, {
        delimiter: ',',
        newline: '\r\n',
        skipEmptyLines: false,
      }).data.slice(1, -1)
      const given = {
        delimiter: ',',
        quote: '"',
        header: true,
        preamble: 0,
        decimalMark: '.',
        thousandsMark: '',
      } as const
      expectSame(await readBytes(encodings['utf-8'](text), { chunkRows, dialect: given }), expected)
    })
    await fc.assert(property, { numRuns: 150 })
  })
})

describe('the dialect is found', () => {
  const word = fc.constantFrom('red', 'green', 'dark blue', 'Ada Lovelace', 'x', 'New York', 'café')
  const columnKinds = [
    word,
    fc.integer({ min: 0, max: 5000 }).map(String),
    fc.integer({ min: 0, max: 99999 }).map((n) => (n / 100).toFixed(2)),
    fc
      .integer({ min: 0, max: 3000 })
      .map(
        (n) => `20${10 + (n % 20)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
      ),
    fc.constantFrom('', 'a, b', 'say "hi"', 'plain'),
  ]
  const realistic = fc
    .array(fc.constantFrom(...columnKinds), { minLength: 2, maxLength: 8 })
    .chain((kinds) => fc.array(fc.tuple(...kinds), { minLength: 5, maxLength: 60 }))

  test.each([',', ';', '\t', '|', ', '])('delimiter %j', async (delimiter) => {
    const property = fc.asyncProperty(realistic, fc.constantFrom('\n', '\r\n', '\r'), async (rows, end) => {
      const header = rows[0]!.map((_, c) => `name_${c}`)
      const read = await readBytes(encodings['utf-8'](write([header, ...rows], delimiter, end)))
      expect(read.dialect.delimiter).toBe(delimiter)
      expect(read.names).toEqual(header)
      expectSame(read, rows)
    })
    await fc.assert(property, { numRuns: 100 })
  })
})

describe('hostile bytes', () => {
  test('random bytes give a table or a problem, and no other error', async () => {
    const piece = fc.constantFrom(
      '"',
      "'",
      ',',
      ';',
      '\t',
      '\n',
      '\r',
      '\r\n',
      ' ',
      '1',
      'a',
      '{',
      '[',
      '\0',
      '\ufeff',
      '""',
      '|',
      '-',
      '.',
    )
    const text = fc.array(piece, { maxLength: 60 }).map((list) => new TextEncoder().encode(list.join('')))
    const bytes = fc.oneof(text, fc.uint8Array({ maxLength: 80 }))
    const property = fc.asyncProperty(bytes, async (input) => {
      try {
        const source = memorySource('x', input)
        for await (const event of (await openReader(source)).read(source, {}))
          if (event.type === 'done') expect(event.rows).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(StudioError)
      }
    })
    await fc.assert(property, { numRuns: 1500 })
  })
})
