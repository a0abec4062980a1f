import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { addBatch, outputOwner } from '../../db/chunks'
import { db } from '../../db/database'
import type { Output, Project, Run } from '../../db/objects'
import { deleteOutput, deleteRun } from './delete-run'

const run = (id: string) => ({ id, projectId: 'p', createdAt: 1 }) as Run
const output = (id: string, runId: string, createdAt: number) =>
  ({ id, projectId: 'p', runId, createdAt, status: 'done' }) as Output

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()))
  await db.projects.add({ id: 'p', activeOutputId: 'o2' } as Project)
  await db.runs.bulkAdd([run('r1'), run('r2')])
  await db.outputs.bulkAdd([output('o1', 'r1', 1), output('o2', 'r2', 2), output('o3', 'r2', 3)])
  for (const id of ['o1', 'o2', 'o3']) {
    await addBatch(outputOwner(id), 0, [{ kind: 'text', levels: ['a'], codes: Int32Array.of(0), spellings: [] }], 1)
  }
})

test('a deleted run takes its tables and rows along, and the newest other table is in use', async () => {
  await deleteRun(run('r2'))
  expect(await db.outputs.toCollection().primaryKeys()).toEqual(['o1'])
  expect(await db.chunks.count()).toBe(1)
  expect((await db.projects.get('p'))?.activeOutputId).toBe('o1')
})

test('deleting another table than the one in use leaves that in use', async () => {
  await deleteOutput(output('o3', 'r2', 3))
  expect((await db.projects.get('p'))?.activeOutputId).toBe('o2')
  expect(await db.runs.count()).toBe(2)
})

test('with the last table gone, none is in use', async () => {
  await deleteRun(run('r1'))
  await deleteRun(run('r2'))
  expect((await db.projects.get('p'))?.activeOutputId).toBeUndefined()
})
