import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random'
import { contactSheet } from './contact-sheet'
import { pickPictures } from './pick-pictures'
import { splitPictures } from './split-pictures'

test('a split loses and doubles no picture, keeps the given test pictures, and gives each class its share', () => {
  const sets = fc.record({
    labels: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 400 }),
    given: fc.boolean(),
    seed: fc.integer({ min: 0, max: 99 }),
  })
  fc.assert(
    fc.property(sets, ({ labels, given, seed }) => {
      const parts = labels.map((_, place) => (place % 5 === 0 ? ('test' as const) : ('train' as const)))
      const held = given ? Int32Array.from(labels.keys()).filter((place) => place % 5 === 0) : undefined
      const split = splitPictures(Int32Array.from(labels), given ? { parts } : {}, createRandom(seed))
      const all = [...split.train, ...split.control, ...split.test].sort((a, b) => a - b)
      expect(all).toEqual([...labels.keys()])
      if (held) expect([...split.test]).toEqual([...held])
      for (const label of new Set(labels)) {
        const count = (places: Int32Array) => places.filter((place) => labels[place] === label).length
        const own = labels.filter((each) => each === label).length - (held ? count(held) : 0)
        if (own > 0) expect(count(split.train)).toBeGreaterThan(0)
        if (!held) expect(Math.abs(count(split.test) - 0.15 * own)).toBeLessThanOrEqual(0.5)
      }
    }),
  )
})

test('copies stay in one part', () => {
  const labels = new Int32Array(200)
  const copies = labels.map((_, place) => place - (place % 4))
  const split = splitPictures(labels, { copies }, createRandom(1))
  const partOf = (place: number) => (['train', 'control', 'test'] as const).find((part) => split[part].includes(place))
  expect([...copies.keys()].filter((place) => partOf(place) !== partOf(copies[place]!))).toEqual([])
  expect(split.test.length).toBeGreaterThan(20)
})

const set = {
  width: 2,
  height: 1,
  channels: 1 as const,
  pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
  labels: Int32Array.of(1, 0, 1),
  classes: ['a', 'b'],
}

test('pictures are picked with their classes', () => {
  expect(pickPictures(set, [2, 0])).toMatchObject({ pixels: Uint8Array.of(5, 6, 1, 2), labels: Int32Array.of(1, 1) })
})

test('a contact sheet has a row per class', () => {
  const sheet = contactSheet(set, 5)
  expect([sheet.width, sheet.height]).toEqual([10, 8])
  const at = (x: number, y: number) => sheet.pixels[y * sheet.width + x]
  expect([at(2, 2), at(3, 2), at(2, 5), at(3, 5), at(6, 5), at(7, 5)]).toEqual([3, 4, 1, 2, 5, 6])
  expect(at(6, 2)).toBe(255)
})
