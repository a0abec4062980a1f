import { describe, expect, test } from 'vitest'
import { soloCrew } from '../../../engine/crew'
import { openSharedHeap } from '../../../engine/wasm-memory'
import { wasmMultiply } from '../../../engine/wasm-multiply'
import { createRandom } from '../../random'
import { classGaussian } from '../learn/class-gaussian'
import { stripes } from '../learn/stripes.fixture'
import type { PictureSet } from '../picture-set'
import { auditCopies } from './copy-audit'

const multiply = wasmMultiply(soloCrew(openSharedHeap()).heap)

/** Smooth random blobs: pictures that differ from each other in many ways. */
function blobs(count: number, seed: number): PictureSet {
  const [side, random] = [12, createRandom(seed)]
  const pixels = new Uint8Array(count * side * side)
  for (let picture = 0; picture < count; picture++) {
    const spots = Array.from({ length: 6 }, () => [side * random.uniform(), side * random.uniform(), random.normal()])
    for (let y = 0, p = picture * side * side; y < side; y++) {
      for (let x = 0; x < side; x++, p++) {
        const light = spots.reduce((sum, [cx, cy, a]) => sum + a! * Math.exp(-((x - cx!) ** 2 + (y - cy!) ** 2) / 6), 0)
        pixels[p] = Math.max(0, Math.min(255, 127 + 90 * light))
      }
    }
  }
  return { width: side, height: side, channels: 1, pixels, labels: new Int32Array(count), classes: ['blobs'] }
}

/** A generator that leaks: train pictures, moved by a pixel, with noise. */
function leaked({ width, height, pixels, ...rest }: PictureSet, seed: number): PictureSet {
  const random = createRandom(seed)
  const made = pixels.map((_, p) => {
    const x = p % width
    const from = x + 1 < width ? p + 1 : p
    return Math.max(0, Math.min(255, pixels[from]! + 10 * random.normal()))
  })
  return { width, height, pixels: made, ...rest }
}

const [train, test1] = [blobs(600, 1), blobs(500, 2)]

describe('the copy audit', () => {
  test('catches a generator that gives away its train pictures, moved and with noise', () => {
    const audit = auditCopies({ train, test: test1, made: leaked(train, 3) }, 1, multiply)!
    expect(audit.isCopying).toBe(true)
    expect(audit.share).toBeGreaterThan(0.8)
    expect(audit.closest).toHaveLength(8)
    for (const pair of audit.closest) expect(pair.train).toBe(pair.made)
  })

  test('also one of ten that does', () => {
    const [copied, fresh] = [leaked(train, 3), blobs(540, 5)]
    const size = 144
    const pixels = new Uint8Array(600 * size)
    pixels.set(fresh.pixels)
    pixels.set(copied.pixels.subarray(0, 60 * size), 540 * size)
    const made = { ...fresh, pixels, labels: new Int32Array(600) }
    const audit = auditCopies({ train, test: test1, made }, 1, multiply)!
    expect(audit.isCopying).toBe(true)
    expect(audit.share).toBeGreaterThan(0.08)
    expect(audit.share).toBeLessThan(0.2)
  })

  test('clears the same leak of pictures that were not learned from, and fresh ones', () => {
    for (const made of [leaked(blobs(600, 4), 3), blobs(600, 6)]) {
      const audit = auditCopies({ train, test: test1, made }, 1, multiply)!
      expect(audit.isCopying).toBe(false)
      expect(audit.share).toBeLessThan(0.04)
    }
  })

  test('clears a generator that was fitted', async () => {
    const random = createRandom(1)
    const set = stripes(400, 12, 1)
    const control = { role: 'control', set: stripes(10, 12, 2) } as const
    const context = { random, control, now: () => 0 }
    for await (const { model } of classGaussian.fit({ role: 'train', set }, { components: 20 }, context)) {
      for await (const made of model.sample({ labels: set.labels, random })) {
        expect(auditCopies({ train: set, test: stripes(400, 12, 3), made }, 1, multiply)!.isCopying).toBe(false)
      }
    }
  })

  test('says nothing without pictures to compare with', () => {
    expect(auditCopies({ train, test: blobs(0, 1), made: train }, 1, multiply)).toBeUndefined()
  })
})
