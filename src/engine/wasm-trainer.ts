import type { AnyOrderPlan } from '../core/nets/any-order-plan'
import { upTo } from '../core/nets/any-order-plan'
import { sliceBatch } from '../core/nets/batches'
import type { Batch, Predictor, StepRates, Trainer, TrainerState } from '../core/nets/engine'
import { beta1, beta2, epsilon } from './tfjs-adamw'
import { openArena } from './wasm-arena'
import { backward } from './wasm-gradient'
import type { WasmHeap } from './wasm-heap'
import {
  at,
  buildTable,
  dropHidden,
  forwardOutput,
  forwardTrunk,
  loadBatch,
  loadKnown,
  softmaxLoss,
  unitLogits,
  type WasmNetwork,
} from './wasm-network'

/** The any-order network by our SIMD kernels on tfjs' heap: a step makes no tensor and no garbage. */
export function createWasmTrainer(heap: WasmHeap, plan: AnyOrderPlan, state: TrainerState, rows: number): Trainer {
  const network: WasmNetwork = { heap, plan, arena: openArena(heap, plan, rows, true) }
  const { arena } = network
  const memory = arena.training!
  const { length } = plan.parameters
  const sum = { loss: 0, steps: 0 }
  const table = { ofAverage: false }
  const places = { weights: memory.theta, first: memory.first, second: memory.second, average: arena.average }
  const load = (from: TrainerState) => {
    for (const name of ['weights', 'first', 'second', 'average'] as const) {
      heap.floats(places[name], length).set(from[name])
    }
    table.ofAverage = false
  }
  const copy = (from: number) => heap.floats(from, length).slice()
  load(state)
  return {
    ...predictor(network, rows, table),
    step(batch, rates) {
      table.ofAverage = false
      sum.loss += learn(network, batch, rates)
      sum.steps++
    },
    async takeLoss() {
      const mean = sum.loss / sum.steps
      sum.loss = 0
      sum.steps = 0
      return mean
    },
    async state() {
      const [weights, first, second, average] = [places.weights, places.first, places.second, places.average].map(copy)
      return { weights: weights!, first: first!, second: second!, average: average! }
    },
    async load(from) {
      load(from)
    },
    async average() {
      return copy(arena.average)
    },
  }
}

export function createWasmPredictor(
  heap: WasmHeap,
  plan: AnyOrderPlan,
  weights: Float32Array,
  rows: number,
): Predictor {
  const network: WasmNetwork = { heap, plan, arena: openArena(heap, plan, rows, false) }
  heap.floats(network.arena.average, plan.parameters.length).set(weights)
  return predictor(network, rows, { ofAverage: false })
}

/** `table.ofAverage`: whether the input table belongs to the averaged weights as they are now. */
function predictor(network: WasmNetwork, capacity: number, table: { ofAverage: boolean }): Predictor {
  const { heap, plan, arena } = network
  const ensureTable = () => {
    if (!table.ofAverage) buildTable(network, arena.average)
    table.ofAverage = true
  }
  return {
    async conditional(known, rows, unit) {
      ensureTable()
      const stride = upTo(plan.units[unit]!.size, 4)
      const values = new Float32Array(rows * stride)
      for (let from = 0; from < rows; from += capacity) {
        const count = Math.min(capacity, rows - from)
        loadKnown(network, known, from, count)
        forwardTrunk(network, arena.average, count)
        unitLogits(network, arena.average, count, unit)
        values.set(heap.floats(arena.logits, count * stride), from * stride)
      }
      return { values, stride }
    },
    async evaluate(batch) {
      ensureTable()
      let loss = 0
      for (let from = 0; from < batch.rows; from += capacity) {
        const part = sliceBatch(batch, from, Math.min(capacity, batch.rows - from))
        loadBatch(network, part)
        forwardTrunk(network, arena.average, part.rows)
        forwardOutput(network, arena.average, part.rows)
        loss += softmaxLoss(network, arena.average, part.rows, undefined)
      }
      return loss
    },
    dispose: () => arena.dispose(),
  }
}

/** One step; returns the batch's loss. A gradient that is not finite leaves the weights alone. */
function learn(network: WasmNetwork, batch: Batch, rates: StepRates): number {
  const { heap, plan, arena } = network
  const { theta, gradient } = arena.training!
  const dBias = at(gradient, plan.parameters.outputBias)
  loadBatch(network, batch)
  buildTable(network, theta)
  forwardTrunk(network, theta, batch.rows)
  dropHidden(network, arena.last.act, batch.rows, rates.dropoutSeed)
  forwardOutput(network, theta, batch.rows)
  heap.floats(dBias, plan.codes).fill(0)
  const loss = softmaxLoss(network, theta, batch.rows, dBias)
  backward(network, batch.rows, rates.dropoutSeed)
  return adamw(network, rates) ? loss : Number.NaN
}

function adamw({ heap: { kernels }, plan, arena }: WasmNetwork, rates: StepRates): boolean {
  const { length, decayed } = plan.parameters
  const { theta, gradient, first, second } = arena.training!
  const norm = Math.sqrt(kernels.sumOfSquares(length, gradient))
  if (!Number.isFinite(norm)) return false
  const scale = Math.min(1, rates.clip / (norm + 1e-6))
  const rate = rates.learningRate / (1 - beta1 ** rates.step)
  const correction = 1 / Math.sqrt(1 - beta2 ** rates.step)
  const zone = (from: number, to: number, decay: number) => {
    const arrays = [theta, gradient, first, second, arena.average].map((base) => base + 4 * from)
    const [p, g, m, v, a] = arrays as [number, number, number, number, number]
    const betas = [beta1, beta2, correction, epsilon] as const
    kernels.adamw(to - from, p, g, m, v, a, scale, rate, ...betas, rates.learningRate * decay, rates.averaging)
  }
  zone(0, decayed, rates.weightDecay)
  zone(decayed, length, 0)
  return true
}
