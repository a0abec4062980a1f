import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { beforeAll, describe, expect, test } from 'vitest'
import { type AnyOrderPlan, type PlanSizes, planAnyOrder, type UnitShape } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import { createBatches } from '../core/nets/batches'
import type { Batch, Engine, StepRates, TrainerState } from '../core/nets/engine'
import { createRandom } from '../core/random'
import { createEngine } from './create-engine'
import { namedParameters } from './tfjs-network'
import { trialShapes } from './trial'
import { openWebgpu } from './webgpu-backend'
import { countGpu } from './webgpu-counter.fixture'

// wasm's gradients are checked against finite differences (network.test.ts), so they are the oracle here.

let gpu: Engine
let wasm: Engine
const counter = countGpu()
beforeAll(async () => {
  gpu = (await openWebgpu(true))!
  wasm = await createEngine({ prefer: 'wasm', wasmUrl })
})

const lone = (size: number): UnitShape => ({ size, scale: 'nominal' })
// Tiles are 32 wide and 16 deep, workgroups have 64 threads, a norm's job takes 16 columns.
const cases: readonly [string, readonly UnitShape[], PlanSizes, number][] = [
  ['units of all sorts, nothing that a tile divides', trialShapes(5), { width: 72, blocks: 2, dropout: 0.25 }, 69],
  ['one unit, one row', [lone(9)], { width: 8, blocks: 1, dropout: 0 }, 1],
  ['units of size 1 and of many codes', [lone(1), lone(300), lone(3)], { width: 24, blocks: 3, dropout: 0.5 }, 33],
]

function open(shapes: readonly UnitShape[], sizes: PlanSizes, rows: number, tableRows = 3 * rows) {
  const plan = planAnyOrder(shapes, sizes)
  const counts = shapes.map(({ size }) => Float64Array.from({ length: size }, (_, code) => 1 + (code % 4)))
  const state = startState(plan, counts, createRandom(1))
  const draws = createRandom(9)
  const codes = shapes.map(({ size }) => Uint16Array.from({ length: tableRows }, () => draws.below(size)))
  const facts = { name: '', field: 0, missingFrom: 0, counts: new Float64Array() }
  const units = shapes.map((shape) => ({ ...shape, ...facts }))
  return { plan, state, batches: createBatches({ rows: tableRows, units, codes }, rows, createRandom(3)) }
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
async function gradientBy(engine: Engine, plan: AnyOrderPlan, state: TrainerState, batch: Batch) {
  const trainer = await engine.createTrainer(plan, state, batch.rows)
  trainer.step(batch, rates(1, { clip: 1e9 }))
  const loss = await trainer.takeLoss()
  const { first } = await trainer.state()
  trainer.dispose()
  return { loss, gradient: first.map((m) => m / (1 - 0.9)) }
}

describe.each(cases)('%s', (_, shapes, sizes, rows) => {
  test('every parameter has the gradient that wasm finds', async () => {
    const { plan, state, batches } = open(shapes, sizes, rows)
    const batch = batches.at(1)
    const theirs = await gradientBy(wasm, plan, state, batch)
    const ours = await gradientBy(gpu, plan, state, batch)
    const { source: _source, ...bare } = batch
    const given = await gradientBy(gpu, plan, state, bare)
    expect(ours.loss / theirs.loss).toBeCloseTo(1, 5)
    expect(given.loss / theirs.loss).toBeCloseTo(1, 5)
    const far: Record<string, number> = {}
    for (const [name, { offset, rows, columns }] of namedParameters(plan)) {
      const [a, b, c] = [theirs, ours, given].map(({ gradient }) => gradient.subarray(offset, offset + rows * columns))
      const most = a!.reduce((top, g) => Math.max(top, Math.abs(g)), 1e-4)
      const apart = a!.reduce((top, g, i) => Math.max(top, Math.abs(g - b![i]!), Math.abs(g - c![i]!)), 0)
      if (apart > 1e-4 * most) far[name] = apart / most
    }
    expect(far).toEqual({})
    // Between the parameters lies nothing: what only fills up has no gradient either.
    expect(ours.gradient.filter((g) => g !== 0).length).toBe(theirs.gradient.filter((g) => g !== 0).length)
  })

  test('the averaged weights answer as they do on wasm', async () => {
    const { plan, state, batches } = open(shapes, sizes, rows)
    const asked = open(shapes, sizes, 2 * rows + 1).batches.at(2)
    const [theirs, ours] = await Promise.all(
      [wasm, gpu].map(async (engine) => {
        const trainer = await engine.createTrainer(plan, state, rows)
        for (let step = 1; step <= 3; step++) trainer.step(batches.at(step), rates(step))
        const loss = await trainer.evaluate(asked)
        const average = await trainer.average()
        trainer.dispose()
        const predictor = await engine.createPredictor(plan, average, rows)
        const logits: number[][] = []
        for (const [u, { size }] of shapes.entries()) {
          const { values, stride } = await predictor.conditional(asked.known, asked.rows, u)
          for (let r = 0; r < asked.rows; r++) logits.push([...values.subarray(r * stride, r * stride + size)])
        }
        predictor.dispose()
        return { loss, logits }
      }),
    )
    expect(ours!.loss / theirs!.loss).toBeCloseTo(1, 4)
    const apart = ours!.logits.flatMap((row, r) => row.map((x, i) => Math.abs(x - theirs!.logits[r]![i]!)))
    expect(Math.max(...apart)).toBeLessThan(2e-3)
  })
})

test('more rows than the device takes at once go through in slices', async () => {
  const sizes = { width: 8, blocks: 1, dropout: 0 }
  const { plan, state, batches } = open([lone(9)], sizes, 2100)
  const asked = batches.at(1)
  const [theirs, ours] = await Promise.all(
    [wasm, gpu].map(async (engine) => {
      const predictor = await engine.createPredictor(plan, state.average, 100)
      const { values, stride } = await predictor.conditional(asked.known, asked.rows, 0)
      return { loss: await predictor.evaluate(asked), last: [...values.subarray(2099 * stride, 2099 * stride + 9)] }
    }),
  )
  expect(ours!.loss / theirs!.loss).toBeCloseTo(1, 5)
  expect(ours!.last).toEqual(theirs!.last.map((logit) => expect.closeTo(logit, 3)))
})

test('no shader made the compiler complain', async () => {
  expect([...new Set(await counter.messages())]).toEqual([])
})

test('equal runs give equal bits', async () => {
  const runs: TrainerState[] = []
  for (let run = 0; run < 2; run++) {
    const [, shapes, sizes, rows] = cases[2]!
    const { plan, state, batches } = open(shapes, sizes, rows)
    const trainer = await gpu.createTrainer(plan, state, rows)
    for (let step = 1; step <= 5; step++) trainer.step(batches.at(step), rates(step))
    runs.push(await trainer.state())
    trainer.dispose()
  }
  expect(runs[1]).toEqual(runs[0])
})
