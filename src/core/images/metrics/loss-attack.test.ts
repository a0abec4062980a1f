import { describe, expect, test } from 'vitest'
import { soloCrew } from '../../../engine/crew'
import { wasmEngine } from '../../../engine/wasm-backend'
import { openSharedHeap } from '../../../engine/wasm-memory'
import { createRandom } from '../../random'
import { findPictureGenerator } from '../learn/registry'
import type { PictureSet } from '../picture-set'
import { attackByLoss } from './loss-attack'

const engine = wasmEngine(soloCrew(openSharedHeap()))

/** Noise of which every picture is its own: whoever explains one well has seen it. */
function speckles(count: number, seed: number): PictureSet {
  const random = createRandom(seed)
  const pixels = Uint8Array.from({ length: count * 64 }, () => Math.max(0, Math.min(255, 127 + 50 * random.normal())))
  return { width: 8, height: 8, channels: 1, pixels, labels: new Int32Array(count), classes: ['speckles'] }
}

const parts = { train: speckles(80, 1), control: speckles(80, 2), test: speckles(80, 3) }

async function attacked(generator: string, learned: PictureSet, options: unknown) {
  let clock = 0
  const control = { role: 'control', set: speckles(0, 9) } as const
  const context = { random: createRandom(7), control, engine, now: () => (clock += 10) }
  let found: Awaited<ReturnType<typeof attackByLoss>>
  for await (const step of findPictureGenerator(generator).fit({ role: 'train', set: learned }, options, context))
    if (step.progress === 1) found = await attackByLoss(parts, step.model, createRandom(1))
  return found!
}

describe.each([
  ['class-gaussian', { components: 64 }],
  ['pyramid-flow', { steps: 250 }],
] as const)('%s', (generator, options) => {
  test('a model that has learned its pictures by heart gives them away', async () => {
    const { area, interval, reference, isTelling } = await attacked(generator, parts.train, options)
    expect(area).toBeGreaterThan(0.7)
    expect(interval[0]).toBeGreaterThan(0.6)
    expect(Math.abs(reference.area - 0.5)).toBeLessThan(0.15)
    expect(isTelling).toBe(true)
  })

  test('one that has learned other pictures does not', async () => {
    const { area, isTelling } = await attacked(generator, speckles(80, 4), options)
    expect(Math.abs(area - 0.5)).toBeLessThan(0.15)
    expect(isTelling).toBe(false)
  })
})

test('with too few pictures on a side nothing is said', async () => {
  const model = { losses: async ({ labels }: PictureSet) => new Float64Array(labels.length) }
  expect(await attackByLoss({ ...parts, control: speckles(4, 2) }, model, createRandom(1))).toBeUndefined()
  // And where all losses agree, nothing is told apart.
  expect(await attackByLoss(parts, model, createRandom(1))).toMatchObject({ area: 0.5, isTelling: false })
})
