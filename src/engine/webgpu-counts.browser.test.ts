import { beforeAll, expect, test } from 'vitest'
import { sizesFor } from '../core/generators/any-order-sizes'
import { type PlanSizes, planAnyOrder } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import { createBatches } from '../core/nets/batches'
import type { Engine } from '../core/nets/engine'
import { createRandom } from '../core/random'
import { trialShapes } from './trial'
import { openWebgpu } from './webgpu-backend'
import { countGpu } from './webgpu-counter.fixture'

// Counts hold for any GPU; the browser's software one is as good as another.

const counter = countGpu()
let engine: Engine
beforeAll(async () => {
  engine = (await openWebgpu(true))!
})

async function openRun(units: number, sizes: PlanSizes, rows: number, tableRows: number) {
  const shapes = trialShapes(units)
  const plan = planAnyOrder(shapes, sizes)
  const counts = shapes.map(({ size }) => new Float64Array(size).fill(1))
  const codes = shapes.map(({ size }) => Uint16Array.from({ length: tableRows }, (_, r) => (r * 7 + size) % size))
  const facts = { name: '', field: 0, missingFrom: 0, counts: new Float64Array() }
  const table = { rows: tableRows, codes, units: shapes.map((shape) => ({ ...shape, ...facts })) }
  const trainer = await engine.createTrainer(plan, startState(plan, counts, createRandom(1)), rows)
  const batches = createBatches(table, rows, createRandom(2))
  const rates = { learningRate: 0.002, weightDecay: 0.01, clip: 5, averaging: 0.9 }
  const step = (number: number) => trainer.step(batches.at(number), { ...rates, step: number, dropoutSeed: number })
  const steps = (from: number, to: number) => {
    for (let number = from; number <= to; number++) step(number)
  }
  return { trainer, steps, units: shapes.length }
}

const small = { width: 16, blocks: 2, dropout: 0.1 }
const nothingElse = { buffers: 0, pipelines: 0, bindGroups: 0, reads: 0 }

test('a step of the default network', { timeout: 120_000 }, async () => {
  const facts = { name: '', field: 0, missingFrom: 0, counts: new Float64Array() }
  const rows = 20_001
  const units = trialShapes(15).map((shape) => ({ ...shape, ...facts }))
  const sizes = sizesFor({ rows, units, codes: [] })
  expect(sizes).toMatchObject({ width: 128, blocks: 2, batch: 512 })
  const { trainer, steps } = await openRun(15, sizes, sizes.batch, rows)
  steps(1, 1) // uploads the table
  counter.reset()
  steps(2, 2)
  const { uploadedBytes, uploads, ...rest } = counter.counts
  expect(rest).toEqual({ dispatches: 16, passes: 1, submits: 1, ...nothingElse })
  expect(uploads).toBe(2)
  expect(uploadedBytes).toBeLessThanOrEqual(4096)
  expect(await trainer.takeLoss()).toBeGreaterThan(0)
  trainer.dispose()
})

test('three blocks stay within twenty dispatches', async () => {
  const { trainer, steps } = await openRun(4, { width: 16, blocks: 3, dropout: 0.1 }, 32, 50)
  steps(1, 1)
  counter.reset()
  steps(2, 2)
  expect(counter.counts.dispatches).toBe(20)
  trainer.dispose()
})

test('neither steps nor losses, looks, samples and states make anything on the device', async () => {
  const { trainer, steps, units } = await openRun(4, small, 32, 101)
  const look = async () => {
    await trainer.takeLoss()
    const known = new Int32Array(50 * units).fill(-1)
    await trainer.conditional(known, 50, 1)
    await trainer.load(await trainer.state())
  }
  steps(1, 2)
  await look()
  counter.reset()
  for (let round = 0; round < 2; round++) {
    steps(3 + 20 * round, 22 + 20 * round)
    await look()
  }
  const { buffers, pipelines, bindGroups } = counter.counts
  expect({ buffers, pipelines, bindGroups }).toEqual({ buffers: 0, pipelines: 0, bindGroups: 0 })
  trainer.dispose()
})

test('a slow step is cut into two submits, and not more', async () => {
  const { trainer, steps } = await openRun(4, small, 256, 300)
  steps(1, 1)
  // A wait of the caller counts as the device's time: it has not been seen ready before.
  await new Promise((resolve) => setTimeout(resolve, 50))
  await trainer.takeLoss()
  counter.reset()
  steps(2, 4)
  expect(counter.counts).toMatchObject({ dispatches: 3 * 16, passes: 6, submits: 6 })
  expect(Number.isFinite(await trainer.takeLoss())).toBe(true)
  trainer.dispose()
})

test('it says when enough steps are queued', async () => {
  const { trainer, steps } = await openRun(4, small, 16, 50)
  steps(1, 19)
  expect(trainer.isFull!()).toBe(false)
  let step = 20
  while (!trainer.isFull!() && step < 5000) steps(step, step++)
  expect(step).toBeLessThan(1000)
  await trainer.takeLoss()
  expect(trainer.isFull!()).toBe(false)
  trainer.dispose()
})
