import 'fake-indexeddb/auto'
import { beforeAll, expect, test } from 'vitest'
import { defaultRecipe } from '../../src/core/images/augment/augment-recipe'
import { curate } from '../../src/core/images/curation'
import { saveCuration } from '../../src/db/curation'
import { db } from '../../src/db/database'
import type { Run } from '../../src/db/objects'
import { addRun } from '../../src/db/runs'
import { loadPictureData } from '../shared/picture-data'
import { storeProject } from '../train/pictures/picture-project.fixture'
import { preview } from './preview'
import { sceneFacts } from './scene-kit'

const side = 4
/** Each picture is of one level, its number. */
const count = 40
const set = {
  width: side,
  height: side,
  channels: 1 as const,
  pixels: Uint8Array.from({ length: count * side * side }, (_, i) => Math.floor(i / side / side)),
  labels: Int32Array.from({ length: count }, (_, i) => i % 4),
  classes: ['a', 'b', 'c', 'd'],
}
const numbersOf = ({ pixels }: { readonly pixels: Uint8Array }) => pixels.filter((_, i) => i % (side * side) === 0)

let runBefore: Run

beforeAll(async () => {
  const project = await storeProject('numbers', set)
  runBefore = await addRun(project, 'pyramid-flow')
  const stored = (await db.pictures.get('numbers'))!
  const changed = [
    { kind: 'exclude' as const, places: [...set.labels.keys()].filter((i) => i < 10 || i % 4 === 3) },
    { kind: 'rename' as const, from: 'b', to: 'a' },
  ].reduce(curate, stored)
  await saveCuration('numbers', changed)
})

test('nothing that is left out is learned, tested with, or changed into more; joined classes are one', async () => {
  const { train, control, test: held } = await loadPictureData('numbers')
  const seen = [train, control, held].flatMap((part) => [...numbersOf(part)])
  const kept = [...set.labels.keys()].filter((i) => i >= 10 && i % 4 !== 3)
  expect(seen.sort((a, b) => a - b)).toEqual(kept)
  expect(train.classes).toEqual(['a', 'c'])
  for (const [i, number] of numbersOf(train).entries()) expect(train.labels[i]).toBe(number % 4 === 2 ? 1 : 0)
  const pairs = await preview('numbers', { ...defaultRecipe, steps: [] }, 12)
  for (const { before } of pairs) expect(kept).toContain(before[0])
  expect((await sceneFacts('numbers')).places).toEqual(Int32Array.from(kept))
})

test('a run from before the change still sees what it learned from', async () => {
  const { train, control, test: held } = await loadPictureData('numbers', runBefore.id)
  const seen = [train, control, held].flatMap((part) => [...numbersOf(part)])
  expect(seen.sort((a, b) => a - b)).toEqual([...set.labels.keys()])
  expect(train.classes).toEqual(set.classes)
})

test('a preview follows a change at once', async () => {
  const recipe = { ...defaultRecipe, steps: [] }
  const seen = async () => new Set((await preview('numbers', recipe, 40)).map(({ before }) => before[0]))
  expect(await seen()).toContain(38)
  const stored = (await db.pictures.get('numbers'))!
  await saveCuration('numbers', curate(stored, { kind: 'exclude', places: [38] }))
  expect(await seen()).not.toContain(38)
})
