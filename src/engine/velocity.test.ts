import { expect, test } from 'vitest'
import { nodeThreads } from '../../scripts/node-threads.mjs'
import type { StepRates, VelocityBatch, VelocityTrainer } from '../core/nets/engine'
import { planVelocity, startVelocity, type VelocityPlan } from '../core/nets/velocity-plan'
import { createRandom } from '../core/random'
import { soloCrew } from './crew'
import { openPooled } from './wasm-backend'
import { openSharedHeap } from './wasm-memory'
import { wasmMultiply } from './wasm-multiply'
import { createVelocityPredictor, createVelocityTrainer } from './wasm-velocity-trainer'

// No size is a multiple of a task's rows or columns.
const sizes = { inputs: 20, outputs: 8, width: 72, hidden: 80, blocks: 2, condition: 16, times: 8, slots: 2, codes: 5 }
const plan = planVelocity(sizes)
const rows = 75
const random = createRandom(3)
const normals = (n: number) => Float32Array.from({ length: n }, () => random.normal())
const batch: VelocityBatch = {
  rows,
  inputs: normals(rows * sizes.inputs),
  times: normals(rows * sizes.times),
  codes: Int32Array.from({ length: rows * 2 }, (_, i) => (i % 2 ? 3 + random.below(2) : random.below(4) - 1)),
  targets: normals(rows * sizes.outputs),
}

/** Weights of which none is 0. */
function start(seed: number) {
  const own = createRandom(seed)
  const state = startVelocity(plan, own)
  const weights = state.weights.map((w) => w + 0.1 * own.normal())
  return { ...state, weights, average: weights.slice() }
}

const rates = (step: number, extra: Partial<StepRates> = {}) => ({
  step,
  learningRate: 0.003,
  weightDecay: 0.01,
  clip: 1,
  averaging: 0.9,
  ...extra,
})

/** The definition of the network in double precision, row by row. */
function plainVelocity({ parameters: p, ...plan }: VelocityPlan, weights: Float32Array, row: number): number[] {
  type Place = { readonly offset: number; readonly rows: number; readonly columns: number }
  const vector = ({ offset, columns }: Place, r = 0) => [
    ...weights.subarray(offset + r * columns, offset + (r + 1) * columns),
  ]
  const times = (x: readonly number[], matrix: Place) =>
    Array.from({ length: matrix.columns }, (_, j) =>
      x.reduce((sum, v, i) => sum + v * weights[matrix.offset + i * matrix.columns + j]!, 0),
    )
  const plus = (...terms: readonly (readonly number[])[]) =>
    terms[0]!.map((_, i) => terms.reduce((s, t) => s + t[i]!, 0))
  const gelu = (x: readonly number[]) => x.map((v) => v / (1 + Math.exp(-1.5957691216057308 * (v + 0.044715 * v ** 3))))
  const norm = (x: readonly number[], gain: Place, bias: Place) => {
    const mean = x.reduce((s, v) => s + v, 0) / x.length
    const scale = 1 / Math.sqrt(x.reduce((s, v) => s + (v - mean) ** 2, 0) / x.length + 1e-5)
    return plus(
      x.map((v, i) => (v - mean) * scale * vector(gain)[i]!),
      vector(bias),
    )
  }
  const part = (values: Float32Array | Int32Array, width: number) => [
    ...values.subarray(row * width, (row + 1) * width),
  ]
  const labels = part(batch.codes, plan.slots).filter((code) => code >= 0)
  const c = gelu(
    plus(
      times(part(batch.times, plan.times), p.time),
      vector(p.timeBias),
      ...labels.map((code) => vector(p.table, code)),
    ),
  )
  let x = plus(times(part(batch.inputs, plan.inputs), p.input), vector(p.inputBias))
  for (const block of p.blocks) {
    const y = norm(x, block.normGain, block.normBias)
    const hidden = gelu(plus(times(y, block.inner), vector(block.innerBias), times(c, block.gate)))
    x = plus(x, times(hidden, block.outer), vector(block.outerBias))
  }
  return plus(times(norm(x, p.normGain, p.normBias), p.output), vector(p.outputBias))
}

test('a velocity network computes what it is defined as', async () => {
  const heap = openSharedHeap()
  const { weights } = start(1)
  const predictor = createVelocityPredictor(soloCrew(heap), plan, weights, 50)
  const made = await predictor.velocity(batch)
  for (const row of [0, 31, 32, 49, 50, 74]) {
    plainVelocity(plan, weights, row).forEach((v, j) => {
      expect(made[row * sizes.outputs + j]).toBeCloseTo(v, 4)
    })
  }
  const errors = made.map((v, i) => (v - batch.targets[i]!) ** 2)
  expect(await predictor.evaluate(batch)).toBeCloseTo(errors.reduce((s, v) => s + v, 0) / errors.length, 4)
  predictor.dispose()
  expect(heap.used()).toBe(0)
})

test('its gradients are those of finite differences', async () => {
  const state = start(2)
  const trainer = createVelocityTrainer(soloCrew(openSharedHeap()), plan, state, rows)
  trainer.step(batch, rates(1, { clip: 1e9 }))
  // After the first step Adam's first moment is (1 − 0.9) times the gradient.
  const gradient = (await trainer.state()).first.map((m) => m / (1 - 0.9))
  const lossAt = async (i: number, delta: number) => {
    const average = state.average.slice()
    average[i]! += delta
    await trainer.load({ ...state, average })
    return trainer.evaluate(batch)
  }
  const { blocks, length: _, decayed: __, ...single } = plan.parameters
  for (const p of [...Object.values(single), ...blocks.flatMap((block) => Object.values(block))]) {
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

async function learn(trainer: VelocityTrainer) {
  for (let step = 1; step <= 30; step++) trainer.step(batch, rates(step))
  const made = {
    loss: await trainer.takeLoss(),
    state: await trainer.state(),
    velocity: await trainer.velocity(batch),
    after: await trainer.evaluate(batch),
  }
  trainer.dispose()
  return made
}

test('two threads compute the same bytes as one, and the loss falls', async () => {
  const alone = await learn(createVelocityTrainer(soloCrew(openSharedHeap()), plan, start(3), rows))
  const crew = (await openPooled(await nodeThreads(2)))!
  expect(crew.threads).toBe(2)
  expect(await learn(createVelocityTrainer(crew, plan, start(3), rows))).toEqual(alone)
  crew.dispose()
  expect(alone.after).toBeLessThan(0.8 * alone.loss)
})

test('products of plain arrays, also with the left one turned', () => {
  const heap = openSharedHeap()
  const multiply = wasmMultiply(heap)
  const a = { rows: 3, columns: 2, values: Float32Array.of(1, 2, 3, 4, 5, 6) }
  const b = { rows: 2, columns: 2, values: Float32Array.of(1, -1, 10, 0) }
  expect([...multiply(a, b).values]).toEqual([21, -1, 43, -3, 65, -5])
  expect([...multiply(a, a, 'a').values]).toEqual([35, 44, 44, 56])
  expect(() => multiply(a, a)).toThrow('inner sizes 2 and 3')
  expect(heap.used()).toBe(0)
})
