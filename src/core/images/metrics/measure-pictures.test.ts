import { expect, test } from 'vitest'
import { soloCrew } from '../../../engine/crew'
import { wasmEngine } from '../../../engine/wasm-backend'
import { openSharedHeap } from '../../../engine/wasm-memory'
import { createRandom } from '../../random'
import { stripes } from '../learn/stripes.fixture'
import type { PictureSet } from '../picture-set'
import { measurePictures } from './measure-pictures'

const heap = openSharedHeap()
const engine = wasmEngine(soloCrew(heap)).velocity!
const sets = { train: stripes(300, 12, 1), control: stripes(20, 12, 2), test: stripes(200, 12, 3) }
const measure = async (made: PictureSet) =>
  (await measurePictures({ ...sets, made }, engine, createRandom(1), { updates: 60 }))!

test('fresh pictures reach what train pictures reach', async () => {
  const { fidelity, utility, copies, pictures, pixels, spectrum } = await measure(stripes(300, 12, 4))
  expect(pictures).toEqual({ train: 300, control: 20, test: 200, made: 300 })
  expect(fidelity.made.coverage).toBeGreaterThan(fidelity.reference.coverage - 0.1)
  expect(fidelity.made.frechet).toBeLessThan(2 * fidelity.reference.frechet)
  expect(utility!.trainedOnMade.share).toBeGreaterThan(0.95)
  expect(utility!.trainedOnReal.share).toBeGreaterThan(0.95)
  expect(utility!.trainedOnBoth.macroF1).toBeGreaterThan(0.95)
  expect(utility!.agreement.share).toBeGreaterThan(0.95)
  for (const row of utility!.trainedOnMade.confusion)
    expect(row.reduce((sum, count) => sum + count)).toBeGreaterThan(80)
  // Who can't tell learned pictures from held ones can't tell fresh ones either.
  expect(Math.abs(fidelity.made.detection! - 0.5)).toBeLessThan(0.15)
  expect(copies.moved.isCopying).toBe(false)
  expect(Math.abs(fidelity.made.rawDetection! - 0.5)).toBeLessThan(0.2)
  expect(spectrum.made).toBeLessThan(2 * spectrum.reference + 0.1)
  expect(Math.abs(pixels.made.brightness - pixels.test.brightness)).toBeLessThan(5)
  expect(heap.used()).toBe(0)
})

test('classes mixed up make a useless set, though its pictures are right', async () => {
  const fresh = stripes(300, 12, 4)
  const made = { ...fresh, labels: fresh.labels.map((label) => 1 - label) }
  const { utility, fidelity } = await measure(made)
  expect(utility!.trainedOnMade.share).toBeLessThan(0.05)
  expect(fidelity.made.coverage).toBeGreaterThan(fidelity.reference.coverage - 0.1)
  expect(utility!.agreement.share).toBeLessThan(0.05)
})

test('one picture over and over covers nothing, and pictures that were learned from are copies', async () => {
  const { train } = sets
  const one = train.pixels.subarray(0, 144)
  const pixels = Uint8Array.from({ length: train.pixels.length }, (_, p) => one[p % 144]!)
  const { fidelity } = await measure({ ...train, pixels })
  expect(fidelity.made.coverage).toBeLessThan(0.1)
  expect(fidelity.made.frechet).toBeGreaterThan(10 * fidelity.reference.frechet)
  expect(fidelity.made.detection).toBeGreaterThan(0.95)
  const { copies } = await measure(train)
  expect(copies.asTheyAre).toMatchObject({ share: 1, isCopying: true })
})

test('pictures that are too smooth are told by their pixels and their spectrum', async () => {
  const fresh = stripes(300, 12, 4)
  const pixels = fresh.pixels.map((_, p) =>
    p % 12 === 0 ? fresh.pixels[p]! : (fresh.pixels[p]! + fresh.pixels[p - 1]!) / 2,
  )
  const { fidelity, spectrum } = await measure({ ...fresh, pixels })
  expect(spectrum.made).toBeGreaterThan(5 * spectrum.reference)
  expect(fidelity.made.rawDetection!).toBeGreaterThan(fidelity.reference.rawDetection! + 0.1)
})

test('without test pictures nothing is measured', async () => {
  const made = stripes(50, 12, 4)
  expect(await measurePictures({ ...sets, test: stripes(0, 12, 1), made }, engine, createRandom(1))).toBeUndefined()
})
