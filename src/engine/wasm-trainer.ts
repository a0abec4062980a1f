import { type AnyOrderPlan, upTo } from '../core/nets/any-order-plan'
import { sliceBatch } from '../core/nets/batches'
import type { Batch, Predictor, RowBounds, StepRates, Trainer, TrainerState } from '../core/nets/engine'
import type { Crew, RunPhase, Team } from './crew'
import { type Arena, chunkRows, type NetworkPlan, openArena } from './wasm-arena'
import type { WasmHeap } from './wasm-kernels'
import { noJob, sliceCount, updateOf } from './wasm-program'
import { openTrainingState } from './wasm-training-state'

/** A network in memory and those who work on it. */
interface Network {
  readonly heap: WasmHeap
  readonly plan: AnyOrderPlan
  readonly arena: Arena
  readonly team: Team
  readonly capacity: number
  /** Whether the input table and the packed matrices are those of the averaged weights as they are now. */
  preparedForAverage: boolean
  dispose(): void
}

/** The any-order network by our SIMD kernels: a step makes no tensor and no garbage to speak of. */
export function createWasmTrainer(crew: Crew, plan: AnyOrderPlan, state: TrainerState, rows: number): Trainer {
  const network = openNetwork(crew, plan, rows, true)
  const training = openTrainingState(network, plan.parameters.length, state)
  return {
    ...predictor(network),
    ...training.doors,
    step(batch, rates) {
      network.preparedForAverage = false
      training.addLoss(network.team.step('learn', batch.rows, (run) => learn(network, run, batch, rates)))
    },
    stepByRows(batch, rates, bounds) {
      network.preparedForAverage = false
      network.team.step('learn', batch.rows, (run) => learnByRows(network, run, batch, rates, bounds))
    },
  }
}

export function createWasmPredictor(crew: Crew, plan: AnyOrderPlan, weights: Float32Array, rows: number): Predictor {
  const network = openNetwork(crew, plan, rows, false)
  network.heap.floats(network.arena.average, plan.parameters.length).set(weights)
  return predictor(network)
}

function openNetwork(crew: Crew, plan: AnyOrderPlan, rows: number, training: boolean): Network {
  const { heap, threads } = crew
  const { arena, free } = openArena(heap, plan, rows, threads, training)
  const team = crew.open({ kind: 'any-order', plan: withoutConstants(plan), arena, capacity: rows })
  const dispose = () => {
    team.dispose()
    free()
  }
  return { heap, plan, arena, team, capacity: rows, preparedForAverage: false, dispose }
}

/** The constants lie on the heap. */
function withoutConstants({ units, width, blocks, dropout, codes, columns, parameters }: AnyOrderPlan): NetworkPlan {
  return { units, width, blocks, dropout, codes, columns, parameters }
}

function predictor(network: Network): Predictor {
  const { heap, plan, arena, team, capacity, dispose } = network
  const base = arena.average
  const ensurePrepared = (run: RunPhase) => {
    if (!network.preparedForAverage) run('prepare', { ...noJob, base })
    network.preparedForAverage = true
  }
  return {
    async conditional(known, rows, unit) {
      const stride = upTo(plan.units[unit]!.size, 4)
      const values = new Float32Array(rows * stride)
      for (let from = 0; from < rows; from += capacity) {
        const count = Math.min(capacity, rows - from)
        loadKnown(network, known, from, count)
        team.step(count > chunkRows ? 'answer' : 'glance', count, (run) => {
          ensurePrepared(run)
          run('answer', { ...noJob, base, rows: count, unit })
        })
        values.set(heap.floats(arena.logits, count * stride), from * stride)
      }
      return { values, stride }
    },
    async evaluate(batch) {
      let loss = 0
      for (let from = 0; from < batch.rows; from += capacity) {
        const part = sliceBatch(batch, from, Math.min(capacity, batch.rows - from))
        loadBatch(network, part)
        team.step('evaluate', part.rows, (run) => {
          ensurePrepared(run)
          run('evaluate', { ...noJob, base, rows: part.rows })
        })
        loss += lossOf(network, part.rows)
      }
      return loss
    },
    dispose,
  }
}

/** One step; returns the batch's loss. A gradient that is not finite leaves the weights alone. */
function learn(network: Network, run: RunPhase, batch: Batch, rates: StepRates): number {
  const { theta } = network.arena.training!
  const job = { ...noJob, base: theta, rows: batch.rows, seed: rates.dropoutSeed }
  loadBatch(network, batch)
  run('prepare', job)
  run('learn', job)
  run('gradients', job)
  run('squares', job)
  const norm = Math.sqrt(sumOfSquares(network))
  if (!Number.isFinite(norm)) return Number.NaN
  run('update', { ...job, ...updateOf(rates, norm) })
  return lossOf(network, batch.rows)
}

/** One step by what is released of the rows' bounded gradients; there is one where no row takes part. */
function learnByRows(
  network: Network,
  run: RunPhase,
  batch: Batch,
  rates: StepRates,
  { norm, release }: RowBounds,
): void {
  const { heap, plan, arena } = network
  const { theta, gradient } = arena.training!
  const job = { ...noJob, base: theta, rows: batch.rows, rowNorm: norm }
  const sum = heap.floats(gradient, plan.parameters.length)
  if (batch.rows === 0) sum.fill(0)
  else {
    loadBatch(network, batch)
    run('prepare', job)
    run('learn', job)
    run('gradients', job)
  }
  release(sum)
  run('update', { ...job, ...updateOf(rates, 0) })
}

function lossOf({ heap, arena }: Network, rows: number): number {
  return heap.doubles(arena.losses, Math.ceil(rows / chunkRows)).reduce((sum, loss) => sum + loss, 0)
}

function sumOfSquares({ heap, plan, arena }: Network): number {
  return heap.doubles(arena.training!.squares, sliceCount(plan.parameters)).reduce((sum, part) => sum + part, 0)
}

/** Copies a batch to the heap; codes become rows of the input table. */
function loadBatch(network: Network, batch: Batch): void {
  const { heap, arena } = network
  loadKnown(network, batch.known, 0, batch.rows)
  heap.ints(arena.asked, batch.asked.length).set(batch.asked)
  heap.floats(arena.weights, batch.rows).set(batch.weights.subarray(0, batch.rows))
}

/** Copies the codes of `rows` rows from row `from` on. */
function loadKnown({ heap, plan, arena }: Network, known: Int32Array, from: number, rows: number): void {
  const { units } = plan
  const to = heap.ints(arena.known, rows * units.length)
  for (let i = 0, u = 0; i < to.length; i++) {
    const code = known[from * units.length + i]!
    to[i] = code < 0 ? -1 : units[u]!.firstCode + code
    if (++u === units.length) u = 0
  }
}
