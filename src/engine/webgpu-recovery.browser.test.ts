import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { beforeAll, expect, test } from 'vitest'
import { anyOrder } from '../core/generators/any-order'
import type { Checkpoint, FitStep } from '../core/generators/generator'
import { readOptions } from '../core/generators/options'
import { planAnyOrder } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import { createBatches } from '../core/nets/batches'
import type { Engine } from '../core/nets/engine'
import { createRandom } from '../core/random'
import { createEngine } from './create-engine'
import { trialShapes } from './trial'
import { openWebgpu } from './webgpu-backend'
import { countGpu } from './webgpu-counter.fixture'

const shapes = trialShapes(3)
const rows = 64
const draws = createRandom(5)
const codes = shapes.map(({ size }) => Uint16Array.from({ length: 300 }, () => draws.below(size)))
const units = shapes.map((shape, field) => {
  const counts = new Float64Array(shape.size)
  for (const code of codes[field]!) counts[code]!++
  return { ...shape, name: `u${field}`, field, missingFrom: shape.size, counts }
})
const table = { rows: 300, units, codes }

function openNetwork() {
  const plan = planAnyOrder(shapes, { width: 16, blocks: 1, dropout: 0.1 })
  const state = startState(
    plan,
    units.map((unit) => unit.counts),
    createRandom(1),
  )
  const rates = { learningRate: 0.003, weightDecay: 0.01, clip: 1, averaging: 0.9 }
  return { plan, state, ratesAt: (step: number) => ({ ...rates, step, dropoutSeed: 77 * step }) }
}

function learning(engine: Engine, resume?: Checkpoint): AsyncIterable<FitStep> {
  const control = { role: 'control', table } as const
  const context = { random: createRandom(4), control, engine, now: () => performance.now() }
  const options = { ...readOptions(anyOrder, {}), steps: 600, width: 16 }
  return anyOrder.fit({ role: 'train', table }, options, resume ? { ...context, resume } : context)
}

const counter = countGpu()
let engine: Engine
beforeAll(async () => {
  engine = (await openWebgpu(true))!
})

test('a state that was taken and given back goes on as if nothing had been', async () => {
  const { plan, state, ratesAt } = openNetwork()
  const batches = createBatches(table, rows, createRandom(3))
  const whole = await engine.createTrainer(plan, state, rows)
  for (let step = 1; step <= 6; step++) whole.step(batches.at(step), ratesAt(step))
  const first = await engine.createTrainer(plan, state, rows)
  for (let step = 1; step <= 3; step++) first.step(batches.at(step), ratesAt(step))
  const saved = structuredClone(await first.state())
  first.dispose()
  const second = await engine.createTrainer(plan, saved, rows)
  for (let step = 4; step <= 6; step++) second.step(batches.at(step), ratesAt(step))
  expect(await second.state()).toEqual(await whole.state())
  await second.load(saved)
  expect(await second.state()).toEqual(saved)
})

test('a gradient that is not finite leaves all of the state alone, and the loss says so', async () => {
  const { plan, state, ratesAt } = openNetwork()
  const trainer = await engine.createTrainer(plan, state, rows)
  const { source: _source, ...batch } = createBatches(table, rows, createRandom(3)).at(1)
  trainer.step(batch, ratesAt(1))
  const before = await trainer.state()
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    await trainer.takeLoss()
    trainer.step({ ...batch, weights: batch.weights.map((weight, r) => (r === 7 ? bad : weight)) }, ratesAt(2))
    expect(await trainer.takeLoss()).toBeNaN()
    expect(await trainer.state()).toEqual(before)
  }
  trainer.step(batch, ratesAt(2))
  expect(await trainer.takeLoss()).toBeGreaterThan(0)
})

test('a fit whose device is lost says so, and goes on from its checkpoint on wasm', async () => {
  const lost = (await openWebgpu(true))!
  let saved: Checkpoint | undefined
  const run = async () => {
    for await (const step of learning(lost)) {
      saved ??= structuredClone(await step.checkpoint!())
      counter.device().destroy()
    }
  }
  await expect(run()).rejects.toMatchObject({ problem: { code: 'fit/device-lost' } })
  expect(saved!.step).toBeGreaterThan(0)
  const wasm = await createEngine({ prefer: 'wasm', wasmUrl })
  const steps: FitStep[] = []
  for await (const step of learning(wasm, saved)) steps.push(step)
  expect(steps[0]!.step).toBeGreaterThan(saved!.step)
  expect(steps.at(-1)!.progress).toBe(1)
  expect(steps.at(-1)!.controlLoss).toBeGreaterThan(0)
})

test('a shader that the driver rejects is a problem at the start, not silence later', async () => {
  const { createShaderModule } = GPUDevice.prototype
  GPUDevice.prototype.createShaderModule = function (facts) {
    return createShaderModule.call(this, { ...facts, code: facts.code.replace('fn main', 'fn mine') })
  }
  const plan = planAnyOrder(shapes, { width: 24, blocks: 1, dropout: 0 })
  const { average } = startState(
    plan,
    units.map((unit) => unit.counts),
    createRandom(1),
  )
  const wish = engine.createPredictor(plan, average, rows)
  await expect(wish).rejects.toMatchObject({ problem: { code: 'fit/device-lost' } })
  GPUDevice.prototype.createShaderModule = createShaderModule
})

test('an error that nobody waits for ends the next call', async () => {
  const last = (await openWebgpu(true))!
  const { plan, state } = openNetwork()
  const device = counter.device()
  const error = new GPUValidationError('no such buffer')
  device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error }))
  const wish = last.createTrainer(plan, state, rows)
  await expect(wish).rejects.toMatchObject({ problem: { code: 'fit/device-lost', reason: 'no such buffer' } })
})
