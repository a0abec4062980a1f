import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { defaultSceneRecipe } from '../core/images/compose/scene-recipe'
import { db } from '../db/database'
import { cancelPictures } from './cancel-pictures'
import { useWork } from './work'

const { stopImport } = vi.hoisted(() => ({ stopImport: vi.fn() }))
vi.mock('../jobs/pictures', () => ({ stopImport }))

const block = (projectId: string, number: number) => ({
  projectId,
  kind: 'pixels' as const,
  block: number,
  pixels: new Uint8Array(4),
})

test('cancelling ends the worker, then removes what it had stored, and nothing of other projects', async () => {
  await db.pictureBlocks.bulkPut([block('half', 0), block('half', 1), block('whole', 0)])
  const scenes = { thingClasses: [], things: [], clear: new Int32Array(0), recipe: defaultSceneRecipe }
  await db.pictureScenes.bulkPut([
    { ...scenes, projectId: 'half' },
    { ...scenes, projectId: 'whole' },
  ])
  let storedAtTheEnd = 0
  stopImport.mockImplementation(() => {
    // The blocks are still there when the worker ends: it can't write behind the deletion.
    void db.pictureBlocks
      .where('projectId')
      .equals('half')
      .count((count) => {
        storedAtTheEnd = count
      })
  })
  useWork.setState({ importingPictures: { projectId: 'half', name: 'a.zip' } })
  await cancelPictures()
  expect(stopImport).toHaveBeenCalledTimes(1)
  expect(storedAtTheEnd).toBe(2)
  expect(useWork.getState().importingPictures).toBeUndefined()
  expect(await db.pictureBlocks.toCollection().primaryKeys()).toEqual([['whole', 'pixels', 0]])
  expect(await db.pictureScenes.toCollection().primaryKeys()).toEqual(['whole'])
  expect(await db.projects.count()).toBe(0)
})

test('cancelled when nothing is read any more, it removes nothing', async () => {
  await cancelPictures()
  expect(await db.pictureBlocks.count()).toBe(1)
})
