import { gzipSync } from 'fflate'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { StudioError } from '../problem'
import { concatColumns } from '../table/concat'
import { type Column, rowTexts } from '../table/table'
import { memorySource } from './bytes'
import type { ReadEvent, Reader } from './reader'
import { openReader, readers } from './registry'

/** 300 rows of every kind of cell that all formats can hold. */
const rows = Array.from({ length: 300 }, (_, i) => ({
  id: i + 1,
  word: ['red', 'green, light', 'blue "b"'][i % 3]!,
  share: i / 8,
  gap: i % 5 === 0 ? null : `v${i % 7}`,
  yes: i % 2 === 0,
  day: `2024-0${1 + (i % 9)}-1${i % 10}`,
}))
const names = Object.keys(rows[0]!)
const texts = rows.map((row) => Object.values(row).map((value) => (value === null ? '' : String(value))))
const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

const encode = (text: string) => new TextEncoder().encode(text)

/** A new reader needs one entry here. */
const samples: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  csv: async () => encode([names, ...texts].map((cells) => cells.map(quoted).join(',')).join('\n')),
  jsonl: async () => encode(rows.map((row) => JSON.stringify(row)).join('\n')),
  json: async () => encode(JSON.stringify(rows, null, 1)),
  parquet: async () => {
    const columnData = names.map((name) => ({ name, data: rows.map((row) => row[name as keyof typeof row]) }))
    return new Uint8Array(parquetWriteBuffer({ columnData }))
  },
  xlsx: async () => {
    const head = names.map((value) => ({ value }))
    const body = rows.map((row) => Object.values(row).map((value) => (value === null ? null : { value })))
    const buffer = await writeXlsxFile([head, ...body] as unknown as SheetData).toBuffer()
    return new Uint8Array(buffer)
  },
}

async function events(reader: Reader, name: string, bytes: Uint8Array, options = {}): Promise<ReadEvent[]> {
  const list: ReadEvent[] = []
  for await (const event of reader.read(memorySource(name, bytes), options)) list.push(event)
  return list
}

function tableTexts(list: readonly ReadEvent[]): string[][] {
  const chunks = list.filter((event) => event.type === 'rows')
  const parts = chunks[0]!.columns.map((_, c) => chunks.map((chunk) => chunk.columns[c] as Column))
  const count = chunks.reduce((sum, chunk) => sum + chunk.rows, 0)
  const table = { rows: count, names: [], columns: parts.map(concatColumns) }
  return Array.from({ length: count }, (_, row) => rowTexts(table, row))
}

test('every reader has a sample', () => {
  expect(Object.keys(samples).sort()).toEqual(readers.map((reader) => reader.id).sort())
})

describe.each(readers.map((reader) => [reader.id, reader] as const))('%s', (id, reader) => {
  const file = `sample.${reader.extensions[0]}`

  test('is found by its bytes alone', async () => {
    expect((await openReader(memorySource('sample', await samples[id]!()))).id).toBe(id)
  })

  test('reads every cell: opened, rows, done', async () => {
    const list = await events(reader, file, await samples[id]!())
    expect(list.map((event) => event.type)).toEqual(['opened', 'rows', 'rows', 'done'])
    expect(list[0]).toMatchObject({ names })
    expect(list[1]).toMatchObject({ rows: 100 })
    expect(list.at(-1)).toMatchObject({ rows: 300, complete: true })
    expect(tableTexts(list)).toEqual(texts)
  })

  test('reads the same from gzip', async () => {
    const zipped = gzipSync(await samples[id]!())
    expect((await openReader(memorySource(`${file}.gz`, zipped))).id).toBe(id)
    expect(tableTexts(await events(reader, `${file}.gz`, zipped))).toEqual(texts)
  })

  test('reads the same in small chunks', async () => {
    const list = await events(reader, file, await samples[id]!(), { chunkRows: 7 })
    expect(tableTexts(list)).toEqual(texts)
    for (const event of list) if (event.type === 'rows') expect(event.rows).toBeLessThanOrEqual(7)
  })

  test('stops when told, and says that it did', async () => {
    const list = await events(reader, file, await samples[id]!(), { signal: { aborted: true } })
    expect(list.at(-1)).toMatchObject({ type: 'done', complete: false })
  })

  test('half a file or a flipped byte gives a table or a problem, never another error', async () => {
    const bytes = await samples[id]!()
    for (let i = 1; i < 40; i++) {
      const cut = bytes.slice(0, Math.floor((bytes.length * i) / 40))
      const flipped = bytes.slice()
      flipped[(i * 7919) % bytes.length]! ^= 1 << (i % 8)
      for (const broken of [cut, flipped]) {
        await events(reader, file, broken).catch((error: unknown) => expect(error).toBeInstanceOf(StudioError))
      }
    }
  })
})
