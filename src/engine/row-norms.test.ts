import { beforeAll, expect, test } from 'vitest'
import { nodeThreads } from '../../scripts/node-threads.mjs'
import { planAnyOrder } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import { sliceBatch } from '../core/nets/batches'
import type { Batch, Engine, Trainer } from '../core/nets/engine'
import { emptyBatch, maskBatch } from '../core/nets/masks'
import { createRandom } from '../core/random'
import { trialShapes } from './trial'
import { openPooled, openWasm, wasmEngine } from './wasm-backend'

const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
const rows = 45
// Without cosines, as private networks are.
const shapes = trialShapes(5).map(({ smooth: _, ...shape }) => shape)
const plan = planAnyOrder(shapes, { width: 24, blocks: 2, dropout: 0 })
const random = createRandom(4)
const codes = shapes.map(({ size }) => Uint16Array.from({ length: rows }, () => random.below(size)))
const counts = shapes.map(({ size }) => Float64Array.from({ length: size }, (_, code) => 1 + (code % 4)))
const state = startState(plan, counts, random.fork('weights'))
const batch = emptyBatch(rows, shapes.length)
maskBatch(batch, codes, [...Array(rows).keys()], random)
batch.weights.forEach((weight, r) => {
  batch.weights[r] = weight * rows
})

const engines: [string, Engine][] = []
beforeAll(async () => {
  engines.push(['one thread', await openWasm(wasmUrl)])
  const crew = await openPooled({ most: 2, spawn: (await nodeThreads(2)).spawn }, () => ({
    time: (_, work) => work(true),
  }))
  engines.push(['two threads', wasmEngine(crew!)])
  return () => {
    for (const [, engine] of engines) engine.dispose()
  }
})

const rates = { step: 1, learningRate: 0.01, weightDecay: 0, clip: 1, averaging: 0, dropoutSeed: 0 }

/** The sum of the rows' gradients, each bounded by `norm`. */
function sumOf(trainer: Trainer, rows: Batch, norm: number): Float64Array {
  let sum = new Float64Array(0)
  const release = (own: Float32Array) => {
    sum = Float64Array.from(own)
    own.fill(0) // so that the weights stay
  }
  trainer.stepByRows!(rows, rates, { norm, release })
  return sum
}

const lengthOf = (gradient: Float64Array) => Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0))

test.each([0, 1])('ghost norms bound each row as its own gradient says (%i)', async (i) => {
  const [, engine] = engines[i]!
  const trainer = await engine.createTrainer(plan, state, rows)
  const own = Array.from({ length: rows }, (_, r) => sumOf(trainer, sliceBatch(batch, r, 1), 1e9))
  const lengths = own.map(lengthOf)
  const most = [...lengths].sort((a, b) => a - b)[20]!
  expect(lengths.filter((length) => length > most).length).toBe(rows - 21)
  const wanted = new Float64Array(own[0]!.length)
  own.forEach((gradient, r) => {
    const factor = Math.min(1, most / lengths[r]!)
    for (let p = 0; p < wanted.length; p++) wanted[p]! += factor * gradient[p]!
  })
  const made = sumOf(trainer, batch, most)
  const apart = lengthOf(made.map((g, p) => g - wanted[p]!))
  expect(apart).toBeLessThan(1e-4 * lengthOf(wanted))
  // One row more moves the sum by no more than the bound.
  for (const less of [0, 17, 31]) {
    const without = sumOf(trainer, sliceBatch(batch, less, rows - less), most)
    const with1 = sumOf(trainer, sliceBatch(batch, less + 1, rows - less - 1), most)
    expect(lengthOf(without.map((g, p) => g - with1[p]!))).toBeLessThanOrEqual(most * (1 + 1e-4))
  }
  trainer.dispose()
})

test('the sum of unbounded rows is the gradient that any step goes by', async () => {
  const trainer = await engines[0]![1].createTrainer(plan, state, rows)
  const sum = sumOf(trainer, batch, 1e9)
  await trainer.load(state)
  trainer.step(batch, { ...rates, clip: 1e9 })
  const { first } = await trainer.state()
  const apart = lengthOf(sum.map((g, p) => g - first[p]! / (1 - 0.9)))
  expect(apart).toBeLessThan(1e-4 * lengthOf(sum))
  trainer.dispose()
})

test('a step without rows goes by the noise alone, and leaves no loss to be read', async () => {
  const trainer = await engines[0]![1].createTrainer(plan, state, rows)
  const none = sumOf(trainer, sliceBatch(batch, 0, 0), 1)
  expect(none).toHaveLength(plan.parameters.length)
  expect(none.every((g) => g === 0)).toBe(true)
  expect(await trainer.takeLoss()).toBeNaN()
  trainer.dispose()
})
