import type { TrainerState, VelocityBatch, VelocityPredictor, VelocityRows, VelocityTrainer } from '../core/nets/engine'
import type { VelocityPlan } from '../core/nets/velocity-plan'
import type { Crew, RunPhase, Team } from './crew'
import { chunkRows } from './wasm-arena'
import type { WasmHeap } from './wasm-kernels'
import { noJob, sliceCount, updateOf } from './wasm-program'
import { openTrainingState } from './wasm-training-state'
import { openVelocityArena, type VelocityArena } from './wasm-velocity-arena'

/** A network in memory and those who work on it. */
interface Network {
  readonly heap: WasmHeap
  readonly plan: VelocityPlan
  readonly arena: VelocityArena
  readonly team: Team
  readonly capacity: number
  /** Whether the packed matrices are those of the averaged weights as they are now. */
  preparedForAverage: boolean
  dispose(): void
}

/** A velocity network by our SIMD kernels. */
export function createVelocityTrainer(
  crew: Crew,
  plan: VelocityPlan,
  state: TrainerState,
  rows: number,
): VelocityTrainer {
  const network = openNetwork(crew, plan, rows, true)
  const { theta } = network.arena.training!
  const training = openTrainingState(network, plan.parameters.length, state)
  return {
    ...predictor(network),
    ...training.doors,
    step(batch, rates) {
      network.preparedForAverage = false
      loadBatch(network, batch, 0, batch.rows)
      const loss = network.team.step('learn', batch.rows, (run) => {
        const job = { ...noJob, base: theta, rows: batch.rows }
        for (const phase of ['prepare', 'learn', 'gradients', 'squares'] as const) run(phase, job)
        const norm = Math.sqrt(sumOfSquares(network))
        if (!Number.isFinite(norm)) return Number.NaN
        run('update', { ...job, ...updateOf(rates, norm) })
        return lossOf(network, batch.rows)
      })
      training.addLoss(loss)
    },
  }
}

export function createVelocityPredictor(
  crew: Crew,
  plan: VelocityPlan,
  weights: Float32Array,
  rows: number,
): VelocityPredictor {
  const network = openNetwork(crew, plan, rows, false)
  network.heap.floats(network.arena.average, plan.parameters.length).set(weights)
  return predictor(network)
}

function openNetwork(crew: Crew, plan: VelocityPlan, rows: number, training: boolean): Network {
  const { heap, threads } = crew
  const { arena, free } = openVelocityArena(heap, plan, rows, threads, training)
  const team = crew.open({ kind: 'velocity', plan, arena, capacity: rows })
  const dispose = () => {
    team.dispose()
    free()
  }
  return { heap, plan, arena, team, capacity: rows, preparedForAverage: false, dispose }
}

function predictor(network: Network): VelocityPredictor {
  const { heap, plan, arena, team, capacity, dispose } = network
  const base = arena.average
  const ensurePrepared = (run: RunPhase) => {
    if (!network.preparedForAverage) run('prepare', { ...noJob, base })
    network.preparedForAverage = true
  }
  return {
    async velocity(batch) {
      const out = new Float32Array(batch.rows * plan.outputs)
      for (let from = 0; from < batch.rows; from += capacity) {
        const rows = Math.min(capacity, batch.rows - from)
        loadRows(network, batch, from, rows)
        team.step(rows > chunkRows ? 'answer' : 'glance', rows, (run) => {
          ensurePrepared(run)
          run('answer', { ...noJob, base, rows })
        })
        out.set(heap.floats(arena.z, rows * plan.outputs), from * plan.outputs)
      }
      return out
    },
    async evaluate(batch) {
      let loss = 0
      for (let from = 0; from < batch.rows; from += capacity) {
        const rows = Math.min(capacity, batch.rows - from)
        loadBatch(network, batch, from, rows)
        team.step('evaluate', rows, (run) => {
          ensurePrepared(run)
          run('evaluate', { ...noJob, base, rows })
        })
        loss += (lossOf(network, rows) * rows) / batch.rows
      }
      return loss
    },
    dispose,
  }
}

function lossOf({ heap, arena }: Network, rows: number): number {
  return heap.doubles(arena.losses, Math.ceil(rows / chunkRows)).reduce((sum, loss) => sum + loss, 0)
}

function sumOfSquares({ heap, plan, arena }: Network): number {
  return heap.doubles(arena.training!.squares, sliceCount(plan.parameters)).reduce((sum, part) => sum + part, 0)
}

function loadBatch(network: Network, batch: VelocityBatch, from: number, rows: number): void {
  const { outputs } = network.plan
  loadRows(network, batch, from, rows)
  network.heap
    .floats(network.arena.targets, rows * outputs)
    .set(batch.targets.subarray(from * outputs, (from + rows) * outputs))
}

/** Copies `rows` rows from row `from` on to the heap. */
function loadRows({ heap, plan, arena }: Network, batch: VelocityRows, from: number, rows: number): void {
  const part = <T extends Float32Array | Int32Array>(values: T, width: number) =>
    values.subarray(from * width, (from + rows) * width)
  heap.floats(arena.inputs, rows * plan.inputs).set(part(batch.inputs, plan.inputs))
  heap.floats(arena.times, rows * plan.times).set(part(batch.times, plan.times))
  heap.ints(arena.codes, rows * plan.slots).set(part(batch.codes, plan.slots))
}
