import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { startState } from '../src/core/nets/any-order-start'
import { createBatches } from '../src/core/nets/batches'
import { createRandom } from '../src/core/random'
import { createEngine } from '../src/engine/create-engine'
import { trialShapes, trialStep } from '../src/engine/trial'
import { openWebgpu } from '../src/engine/webgpu-backend'
import { countGpu, type GpuCounts } from '../src/engine/webgpu-counter.fixture'
import { trialPlan } from './step-flops'

const rows = 512
const tableRows = 30_000
const shortestMs = 2000

export interface WebgpuFigures {
  readonly description: string
  readonly openMs: number
  readonly stepMs: number
  readonly encodeMs: number
  readonly steps: number
  /** Per step. */
  readonly counts: GpuCounts
  readonly conditionalMs: number
  readonly wasmStepMs: number
}

/** In a browser's page: the trial's network on the adapter that is there. Undefined where there is none. */
export async function run(): Promise<WebgpuFigures | undefined> {
  const counter = countGpu()
  const engine = await openWebgpu(true)
  if (!engine) return undefined
  const shapes = trialShapes(15)
  const plan = trialPlan()
  const counts = shapes.map(({ size }) => new Float64Array(size).fill(1))
  const draws = createRandom(1)
  const codes = shapes.map(({ size }) => Uint16Array.from({ length: tableRows }, () => draws.below(size)))
  const facts = { missingFrom: 0, field: 0, name: '', counts: new Float64Array() }
  const units = shapes.map((shape) => ({ ...shape, ...facts }))
  const batches = createBatches({ rows: tableRows, units, codes }, rows, createRandom(2))
  const rates = { learningRate: 0.002, weightDecay: 0.01, clip: 5, averaging: 0.99 }
  const opening = performance.now()
  const trainer = await engine.createTrainer(plan, startState(plan, counts, createRandom(3)), rows)
  let steps = 0
  const step = () => {
    steps++
    trainer.step(batches.at(steps), { ...rates, step: steps, dropoutSeed: steps })
  }
  step()
  await trainer.takeLoss()
  const openMs = performance.now() - opening
  step()
  await trainer.takeLoss()
  counter.reset()
  const warm = steps
  const from = performance.now()
  let encodeMs = 0
  while (performance.now() - from < shortestMs) {
    const began = performance.now()
    do step()
    while (!trainer.isFull!() && performance.now() - began < 200)
    encodeMs += performance.now() - began
    await trainer.takeLoss()
  }
  const taken = steps - warm
  const stepMs = (performance.now() - from) / taken
  const perStep = Object.fromEntries(Object.entries(counter.counts).map(([name, count]) => [name, count / taken]))
  const known = new Int32Array(rows * units.length).fill(-1)
  await trainer.conditional(known, rows, 1)
  const asking = performance.now()
  for (let round = 0; round < 5; round++) await trainer.conditional(known, rows, round)
  const conditionalMs = (performance.now() - asking) / 5
  trainer.dispose()
  counter.stop()
  const wasm = await createEngine({ prefer: 'wasm', wasmUrl })
  const wasmStepMs = await trialStep(wasm, () => performance.now())
  const times = { openMs, stepMs, encodeMs: encodeMs / taken, conditionalMs, wasmStepMs }
  return { description: engine.description, steps: taken, counts: perStep as unknown as GpuCounts, ...times }
}
