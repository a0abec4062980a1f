import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { StudioError } from '../problem'
import { concatColumns } from '../table/concat'
import { type Column, rowTexts } from '../table/table'
import { memorySource } from './bytes'
import { openReader } from './registry'

/** Every `x.csv` stands beside an `x.csv.expected.json`: adding a pair adds a test. */
const folder = new URL('./fixtures/', import.meta.url)
const files = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'))

/** What a file says: names, kinds and cells as they would be written again, and every warning; or the problem. */
async function summary(name: string, bytes: Uint8Array): Promise<unknown> {
  const parts: Column[][] = []
  const said: Record<string, unknown> = {}
  let rows = 0
  try {
    const source = memorySource(name, bytes)
    for await (const event of (await openReader(source)).read(source, { chunkRows: 1000 })) {
      if (event.type === 'opened') {
        const { delimiter, quote, encoding, header, preamble, decimalMark, thousandsMark, dateOrder } = event.dialect
        const dialect = { delimiter, quote, encoding, header, preamble, decimalMark, thousandsMark, dateOrder }
        Object.assign(said, { format: event.format, names: event.names, dialect })
      } else if (event.type === 'done') said['warnings'] = event.warnings
      else {
        rows += event.rows
        event.columns.forEach((column, c) => {
          parts[c] ??= []
          parts[c].push(column)
        })
      }
    }
  } catch (error) {
    if (error instanceof StudioError) return { problem: error.problem }
    throw error
  }
  const columns = parts.map(concatColumns)
  const table = { rows, names: [], columns }
  const missing = columns.map((column) => Array.from(column.missing ?? []).filter((m) => m > 0).length)
  const cells = Array.from({ length: rows }, (_, row) => rowTexts(table, row))
  return { ...said, kinds: columns.map((column) => column.kind), missing, cells }
}

test('there are fixtures', () => expect(files.length).toBeGreaterThan(20))

test.each(files)('%s', async (name) => {
  const bytes = new Uint8Array(readFileSync(new URL(name, folder)))
  const expected = new URL(`${name}.expected.json`, folder)
  expect(await summary(name, bytes)).toEqual(JSON.parse(readFileSync(expected, 'utf8')))
})
