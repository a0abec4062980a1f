import { describe, expect, test } from 'vitest'
import { soloCrew } from '../../../engine/crew'
import { wasmEngine } from '../../../engine/wasm-backend'
import { openSharedHeap } from '../../../engine/wasm-memory'
import { readOptions } from '../../generators/options'
import { createRandom } from '../../random'
import type { PictureSet } from '../picture-set'
import type { PictureCheckpoint, PictureFitStep, PictureGenerator, PictureModel } from './picture-generator'
import { findPictureGenerator, pictureGenerators } from './registry'
import { directionOf, stripes } from './stripes.fixture'

const heap = openSharedHeap()
const engine = wasmEngine(soloCrew(heap))

interface Fitting {
  readonly set: PictureSet
  readonly steps?: number
  readonly resume?: PictureCheckpoint
  readonly stopAfter?: number
}

/** Fits to the end, or so many yields; the clock stands still for 10 ms at each look at it. */
async function learn(generator: PictureGenerator, { set, steps = 40, resume, stopAfter }: Fitting) {
  let clock = 0
  const context = {
    random: createRandom(7),
    control: { role: 'control', set: stripes(40, set.width, 99, set.channels) } as const,
    engine,
    now: () => (clock += 10),
    ...(resume ? { resume } : {}),
  }
  const options = readOptions(generator as never, generator.trains ? { steps } : {})
  const seen: PictureFitStep[] = []
  let checkpoint: PictureCheckpoint | undefined
  for await (const step of generator.fit({ role: 'train', set }, options, context)) {
    seen.push(step)
    checkpoint = await step.checkpoint?.()
    if (seen.length === stopAfter) break
  }
  return { seen, model: seen.at(-1)!.model, checkpoint: checkpoint && structuredClone(checkpoint) }
}

async function make(model: PictureModel, count: number, seed: number): Promise<PictureSet> {
  const labels = Int32Array.from({ length: count }, (_, i) => (i % 3 === 0 ? 1 : 0))
  const batches: PictureSet[] = []
  for await (const batch of model.sample({ labels, random: createRandom(seed) })) batches.push(batch)
  expect(batches.flatMap((batch) => [...batch.labels])).toEqual([...labels])
  const pixels = Uint8Array.from(batches.flatMap((batch) => [...batch.pixels]))
  return { ...batches[0]!, pixels, labels }
}

describe.each(pictureGenerators)('$id', (generator) => {
  test.each([
    ['grey, 8 px', 8, 1],
    ['grey, 24 px, which has details of their own', 24, 1],
    ['RGB, 8 px', 8, 3],
  ] as const)('makes pictures of the class that is asked for: %s', async (_, side, channels) => {
    const { model, seen } = await learn(generator, { set: stripes(200, side, 1, channels) })
    expect(seen.at(-1)!.progress).toBe(1)
    const made = await make(model, 120, 3)
    expect([made.width, made.height, made.channels]).toEqual([side, side, channels])
    expect(made.pixels).toHaveLength(120 * side * side * channels)
    const right = [...made.labels].filter((label, picture) => directionOf(made, picture) === label)
    expect(right.length / 120).toBeGreaterThan(0.85)
    const mean = made.pixels.reduce((sum, pixel) => sum + pixel, 0) / made.pixels.length
    const real = stripes(200, side, 1, channels).pixels
    expect(Math.abs(mean - real.reduce((sum, pixel) => sum + pixel, 0) / real.length)).toBeLessThan(10)
    model.dispose()
    expect(heap.used()).toBe(0)
  })

  test('the same seed makes the same pictures, another one others', async () => {
    const set = stripes(120, 8, 1)
    const [one, two] = [await learn(generator, { set, steps: 12 }), await learn(generator, { set, steps: 12 })]
    const made = await make(one.model, 20, 5)
    expect(await make(two.model, 20, 5)).toEqual(made)
    expect((await make(one.model, 20, 6)).pixels).not.toEqual(made.pixels)
    one.model.dispose()
    two.model.dispose()
  })

  test('pictures that are all alike come out as they are', async () => {
    const one = stripes(1, 8, 1)
    const pixels = Uint8Array.from({ length: 40 * 64 }, (_, p) => one.pixels[p % 64]!)
    const set = { ...one, pixels, labels: Int32Array.from({ length: 40 }, (_, i) => i % 2) }
    const { model } = await learn(generator, { set, steps: 12 })
    const made = await make(model, 5, 1)
    const worst = made.pixels.reduce((most, pixel, p) => Math.max(most, Math.abs(pixel - one.pixels[p % 64]!)), 0)
    expect(worst).toBeLessThanOrEqual(1)
    model.dispose()
  })

  test('a class without pictures to learn from is no hindrance', async () => {
    const set = stripes(60, 8, 1)
    const { model } = await learn(generator, { set: { ...set, classes: [...set.classes, 'none'] }, steps: 12 })
    expect((await make(model, 12, 1)).labels).toHaveLength(12)
    model.dispose()
  })

  test('a saved model makes the same pictures', async () => {
    const { model } = await learn(generator, { set: stripes(120, 8, 1), steps: 12 })
    const snapshot = structuredClone(await model.snapshot())
    const restored = await generator.restore(snapshot, { engine })
    expect(await make(restored, 20, 5)).toEqual(await make(model, 20, 5))
    restored.dispose()
    model.dispose()
    expect(heap.used()).toBe(0)
  })
})

test('a fit that was stopped and resumed ends as one that was not', async () => {
  const generator = findPictureGenerator('pyramid-flow')
  const set = stripes(120, 8, 1)
  const whole = await learn(generator, { set, steps: 40 })
  const stopped = await learn(generator, { set, steps: 40, stopAfter: 1 })
  expect(stopped.seen[0]!.step).toBeLessThan(40)
  const resumed = await learn(generator, { set, steps: 40, resume: stopped.checkpoint! })
  expect(await make(resumed.model, 20, 5)).toEqual(await make(whole.model, 20, 5))
  for (const { model } of [whole, stopped, resumed]) model.dispose()
  expect(heap.used()).toBe(0)
})

test('the loss falls, on pictures that were not learned from too', async () => {
  const { seen, model } = await learn(findPictureGenerator('pyramid-flow'), { set: stripes(300, 24, 1), steps: 60 })
  const looked = seen.filter(({ controlLoss }) => controlLoss !== undefined)
  expect(looked.length).toBeGreaterThan(10)
  expect(looked.at(-1)!.controlLoss!).toBeLessThan(0.9 * looked[0]!.controlLoss!)
  model.dispose()
})

test('without an engine a network says so', async () => {
  const generator = findPictureGenerator('pyramid-flow')
  await expect(generator.restore({ generator: 'pyramid-flow', data: {} }, {})).rejects.toThrow('fit/no-engine')
  expect(() => findPictureGenerator('gan')).toThrow('fit/unknown-generator')
})
