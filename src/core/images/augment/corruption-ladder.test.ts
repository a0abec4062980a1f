import { describe, expect, test } from 'vitest'
import type { Picture } from '../picture'
import { findTransform } from '../transforms/registry'
import { corrupted, corruptions, ladderFiles, ladderLevels } from './corruption-ladder'

const side = 112
/** Smooth and sharp detail of several sizes. */
const picture: Picture = {
  width: side,
  height: side,
  channels: 3,
  pixels: Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % side, Math.floor(i / 3 / side)]
    const edge = (Math.floor(x / 9) + Math.floor(y / 13)) % 2
    return 70 + 60 * edge + 35 * Math.sin(x / (5 + c)) * Math.cos(y / 7) + 6 * c
  }),
}

const distance = (a: Picture) =>
  a.pixels.reduce((sum, level, i) => sum + Math.abs(level - picture.pixels[i]!), 0) / a.pixels.length

test('there are fifteen kinds, each of them a transform with the values that it takes', () => {
  expect(new Set(corruptions.map(({ id }) => id)).size).toBe(15)
  for (const { id, levels } of corruptions) {
    expect(levels).toHaveLength(ladderLevels)
    const { parameters } = findTransform(id)!
    for (const values of levels)
      for (const [name, value] of Object.entries(values)) {
        expect(value).toBeGreaterThanOrEqual(parameters[name]!.least)
        expect(value).toBeLessThanOrEqual(parameters[name]!.most)
      }
  }
})

describe.each(corruptions.map((corruption) => [corruption.id, corruption] as const))('%s', (_, corruption) => {
  test('takes a picture further away from itself with each level, in the same way for the same seed', () => {
    const levels = Array.from({ length: ladderLevels }, (_, level) => corrupted(picture, corruption, level, 4))
    const distances = levels.map(distance)
    expect(distances[0]).toBeGreaterThan(0.5)
    for (let i = 1; i < ladderLevels; i++) expect(distances[i]).toBeGreaterThan(distances[i - 1]!)
    expect(corrupted(picture, corruption, 2, 4).pixels).toEqual(levels[2]!.pixels)
  })
})

test('lies as ImageNet-C does, and keeps the class', async () => {
  const facts = {
    id: '0',
    createdAt: '2026-01-01T00:00:00Z',
    toolVersion: '1',
    sourceName: 'a.zip',
    sourceGeneration: 0,
    source: {
      pictures: 3,
      used: 2,
      heldBack: 0,
      leftOut: 0,
      refused: 0,
      exactCopies: 0,
      nearCopies: 0,
      moved: 0,
      width: 8,
      height: 8,
      channels: 3 as const,
    },
  }
  const small = { ...picture, width: 8, height: 8, pixels: picture.pixels.slice(0, 192) }
  const names: string[] = []
  const work = {
    classes: ['cat', 'dog'],
    labels: Int32Array.of(0, 1, 1),
    places: Int32Array.of(0, 2),
    seed: 1,
    facts,
    picture: () => small,
  }
  for await (const { name } of ladderFiles(work)) names.push(name)
  expect(names).toHaveLength(15 * 5 * 2 + 1)
  expect(names).toContain('fog/5/dog/000002.png')
  expect(names.at(-1)).toBe('provenance.json')
})
