import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillPolygons, polygonBounds } from './fill-polygons'
import { areaOf, masksOf, outlines } from './mask'

const bitmap = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).chain(([width, height]) =>
  fc.record({
    width: fc.constant(width),
    owners: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: width * height, maxLength: width * height }),
  }),
)

test('the masks of a map hold each pixel of their number once, and their outlines, filled, give them again', () => {
  fc.assert(
    fc.property(bitmap, ({ width, owners }) => {
      const height = owners.length / width
      const masks = masksOf(Uint8Array.from(owners), width, 2)
      masks.forEach((mask, i) => {
        const own = owners.map((owner) => (owner === i + 1 ? 1 : 0))
        expect(mask ? areaOf(mask) : 0).toBe(own.filter((bit) => bit === 1).length)
        if (!mask) return
        const polygons = outlines(mask)
        const filled = fillPolygons(polygons, width, height)
        expect([...filled].map((cover) => cover / 255)).toEqual(own)
        const { left, top, right, bottom } = polygonBounds(polygons)
        expect([left, top, right, bottom]).toEqual([
          mask.left,
          mask.top,
          mask.left + mask.width,
          mask.top + mask.height,
        ])
      })
    }),
  )
})

test('a polygon covers as much as its area by the shoelace formula', () => {
  const cover = (polygon: number[]) => fillPolygons([polygon], 20, 20).reduce((sum, share) => sum + share, 0) / 255
  expect(cover([2, 3, 17, 5, 9, 18])).toBeCloseTo(0.5 * Math.abs(15 * 15 - 7 * 2), 0)
  expect(cover([1.5, 2.25, 11.5, 2.25, 11.5, 4.75, 1.5, 4.75])).toBeCloseTo(25, 1)
  // Beyond the edges nothing is left.
  expect(cover([-10, -10, 30, -10, 30, 30, -10, 30])).toBe(400)
  expect(cover([30, 30, 40, 30, 40, 40])).toBe(0)
})
