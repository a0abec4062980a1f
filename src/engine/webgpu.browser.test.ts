import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { expect, test } from 'vitest'
import { planAnyOrder } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import { createBatches } from '../core/nets/batches'
import type { Engine } from '../core/nets/engine'
import { StudioError } from '../core/problem'
import { createRandom } from '../core/random'
import { createEngine } from './create-engine'
import { measureSelfTest, selfTestFacts, trialShapes } from './trial'
import { openWebgpu } from './webgpu-backend'

// Chromium computes WebGPU in software here: its results count, its times do not.

const shapes = trialShapes(3)
const rows = 40

/** Mean training loss of 200 steps, and the loss on the first batch after them. */
async function learn(engine: Engine): Promise<[number, number]> {
  const plan = planAnyOrder(shapes, { width: 16, blocks: 1, dropout: 0.1 })
  const counts = shapes.map(({ size }) => new Float64Array(size).fill(1))
  const draws = createRandom(9)
  const codes = shapes.map(({ size }) => Uint16Array.from({ length: rows }, () => draws.below(size)))
  const units = shapes.map((shape, u) => ({
    ...shape,
    name: '',
    field: u,
    missingFrom: shape.size,
    counts: counts[u]!,
  }))
  const batches = createBatches({ rows, units, codes }, rows, createRandom(3))
  const trainer = await engine.createTrainer(plan, startState(plan, counts, createRandom(1)), rows)
  const rates = { learningRate: 0.003, weightDecay: 0.01, clip: 1, averaging: 0.9 }
  for (let step = 1; step <= 200; step++) trainer.step(batches.at(step), { ...rates, step, dropoutSeed: 77 * step })
  const losses: [number, number] = [await trainer.takeLoss(), await trainer.evaluate(batches.at(1))]
  trainer.dispose()
  return losses
}

test('the self-test measures its facts on WebGPU', async () => {
  const { losses, logit } = await measureSelfTest((await openWebgpu(true))!)
  losses.forEach((loss, i) => {
    expect(loss).toBeCloseTo(selfTestFacts.losses[i]!, 3)
  })
  expect(logit).toBeCloseTo(selfTestFacts.logit, 3)
})

test('200 steps on WebGPU lose as much as on wasm', { timeout: 120_000 }, async () => {
  const [gpu, gpuEnd] = await learn((await openWebgpu(true))!)
  const [wasm, wasmEnd] = await learn(await createEngine({ prefer: 'wasm', wasmUrl }))
  expect(Math.abs(gpu / wasm - 1)).toBeLessThan(1e-3)
  expect(Math.abs(gpuEnd / wasmEnd - 1)).toBeLessThan(1e-3)
})

test('a software adapter is not taken for a GPU', async () => {
  const problems: string[] = []
  const engine = await createEngine({ wasmUrl, onProblem: (backend) => problems.push(backend) })
  expect([engine.backend, problems]).toEqual(['wasm', ['webgpu']])
})

test('a lost device is a problem that says so, and a new one works', async () => {
  const devices: GPUDevice[] = []
  const { requestDevice } = GPUAdapter.prototype
  GPUAdapter.prototype.requestDevice = async function (...facts) {
    const device = await requestDevice.apply(this, facts)
    devices.push(device)
    return device
  }
  const engine = (await openWebgpu(true))!
  GPUAdapter.prototype.requestDevice = requestDevice
  const plan = planAnyOrder(shapes, { width: 16, blocks: 1, dropout: 0 })
  const counts = shapes.map(({ size }) => new Float64Array(size).fill(1))
  const { average } = startState(plan, counts, createRandom(1))
  const predictor = await engine.createPredictor(plan, average, rows)
  devices[0]!.destroy()
  const known = new Int32Array(shapes.length).fill(-1)
  await expect(predictor.conditional(known, 1, 0)).rejects.toThrow(StudioError)
  const wish = engine.createPredictor(plan, average, rows)
  await expect(wish).rejects.toMatchObject({ problem: { code: 'fit/device-lost' } })
  predictor.dispose()
  engine.dispose()
  const { losses } = await measureSelfTest((await openWebgpu(true))!)
  expect(losses[3]).toBeCloseTo(selfTestFacts.losses[3]!, 3)
})
