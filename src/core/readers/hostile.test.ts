import { gzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { StudioError } from '../problem'
import { memorySource } from './bytes'
import type { ReadEvent } from './reader'
import { openReader } from './registry'

const encode = (text: string) => new TextEncoder().encode(text)
const many = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('')

async function read(bytes: Uint8Array, name = 'file'): Promise<ReadEvent[]> {
  const list: ReadEvent[] = []
  const source = memorySource(name, bytes)
  for await (const event of (await openReader(source)).read(source, {})) list.push(event)
  return list
}
const problemOf = (bytes: Uint8Array) =>
  read(bytes).then(
    () => undefined,
    (error: unknown) => (error instanceof StudioError ? error.problem : error),
  )

test('an open quote over a million rows costs its own row only', async () => {
  const done = (await read(encode(`a,b,c\n1,"x,2\n${many(1_000_000, (i) => `${i},y${i % 9},z\n`)}`))).at(-1)
  expect(done).toMatchObject({ rows: 1_000_001, warnings: [{ code: 'open-quote', count: 1, rows: [2] }] })
})

test('50,000 stray quotes are counted, and the first 20 named', async () => {
  const done = (await read(encode(`a,b\n${many(50_000, () => '"x"y,1\n')}`))).at(-1)!
  expect(done).toMatchObject({ rows: 50_000, warnings: [{ code: 'stray-quote', count: 50_000 }] })
  if (done.type === 'done') expect(done.warnings[0]!.rows).toEqual(Array.from({ length: 20 }, (_, i) => i + 2))
})

test('quoted cells over many lines stay whole', async () => {
  const cell = `"${'a line, with a comma\n'.repeat(80)}"`
  const list = await read(encode(`a,b\n${many(30, (i) => `${i},${cell}\n`)}`))
  expect(list.at(-1)).toMatchObject({ rows: 30, warnings: [] })
})

test('5,001 columns are refused, 5,000 are read', async () => {
  const wide = (n: number) =>
    encode(`${Array.from({ length: n }, (_, i) => `c${i}`).join(',')}\n${'1,'.repeat(n - 1)}1\n`)
  expect(await problemOf(wide(5001))).toMatchObject({ code: 'read/too-many-columns', columns: 5001, limit: 5000 })
  expect((await read(wide(5000))).at(-1)).toMatchObject({ rows: 1 })
})

test('a byte that is no UTF-8 far behind the start is named', async () => {
  const rows = 200_000
  const start = encode(`a,b\n${many(rows, (i) => `${i},word\n`)}`)
  const bytes = Uint8Array.from([...start, 0x37, 0x2c, 0xe9, 0x0a])
  const warnings = [{ code: 'undecodable', count: 1, rows: [rows + 2], detail: ['b'] }]
  expect((await read(bytes)).at(-1)).toMatchObject({ rows: rows + 1, warnings })
})

test('NUL bytes stay and are named', async () => {
  const warnings = [{ code: 'nul-bytes', count: 1, rows: [3], detail: ['b'] }]
  expect((await read(encode('a,b\n1,x\n2,y\0z\n'))).at(-1)).toMatchObject({ rows: 2, warnings })
})

test('a missing word that comes late does not turn numbers into text', async () => {
  const list = await read(encode(`a,b\n${many(5000, (i) => `${i},${i / 4}\n`)}5000,NA\n`))
  const chunk = list.findLast((event) => event.type === 'rows')
  expect(chunk?.columns[1]).toMatchObject({ kind: 'number', spellings: ['NA'] })
})

test.each([
  ['gzip cut short', gzipSync(encode(many(5000, (i) => `${i},${i * i}\n`))).subarray(0, 9000), 'read/broken'],
  ['nothing', new Uint8Array(0), 'read/empty'],
  ['only blank lines', encode('\n'.repeat(1000)), 'read/empty'],
  ['only a header', encode('a,b,c\n'), 'read/no-rows'],
  ['markup', encode('<?xml version="1.0"?>\n<a>1</a>\n'), 'read/unknown-format'],
  ['a list in a list without end', encode('['.repeat(100_000)), 'read/broken'],
  ['objects in objects', encode(`[${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`), 'read/broken'],
] as const)('%s', async (_, bytes, code) => {
  expect(await problemOf(bytes)).toMatchObject({ code })
})
