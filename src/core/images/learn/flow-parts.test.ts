import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../../random'
import { integrate } from './angles'
import { augmentPictures } from './augment-pictures'
import { clusterClasses } from './clusters'
import type { PictureShape } from './float-pictures'
import { drawGaussians, fitGaussians } from './group-gaussians'
import { plainMultiply } from './plain-multiply'
import { enlargePictures, poolPictures } from './pooling'
import { stripes } from './stripes.fixture'

const shapes = fc.record({
  width: fc.integer({ min: 2, max: 13 }),
  height: fc.integer({ min: 2, max: 13 }),
  channels: fc.constantFrom(1 as const, 3 as const),
})

/** One picture by a formula of its pixels. */
const paint = ({ width, height, channels }: PictureShape, at: (x: number, y: number, c: number) => number) => {
  const values = Float32Array.from({ length: width * height * channels }, (_, i) => {
    const pixel = Math.floor(i / channels)
    return at(pixel % width, Math.floor(pixel / width), i % channels)
  })
  return { rows: 1, columns: values.length, values }
}

test('pooled and enlarged, an even picture stays as it is, and a ramp does but for its edges', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const even = paint(shape, (_x, _y, c) => 0.1 + c)
      const back = enlargePictures(poolPictures(even, shape), shape)
      back.values.forEach((v, i) => {
        expect(v).toBeCloseTo(even.values[i]!, 5)
      })
      const ramp = paint(shape, (x, y) => x + 2 * y)
      const again = enlargePictures(poolPictures(ramp, shape), shape)
      for (let y = 1; y < shape.height - 2; y++) {
        for (let x = 1; x < shape.width - 2; x++) {
          const i = (y * shape.width + x) * shape.channels
          expect(again.values[i]).toBeCloseTo(ramp.values[i]!, 4)
        }
      }
    }),
  )
})

test('the integrator follows the exact flow between normal distributions', async () => {
  // Data N(0, s²): the best velocity is linear in y, and the flow multiplies noise by s.
  const s = 0.4
  const start = Float32Array.of(-2, -0.5, 0.1, 1, 3)
  const y = start.slice()
  await integrate(y, 16, async (now, angle) => {
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
    const slope = (sin * cos * (s * s - 1)) / (cos * cos + s * s * sin * sin)
    return now.map((v) => slope * v)
  })
  y.forEach((v, i) => {
    expect(v / (s * start[i]!)).toBeCloseTo(1, 1)
  })
})

test('draws of a group have its mean and covariance', () => {
  const random = createRandom(1)
  const count = 4000
  // x₁ = x₀ + noise in group 0, x₁ = −x₀ + noise in group 1.
  const groups = Int32Array.from({ length: count }, (_, i) => i % 2)
  const values = new Float32Array(2 * count)
  groups.forEach((group, i) => {
    const x = random.normal()
    values[2 * i] = x + 5 * group
    values[2 * i + 1] = (group ? -x : x) + 0.3 * random.normal()
  })
  const parents = Int32Array.of(0, 1)
  const gaussians = fitGaussians({ rows: count, columns: 2, values }, groups, parents, plainMultiply)
  const drawn = drawGaussians(gaussians, groups, random)
  for (const group of [0, 1]) {
    const own = [...groups.keys()].filter((i) => groups[i] === group)
    const mean = (column: number) => own.reduce((sum, i) => sum + drawn.values[2 * i + column]!, 0) / own.length
    const [mx, my] = [mean(0), mean(1)]
    const product = own.reduce((sum, i) => sum + (drawn.values[2 * i]! - mx) * (drawn.values[2 * i + 1]! - my), 0)
    expect(mx).toBeCloseTo(5 * group, 0)
    expect(my).toBeCloseTo(0, 0)
    expect(product / own.length).toBeCloseTo(group ? -1 : 1, 0)
  }
})

test('a group of few rows leans on its parent: its draws spread in directions that its rows do not', () => {
  const random = createRandom(2)
  const size = 20
  const groups = Int32Array.from({ length: 403 }, (_, i) => (i < 400 ? 0 : 1))
  const values = Float32Array.from({ length: 403 * size }, () => random.normal())
  const rows = { rows: 403, columns: size, values }
  const gaussians = fitGaussians(rows, groups, Int32Array.of(0, 0), plainMultiply)
  const { factors } = gaussians
  const diagonal = Array.from({ length: size }, (_, i) => factors[1]![(i * (i + 1)) / 2 + i]!)
  expect(Math.min(...diagonal)).toBeGreaterThan(0.5)
})

test('clusters are those that are there, in each class its own, and never of a handful of rows', () => {
  const random = createRandom(4)
  const count = 600
  const labels = Int32Array.from({ length: count }, (_, i) => (i < 400 ? 0 : 1))
  const blobs = Int32Array.from({ length: count }, (_, i) => (i < 400 ? i % 2 : 2))
  const values = new Float32Array(2 * count)
  blobs.forEach((blob, i) => {
    values[2 * i] = 6 * blob + random.normal()
    values[2 * i + 1] = random.normal()
  })
  const rows = { rows: count, columns: 2, values }
  const found = clusterClasses(rows, labels, 2, { rowsPer: 200, most: 2 }, createRandom(1))
  expect([...found.classes]).toEqual([0, 0, 1])
  const agree = [...blobs.keys()].filter((i) => (found.of[i] === found.of[0]) === (blobs[i] === 0)).length
  expect(agree).toBeGreaterThan(0.98 * count)
  const many = clusterClasses(rows, labels, 2, { rowsPer: 10, most: 100 }, createRandom(1))
  const sizes = [...many.classes.keys()].map((k) => many.of.filter((own) => own === k).length)
  expect(many.classes.length).toBeGreaterThan(20)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1)
})

test('changed copies keep their class, and a shift by nothing changes nothing', () => {
  const set = stripes(10, 8, 1)
  const same = augmentPictures(set, { copies: 2, shift: 0, light: 0 }, createRandom(1))
  expect(same.pixels.subarray(0, 64)).toEqual(set.pixels.subarray(0, 64))
  expect([...same.labels]).toEqual([...set.labels].flatMap((label) => [label, label]))
  const moved = augmentPictures(set, { copies: 1, shift: 2, light: 0.1 }, createRandom(1))
  expect(moved.labels).toEqual(set.labels)
  expect(moved.pixels).not.toEqual(set.pixels)
})
