import { describe, expect, test } from 'vitest'
import { createRandom } from '../../random'
import type { Picture } from '../picture'
import { transforms } from './registry'
import { noTargets, type Sample, type Transform, type Values } from './transform'

/** Smooth, with detail, and different in each channel. */
function sample(width: number, height: number, channels: 1 | 3): Sample {
  const random = createRandom(5)
  const pixels = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [c, x, y] = [i % channels, Math.floor(i / channels) % width, Math.floor(i / channels / width)]
    return 120 + 60 * Math.sin(x / (3 + c) + 1) * Math.cos(y / (4 - c)) + 30 * random.uniform() + 10 * c
  })
  const mask = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x >= 8 && x < 18 && y >= 6 && y < 20 ? 3 : 0
  })
  const targets = {
    boxes: [{ left: 8, top: 6, right: 18, bottom: 20, label: 3 }],
    mask,
    keypoints: [{ x: 8.5, y: 6.5 }],
  }
  return { picture: { width, height, channels, pixels }, targets }
}

const draws = (transform: Transform, share: number): Values =>
  Object.fromEntries(
    Object.entries(transform.parameters).map(([id, { usual, whole }]) => {
      const value = usual[0] + (usual[1] - usual[0]) * share
      return [id, whole ? Math.round(value) : value]
    }),
  )

const ends = (transform: Transform, end: 'least' | 'most'): Values =>
  Object.fromEntries(Object.entries(transform.parameters).map(([id, parameter]) => [id, parameter[end]]))

const largest = (a: Picture, b: Picture) => Math.max(...a.pixels.map((level, i) => Math.abs(level - b.pixels[i]!)))
const samples = [sample(32, 32, 3), sample(32, 32, 1), sample(29, 23, 3), { ...sample(1, 1, 3), targets: noTargets }]
const [colour] = samples as [Sample]

describe.each(transforms.map((transform) => [transform.id, transform] as const))('%s', (_, transform) => {
  test('has ranges that contain what is usual and where it does nothing', () => {
    for (const { least, most, usual, neutral = least } of Object.values(transform.parameters)) {
      expect(least).toBeLessThan(most)
      for (const value of [...usual, neutral]) expect(value).toBeGreaterThanOrEqual(least)
      for (const value of [...usual, neutral]) expect(value).toBeLessThanOrEqual(most)
      expect(usual[0]).toBeLessThanOrEqual(usual[1])
    }
  })

  test('keeps the size, leaves what it was given, and gives the same bytes again', () => {
    for (const given of samples) {
      for (const values of [
        draws(transform, 0),
        draws(transform, 0.7),
        ends(transform, 'least'),
        ends(transform, 'most'),
      ]) {
        const before = given.picture.pixels.slice()
        const made = transform.apply(given, values, createRandom(3))
        const { width, height, channels, pixels } = made.picture
        expect([width, height, channels]).toEqual([given.picture.width, given.picture.height, given.picture.channels])
        expect(pixels.length).toBe(width * height * channels)
        expect(given.picture.pixels).toEqual(before)
        expect(transform.apply(given, values, createRandom(3))).toEqual(made)
      }
    }
  })

  test('keeps boxes, points and masks inside', () => {
    for (const given of samples) {
      const { width, height } = given.picture
      for (const values of [draws(transform, 0), draws(transform, 1), ends(transform, 'most')]) {
        const { boxes, keypoints, mask } = transform.apply(given, values, createRandom(4)).targets
        for (const { left, top, right, bottom } of boxes) {
          expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
          expect(right).toBeLessThanOrEqual(width)
          expect(bottom).toBeLessThanOrEqual(height)
          expect(right > left && bottom > top).toBe(true)
        }
        for (const { x, y } of keypoints) expect(x >= 0 && x < width && y >= 0 && y < height).toBe(true)
        expect(new Set(mask)).not.toContain(1)
        expect(mask?.length).toBe(given.targets.mask && width * height)
      }
    }
  })

  const neutral = Object.entries(transform.parameters).filter(([, parameter]) => parameter.neutral !== undefined)
  if (neutral.length > 0)
    test('does nothing at no strength', () => {
      const values = { ...draws(transform, 0.5), ...Object.fromEntries(neutral.map(([id, p]) => [id, p.neutral!])) }
      for (const given of samples) {
        const made = transform.apply(given, values, createRandom(9))
        expect(largest(made.picture, given.picture)).toBeLessThanOrEqual(1)
        expect(made.targets.boxes.length).toBe(given.targets.boxes.length)
      }
    })

  test('does something, and not to grey pictures where it needs colour', () => {
    const strengths = [draws(transform, 0), draws(transform, 1), ends(transform, 'least'), ends(transform, 'most')]
    const changes = strengths.map((values) =>
      largest(transform.apply(colour, values, createRandom(2)).picture, colour.picture),
    )
    expect(Math.max(...changes)).toBeGreaterThan(3)
    const grey = samples[1]!
    if (transform.needsColour)
      expect(transform.apply(grey, draws(transform, 1), createRandom(2)).picture).toEqual(grey.picture)
  })
})

describe('what moves', () => {
  const moving = transforms.filter(({ group }) => group === 'geometry')

  test.each(moving.map((transform) => [transform.id, transform] as const))(
    '%s moves the box with its mask',
    (_, transform) => {
      const { targets, picture } = transform.apply(sample(48, 48, 1), draws(transform, 0.9), createRandom(6))
      const [box] = targets.boxes
      const inside = [...targets.mask!.keys()].filter((at) => targets.mask![at] === 3)
      expect(inside.length).toBeGreaterThan(30)
      const xs = inside.map((at) => at % picture.width)
      const ys = inside.map((at) => Math.floor(at / picture.width))
      // The hull of what the mask shows, to a pixel and a half.
      const hull = [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1]
      for (const [i, side] of [box!.left, box!.top, box!.right, box!.bottom].entries())
        expect(Math.abs(side - hull[i]!)).toBeLessThanOrEqual(1.5)
    },
  )

  test('a box of which less than three tenths stay visible is dropped', () => {
    const shift = transforms.find(({ id }) => id === 'shift')!
    const boxesAt = (right: number) => shift.apply(colour, { right, down: 0 }, createRandom(1)).targets.boxes.length
    expect([boxesAt(-0.4), boxesAt(-0.46), boxesAt(-0.47)]).toEqual([1, 1, 0])
  })

  test('there are at least 45 transforms, each with a name of its own', () => {
    expect(new Set(transforms.map(({ id }) => id)).size).toBe(transforms.length)
    expect(transforms.length).toBeGreaterThanOrEqual(45)
  })
})
