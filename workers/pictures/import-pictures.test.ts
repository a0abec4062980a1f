import 'fake-indexeddb/auto'
import { zipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { writePng } from '../../src/core/images/write-png'
import { xmpPacket } from '../../src/core/images/xmp'
import { db } from '../../src/db/database'
import { importPictures } from './import-pictures'

vi.mock('./decode', async () => import('../../scripts/headless/decode-picture'))

const png = (level: number, xmp?: string) =>
  writePng({ width: 4, height: 4, channels: 1, pixels: new Uint8Array(16).map((_, i) => (level + 16 * i) % 256) }, xmp)
const zip = (files: Record<string, Uint8Array>) => {
  const file = new File([zipSync(files) as Uint8Array<ArrayBuffer>], 'pets.zip')
  return [{ path: 'pets.zip', file }]
}
const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`cat/${i}.png`, png(i)]))
const left = async () =>
  Promise.all([db.projects.count(), db.pictures.count(), db.pictureBlocks.count(), db.pictureScenes.count()])

test('an import that is broken off in the middle leaves nothing behind', async () => {
  let calls = 0
  const stop = () => {
    if (++calls === 4) throw new Error('the tab was closed')
  }
  await expect(importPictures('half', 'pets.zip', zip(many), stop)).rejects.toThrow('the tab was closed')
  expect(calls).toBe(4)
  expect(await left()).toEqual([0, 0, 0, 0])
})

test('pictures that say that they were made are told of, by their provenance or by themselves', async () => {
  const marked = png(1, xmpPacket('trainedAlgorithmicMedia', '1'))
  await importPictures('marked', 'pets.zip', zip({ 'a/1.png': marked, 'a/2.png': png(5), 'b/3.png': png(9) }), () => {})
  expect((await db.projects.get('marked'))!.source.marker).toEqual({ by: 'xmp', generation: 1, pictures: 1 })
  const provenance = {
    format: 'synthetic-data-studio/provenance',
    schemaVersion: '2.0',
    generationNumber: 2,
    generator: { type: 'pyramid-flow' },
    sources: [{ name: 'birds.zip' }],
  }
  const own = { 'x/train/a/1.png': marked, 'x/provenance.json': new TextEncoder().encode(JSON.stringify(provenance)) }
  await importPictures('own', 'pets.zip', zip(own), () => {})
  expect((await db.projects.get('own'))!.source.marker).toEqual({
    by: 'provenance',
    generation: 2,
    generator: 'pyramid-flow',
    madeFrom: 'birds.zip',
    pictures: 1,
  })
  await importPictures('plain', 'pets.zip', zip({ 'a/1.png': png(1) }), () => {})
  expect((await db.projects.get('plain'))!.source).not.toHaveProperty('marker')
})
