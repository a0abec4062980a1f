import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../random'
import type { Box, Sample } from '../transforms/transform'
import { augMix } from './aug-mix'
import { drawBeta, drawShares } from './beta'
import { cutMix, mixUp, mosaic } from './mixing'

const [width, height] = [20, 14]

/** Noise in a range of its own, so that each value says which picture it comes from; every pixel belongs to a thing. */
function noise(from: number, boxes: readonly Box[] = [], seed = from): Sample {
  const random = createRandom(seed)
  const pixels = Uint8Array.from({ length: width * height * 3 }, () => from + random.below(50))
  const mask = new Uint8Array(width * height).fill(from / 50 + 1)
  return { picture: { width, height, channels: 3, pixels }, targets: { boxes, keypoints: [], mask } }
}
const box = (left: number, top: number, right: number, bottom: number, label = 0): Box => ({
  left,
  top,
  right,
  bottom,
  label,
})
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const variance = (values: readonly number[]) => mean(values.map((value) => (value - mean(values)) ** 2))

describe.each([0.2, 1, 4])('Beta(%d, same)', (alpha) => {
  test('has its mean ½ and its variance 1 / (4 (2α + 1))', () => {
    const random = createRandom(1)
    const drawn = Array.from({ length: 10_000 }, () => drawBeta(alpha, random))
    const expected = 1 / (4 * (2 * alpha + 1))
    // Four standard errors.
    expect(Math.abs(mean(drawn) - 0.5)).toBeLessThan(4 * Math.sqrt(expected / 10_000))
    expect(Math.abs(variance(drawn) / expected - 1)).toBeLessThan(0.05)
    expect(drawn.every((value) => value >= 0 && value <= 1)).toBe(true)
  })

  test('as a Dirichlet of three: shares sum to 1, each of mean ⅓ and variance 2 / (9 (3α + 1))', () => {
    const random = createRandom(2)
    const drawn = Array.from({ length: 10_000 }, () => drawShares(3, alpha, random))
    const sums = drawn.map((shares) => shares.reduce((sum, share) => sum + share, 0))
    expect(Math.max(...sums.map((sum) => Math.abs(sum - 1)))).toBeLessThan(1e-12)
    for (const i of [0, 1, 2]) {
      const own = drawn.map((shares) => shares[i]!)
      expect(Math.abs(mean(own) - 1 / 3)).toBeLessThan(0.01)
      expect(Math.abs(variance(own) / (2 / (9 * (3 * alpha + 1))) - 1)).toBeLessThan(0.07)
    }
  })
})

describe('MixUp', () => {
  const [a, b] = [noise(0, [box(1, 1, 5, 5, 0)]), noise(200, [box(2, 2, 9, 9, 1)])]

  test.each([0, 0.25, 0.6, 1])(
    'with λ = %d each pixel is λ a + (1 − λ) b, to rounding, and the shares sum to 1',
    (lambda) => {
      const { sample, shares } = mixUp(a, b, lambda)
      const own = Math.max(lambda, 1 - lambda)
      expect(shares).toEqual([own, 1 - own])
      const exact = Array.from(a.picture.pixels, (level, i) => own * level + (1 - own) * b.picture.pixels[i]!)
      const errors = exact.map((level, i) => Math.abs(level - sample.picture.pixels[i]!))
      expect(Math.max(...errors)).toBeLessThanOrEqual(0.5 + 1e-9)
      expect(sample.targets.boxes).toEqual([box(1, 1, 5, 5, 0), box(2, 2, 9, 9, 1)])
    },
  )
})

/** How many pixels come from each of the pictures, by their ranges of values. */
function origins({ picture }: Sample, froms: readonly number[]): number[] {
  const counts = froms.map(() => 0)
  for (let i = 0; i < picture.pixels.length; i += 3) {
    const values = [...picture.pixels.subarray(i, i + 3)]
    const origin = froms.findIndex((from) => values.every((value) => value >= from && value < from + 50))
    counts[origin]!++
  }
  return counts
}

describe('CutMix', () => {
  const draws = Array.from({ length: 120 }, (_, i) => createRandom(100 + i))

  test('label shares are the shares of pixels, exactly, also where the rectangle is cut at an edge', () => {
    const seen = new Set<number>()
    for (const random of draws) {
      const [a, b] = [noise(0), noise(200)]
      const { sample, shares } = cutMix(a, b, drawBeta(1, random), random)
      const [own, other] = origins(sample, [0, 200])
      expect(own! + other!).toBe(width * height)
      expect(own! / (width * height)).toBeCloseTo(shares[0]!, 12)
      expect(shares[0]).toBeGreaterThanOrEqual(0.5)
      expect(shares[0]! + shares[1]!).toBe(1)
      // The mask says the same.
      expect(sample.targets.mask!.filter((number) => number === 1)).toHaveLength(own!)
      seen.add(Math.round(10 * shares[1]!))
    }
    expect(seen).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  })

  test('every pixel stands where it stood', () => {
    for (const random of draws.slice(0, 40)) {
      const [a, b] = [noise(0), noise(200)]
      const { sample } = cutMix(a, b, random.uniform(), random)
      const strangers = sample.picture.pixels.filter(
        (level, i) => level !== a.picture.pixels[i] && level !== b.picture.pixels[i],
      )
      expect(strangers).toHaveLength(0)
    }
  })

  test('a box keeps what is seen of it, and goes where less than 30 % is seen', () => {
    const boxes = (label: number) => [box(2, 2, 8, 9, label), box(11, 3, 19, 12, label)]
    for (const random of draws) {
      const [a, b] = [noise(0, boxes(1)), noise(200, boxes(5))]
      const { sample } = cutMix(a, b, random.uniform(), random)
      for (const number of [1, 5])
        for (const given of boxes(number)) {
          const pixels = pixelsIn(given).filter((at) => sample.targets.mask![at] === number)
          const share = pixels.length / pixelsIn(given).length
          const found = sample.targets.boxes.filter(
            ({ label, left }) => label === number && left >= given.left && left < given.right,
          )
          expect(found).toHaveLength(share >= 0.3 ? 1 : 0)
          if (share >= 0.3) expect(found[0]).toEqual({ ...hull(pixels), label: number })
        }
    }
  })
})

const pixelsIn = ({ left, top, right, bottom }: Box) =>
  Array.from({ length: width * height }, (_, i) => i).filter((i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x >= left && x < right && y >= top && y < bottom
  })
const hull = (pixels: readonly number[]) => ({
  left: Math.min(...pixels.map((i) => i % width)),
  top: Math.min(...pixels.map((i) => Math.floor(i / width))),
  right: Math.max(...pixels.map((i) => i % width)) + 1,
  bottom: Math.max(...pixels.map((i) => Math.floor(i / width))) + 1,
})

test('a mosaic shows parts of all four, the first one most, with shares by area and boxes where their pixels are', () => {
  const froms = [0, 50, 100, 150]
  for (let seed = 0; seed < 60; seed++) {
    // The mask numbers the pictures from 1; the box of each covers all of it.
    const samples = froms.map((from, i) => noise(from, [box(0, 0, width, height, i + 1)]))
    const { sample, shares } = mosaic(samples, createRandom(seed))
    expect(origins(sample, froms).map((count) => count / (width * height))).toEqual(shares)
    expect(Math.max(...shares)).toBe(shares[0])
    for (const { label, ...extent } of sample.targets.boxes) {
      const own = [...sample.targets.mask!.keys()].filter((at) => sample.targets.mask![at] === label)
      expect(extent).toEqual(hull(own))
    }
    expect(sample.targets.boxes.map(({ label }) => label)).toEqual(
      [1, 2, 3, 4].filter((label) => shares[label - 1]! >= 0.3),
    )
  }
})

describe('AugMix', () => {
  const picture = noise(100).picture
  const darker = (by: number) => (given: typeof picture) => ({ ...given, pixels: given.pixels.map((v) => v - by) })

  test('is a convex combination: it stays between the picture and its changes', () => {
    for (let seed = 0; seed < 50; seed++) {
      const change = (given: typeof picture, random: Random) => darker(random.below(20))(given)
      const made = augMix(picture, 3, 1, change, createRandom(seed))
      const darkened = Array.from(picture.pixels, (level, i) => level - made.pixels[i]!)
      expect(Math.min(...darkened)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...darkened)).toBeLessThanOrEqual(20)
    }
  })

  test('with a change that does nothing it is the picture; chains have one to `depth` changes', () => {
    expect(augMix(picture, 3, 3, (same) => same, createRandom(4)).pixels).toEqual(picture.pixels)
    const lengths = new Set<number>()
    for (let seed = 0; seed < 60; seed++) {
      let steps = 0
      const count = (given: typeof picture) => {
        steps++
        return given
      }
      augMix(picture, 1, 3, count, createRandom(seed))
      lengths.add(steps)
    }
    expect(lengths).toEqual(new Set([1, 2, 3]))
  })

  test('the share of the picture itself is Beta(1, 1): even', () => {
    const white = { ...picture, pixels: new Uint8Array(picture.pixels.length).fill(200) }
    const black = () => ({ ...white, pixels: new Uint8Array(white.pixels.length) })
    const shares = Array.from(
      { length: 3000 },
      (_, seed) => augMix(white, 3, 3, black, createRandom(seed)).pixels[0]! / 200,
    )
    expect(Math.abs(mean(shares) - 1 / 2)).toBeLessThan(0.02)
    expect(Math.abs(variance(shares) - 1 / 12)).toBeLessThan(0.005)
  })
})
