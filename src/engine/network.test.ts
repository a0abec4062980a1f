import * as tf from '@tensorflow/tfjs-core'
import { expect, test } from 'vitest'
import { type AnyOrderPlan, planAnyOrder } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import { createBatches } from '../core/nets/batches'
import type { Engine, StepRates, TrainerState } from '../core/nets/engine'
import { createRandom } from '../core/random'
import { openCpu } from './cpu-backend'
import { measureSelfTest, selfTestFacts, trialShapes } from './trial'
import { openWasm } from './wasm-backend'

const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
const openers = [
  ['cpu', openCpu],
  ['wasm', () => openWasm(wasmUrl)],
] as const

const shapes = trialShapes(5)
const rows = 40
const units = shapes.map((shape) => ({
  ...shape,
  name: '',
  field: 0,
  missingFrom: shape.size,
  counts: new Float64Array(shape.size),
}))
const draws = createRandom(9)
const codes = shapes.map(({ size }) => Uint16Array.from({ length: rows }, () => draws.below(size)))
const batches = () => createBatches({ rows, units, codes }, rows, createRandom(3))

function start(dropout: number): { readonly plan: AnyOrderPlan; readonly state: TrainerState } {
  const plan = planAnyOrder(shapes, { width: 16, blocks: 2, dropout })
  const counts = shapes.map(({ size }) => Float64Array.from({ length: size }, (_, code) => 1 + (code % 4)))
  return { plan, state: startState(plan, counts, createRandom(1)) }
}

const rates = (step: number, extra: Partial<StepRates> = {}): StepRates => ({
  step,
  learningRate: 0.003,
  weightDecay: 0.01,
  clip: 1,
  averaging: 0.9,
  dropoutSeed: 77 * step,
  ...extra,
})

/** After the first step Adam's first moment is (1 − 0.9) times the gradient. */
async function gradientBy(engine: Engine, plan: AnyOrderPlan, state: TrainerState): Promise<Float32Array> {
  const trainer = await engine.createTrainer(plan, state, rows)
  trainer.step(batches().at(1), rates(1, { clip: 1e9 }))
  const { first } = await trainer.state()
  trainer.dispose()
  return first.map((m) => m / (1 - 0.9))
}

test.each(openers)('%s: gradients are those of finite differences', async (_, open) => {
  const engine = await open()
  const { plan, state } = start(0)
  const gradient = await gradientBy(engine, plan, state)
  const trainer = await engine.createTrainer(plan, state, rows)
  const batch = batches().at(1)
  const lossAt = async (i: number, delta: number) => {
    const average = state.average.slice()
    average[i]! += delta
    await trainer.load({ ...state, average })
    return trainer.evaluate(batch)
  }
  const { parameters } = plan
  const blocks = parameters.blocks.flatMap((block) => Object.values(block))
  const { codeTable, flags, waves, inputBias, normGain, normBias, output, outputBias } = parameters
  for (const p of [codeTable, flags, waves, inputBias, normGain, normBias, output, outputBias, ...blocks]) {
    const own = gradient.subarray(p.offset, p.offset + p.rows * p.columns)
    const steepest = own.reduce((best, g, i) => (Math.abs(g) > Math.abs(own[best]!) ? i : best), 0)
    for (const i of [steepest, Math.floor(own.length / 3)]) {
      const delta = 1e-2
      const slope = ((await lossAt(p.offset + i, delta)) - (await lossAt(p.offset + i, -delta))) / (2 * delta)
      expect(Math.abs(own[i]! - slope)).toBeLessThan(5e-3 * Math.abs(slope) + 2e-4)
    }
  }
  trainer.dispose()
})

test('200 steps on wasm lose as much as on cpu, with dropout, decay, clipping and averaging', async () => {
  const losses: number[] = []
  for (const [, open] of openers) {
    const engine = await open()
    const { plan, state } = start(0.1)
    const trainer = await engine.createTrainer(plan, state, rows)
    const drawn = batches()
    for (let step = 1; step <= 200; step++) trainer.step(drawn.at(step), rates(step))
    losses.push(await trainer.takeLoss(), await trainer.evaluate(drawn.at(1)))
    trainer.dispose()
  }
  const [cpu, cpuEnd, wasm, wasmEnd] = losses as [number, number, number, number]
  expect(Math.abs(wasm / cpu - 1)).toBeLessThan(1e-3)
  expect(Math.abs(wasmEnd / cpuEnd - 1)).toBeLessThan(1e-3)
})

test.each(openers)('%s: the self-test measures its facts', async (_, open) => {
  const { losses, logit } = await measureSelfTest(await open())
  losses.forEach((loss, i) => {
    expect(loss).toBeCloseTo(selfTestFacts.losses[i]!, 3)
  })
  expect(logit).toBeCloseTo(selfTestFacts.logit, 3)
})

test.each(openers)('%s: what is disposed of leaves no tensor behind', async (_, open) => {
  const engine = await open()
  const before = tf.memory()
  const { plan, state } = start(0.1)
  const trainer = await engine.createTrainer(plan, state, rows)
  const during = tf.memory().numTensors
  trainer.step(batches().at(1), rates(1))
  await trainer.takeLoss()
  await trainer.evaluate(batches().at(2))
  await trainer.conditional(new Int32Array(5).fill(-1), 1, 2)
  await trainer.load(await trainer.state())
  expect(tf.memory().numTensors).toBe(during)
  trainer.dispose()
  const predictor = await engine.createPredictor(plan, state.average, 8)
  await predictor.conditional(new Int32Array(5 * 20).fill(-1), 20, 0)
  predictor.dispose()
  expect(tf.memory().numTensors).toBe(before.numTensors)
  expect(tf.memory().numBytes).toBe(before.numBytes)
})
