import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test, vi } from 'vitest'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { addOutput } from '../../src/db/runs'
import { importProject } from '../intake/import-project'
import { makeDraft } from './draft'
import { loadModel } from './models'
import { writeOutput } from './output'

const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError')) as never
const noEngine = () => Promise.reject(new Error('trees need no engine'))
/** The clock jumps by a second each time, so that every batch is committed on its own. */
const everyBatch = () => {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
}

beforeAll(async () => {
  await importProject({
    projectId: 'penguins',
    file: new File([readFileSync('public/samples/penguins.csv')], 'penguins.csv'),
    signal: { aborted: false },
    onPreview: () => {},
    onProgress: () => {},
  })
  await makeDraft('penguins')
})

test.each([
  ['the reason fits', 0],
  ['not even the reason fits until the last rows are given up', 1],
])('a full disk keeps the rows that were stored: %s', async (_, failures) => {
  const run = (await db.runs.toArray())[0]!
  const fitted = await loadModel(run, noEngine)
  const output = await addOutput(run, { wantedRows: 60_000, seed: 1, temperature: 1, conditions: [] })
  everyBatch()
  const put = db.chunks.bulkPut.bind(db.chunks)
  const update = db.outputs.update.bind(db.outputs)
  const stored: number[] = []
  const rowsOf = (chunks: unknown) => (chunks as { rows: number }[])[0]!.rows
  vi.spyOn(db.chunks, 'bulkPut').mockImplementation(((chunks: never) => {
    if (stored.length === 2) return full()
    stored.push(rowsOf(chunks))
    return put(chunks)
  }) as never)
  let failed = 0
  vi.spyOn(db.outputs, 'update').mockImplementation(((id: string, change: object) =>
    'problem' in change && failed++ < failures ? full() : update(id, change)) as never)
  const control = { stopped: () => false, onRows: () => {} }
  await expect(writeOutput(fitted, output, control)).rejects.toMatchObject({ problem: { code: 'storage/quota' } })
  vi.restoreAllMocks()
  const kept = failures === 0 ? stored[0]! + stored[1]! : stored[0]!
  const problem = { code: 'storage/quota' }
  expect(await db.outputs.get(output.id)).toMatchObject({ status: 'cancelled', rows: kept, problem })
  expect((await loadTable(outputOwner(output.id), output.names)).rows).toBe(kept)
})
