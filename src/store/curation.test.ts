import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { defaultRecipe } from '../core/images/augment/augment-recipe'
import { type CurationEdit, sameCuration } from '../core/images/curation'
import { defaultGenerator, defaultSplit } from '../core/recipe/defaults'
import { isOfOlderPictures } from '../db/curation'
import { db } from '../db/database'
import type { Project } from '../db/objects'
import type { StoredPictures } from '../db/pictures'
import { addRun } from '../db/runs'
import { curationSaved, editPictures, loadCuration, useCuration } from './curation'
import { editsOf } from './history'

const { redraftSoon } = vi.hoisted(() => ({ redraftSoon: vi.fn() }))
vi.mock('./schema', () => ({ redraftSoon }))

const stored: StoredPictures = {
  projectId: 'pets',
  width: 1,
  height: 1,
  channels: 1,
  classes: ['cat', 'dog'],
  labels: Int32Array.from({ length: 8 }, (_, i) => i % 2),
  refused: [],
  resized: 0,
  exactCopies: 0,
  nearCopies: 0,
  moved: 0,
  recipe: defaultRecipe,
}
const project = {
  id: 'pets',
  name: 'pets',
  kind: 'pictures',
  split: defaultSplit,
  generator: defaultGenerator,
  seed: 1,
  source: { rows: 8, columns: 2 },
} as Project

beforeAll(() => loadCuration('nothing'))
beforeEach(async () => {
  await db.runs.clear()
  await db.pictures.put(stored)
  await db.projects.put(project)
  await loadCuration('nothing')
  await loadCuration('pets')
})

const inDatabase = async () => {
  await curationSaved()
  return (await db.pictures.get('pets'))!
}

const anEdit: fc.Arbitrary<CurationEdit> = fc.oneof(
  fc.record({
    kind: fc.constant('relabel' as const),
    places: fc.array(fc.nat(7)),
    name: fc.constantFrom('cat', 'dog', 'fox'),
  }),
  fc.record({ kind: fc.constantFrom('exclude' as const, 'include' as const), places: fc.array(fc.nat(7)) }),
  fc.record({
    kind: fc.constant('rename' as const),
    from: fc.constantFrom('cat', 'dog', 'fox'),
    to: fc.constantFrom('cat', 'dog', 'fox'),
  }),
)

test('any sequence of edits, all of them undone, is the start again, and redone the end, in the database too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anEdit, { minLength: 1, maxLength: 12 }), async (sequence) => {
      await loadCuration('nothing')
      await db.pictures.put(stored)
      await loadCuration('pets')
      const steps = sequence.map(editPictures).filter(Boolean).length
      const end = await inDatabase()
      expect(sameCuration(end, useCuration.getState().curation)).toBe(true)
      const edits = () => editsOf('pets')!
      expect(edits().pastStates).toHaveLength(steps)
      while (edits().pastStates.length > 0) edits().undo()
      expect(await inDatabase()).toEqual(stored)
      while (edits().futureStates.length > 0) edits().redo()
      expect(await inDatabase()).toEqual(end)
    }),
    { seed: 3, numRuns: 60 },
  )
})

test('an edit is kept: another visit finds it, with its history, and the home screen counts what is in use', async () => {
  editPictures({ kind: 'exclude', places: [1, 3, 5, 7] })
  await curationSaved()
  expect((await db.projects.get('pets'))!.source).toMatchObject({ rows: 4, columns: 1 })
  await loadCuration('pets')
  expect(editsOf('pets')!.pastStates).toHaveLength(1)
  await loadCuration('nothing')
  expect(editsOf('pets')).toBeUndefined()
  await loadCuration('pets')
  expect(useCuration.getState().curation.excluded).toEqual(Uint8Array.of(0, 1, 0, 1, 0, 1, 0, 1))
  expect(editsOf('pets')!.pastStates).toHaveLength(0)
})

test('what was learned before a change is of older pictures, until the change is undone', async () => {
  const run = await addRun(project, 'pyramid-flow')
  const isOlder = async () => isOfOlderPictures(await inDatabase(), (await db.runs.get(run.id))!)
  expect(await isOlder()).toBe(false)
  editPictures({ kind: 'relabel', places: [0], name: 'dog' })
  expect(await isOlder()).toBe(true)
  editsOf('pets')!.undo()
  expect(await isOlder()).toBe(false)
  editsOf('pets')!.redo()
  await curationSaved()
  const later = await addRun(project, 'pyramid-flow')
  expect(isOfOlderPictures(await inDatabase(), (await db.runs.get(later.id))!)).toBe(false)
  expect(redraftSoon).toHaveBeenCalledWith('pets')
})
