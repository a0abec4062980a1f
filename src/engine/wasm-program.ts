import { beta1, beta2, epsilon } from '../core/nets/adamw'
import type { Parameter } from '../core/nets/any-order-plan'
import type { StepRates } from '../core/nets/engine'
import { chunkRows, sliceFloats, type Training } from './wasm-arena'
import { backwardRows, clearedBiases, gradientTasks } from './wasm-gradient'
import type { WasmMemory } from './wasm-kernels'
import {
  at,
  bandsOf,
  buildTable,
  type Chunk,
  chunkAt,
  dropHidden,
  forwardOutput,
  forwardTrunk,
  softmaxLoss,
  unitLogits,
  type WasmNetwork,
} from './wasm-network'
import { boundRows } from './wasm-row-norms'

/** What a phase is told; plain numbers, since they cross threads. */
export interface Job {
  /** Address of the weights: theta or their average. */
  readonly base: number
  readonly rows: number
  readonly seed: number
  readonly unit: number
  /** Of the optimizer: see `adamw` in kernels/optimizer.as. */
  readonly scale: number
  readonly rate: number
  readonly correction: number
  readonly decay: number
  readonly averaging: number
  /** Largest norm of a row's gradient; 0 = any. */
  readonly rowNorm: number
}

export const noJob: Job = {
  base: 0,
  rows: 0,
  seed: 0,
  unit: 0,
  scale: 0,
  rate: 0,
  correction: 0,
  decay: 0,
  averaging: 0,
  rowNorm: 0,
}

/**
 * A step is a few phases. A phase's tasks touch different memory, so that any threads may do them in any order; no sum
 * is cut by the number of threads, so that the results are the same bytes, whoever did what.
 */
export const phases = ['prepare', 'learn', 'gradients', 'squares', 'update', 'evaluate', 'answer'] as const
export type Phase = (typeof phases)[number]
export type Program = Readonly<Record<Phase, readonly ((job: Job) => void)[]>>

/** These have a task per chunk of rows. */
const rowPhases: ReadonlySet<Phase> = new Set(['learn', 'evaluate', 'answer'])

export function taskCount(program: Program, phase: Phase, { rows }: Job): number {
  return rowPhases.has(phase) ? Math.ceil(rows / chunkRows) : program[phase].length
}

/** `capacity`: most rows of a batch. */
export function programOf(network: WasmNetwork, capacity: number): Program {
  const perChunk = (work: (chunk: Chunk, job: Job) => void) =>
    Array.from({ length: Math.ceil(capacity / chunkRows) }, (_, i) => (job: Job) => work(chunkAt(i, job.rows), job))
  const asking = {
    prepare: preparation(network),
    evaluate: perChunk((chunk, { base }) => {
      forwardTrunk(network, base, chunk)
      forwardOutput(network, chunk)
      softmaxLoss(network, base, chunk, undefined)
    }),
    answer: perChunk((chunk, { base, unit }) => {
      forwardTrunk(network, base, chunk)
      unitLogits(network, base, chunk, unit)
    }),
  }
  const { training } = network.arena
  if (!training) return { ...asking, learn: [], gradients: [], squares: [], update: [] }
  const learn = perChunk((chunk, { base, seed, rowNorm }) => {
    forwardTrunk(network, base, chunk)
    dropHidden(network, network.arena.last.act, chunk, seed)
    forwardOutput(network, chunk)
    softmaxLoss(network, base, chunk, clearedBiases(network, training, chunk))
    backwardRows(network, chunk, seed)
    if (rowNorm > 0) boundRows(network, chunk, rowNorm)
  })
  const gradients = gradientTasks(network).map(
    (task) =>
      ({ rows }: Job) =>
        task(rows),
  )
  const { memory, plan, arena } = network
  return { ...asking, learn, gradients, ...optimizer(memory, plan.parameters, training, arena.average) }
}

/** Input table and packed matrices of the weights at `base`; the transposed ones for those that learn. */
function preparation(network: WasmNetwork): ((job: Job) => void)[] {
  const { memory, plan, arena } = network
  const { parameters, width } = plan
  const tasks = bandsOf(width).map((band) => (job: Job) => buildTable(network, job.base, band))
  const pack = (matrix: Parameter, to: number, turned: number | undefined) => {
    const depth = matrix.columns
    for (const { from, columns: own } of bandsOf(depth)) {
      tasks.push(({ base }) => {
        memory.kernels.packMatrix(width, own, at(base, matrix) + 4 * from, depth, 0, to + 4 * from * width)
      })
    }
    if (turned === undefined) return
    for (const { from, columns: own } of bandsOf(width)) {
      tasks.push(({ base }) => {
        if (base === arena.average) return
        memory.kernels.packMatrix(depth, own, at(base, matrix) + 4 * from * depth, depth, 1, turned + 4 * from * depth)
      })
    }
  }
  const turned = arena.training?.packed
  parameters.blocks.forEach(({ inner, outer }, b) => {
    pack(inner, arena.packed.blocks[b]!.inner, turned?.blocks[b]?.inner)
    pack(outer, arena.packed.blocks[b]!.outer, turned?.blocks[b]?.outer)
  })
  pack(parameters.output, arena.packed.output, turned?.output)
  return tasks
}

/** AdamW over slices of the flat parameters, once the norm of the gradient is known. */
export function optimizer(
  memory: WasmMemory,
  { length, decayed }: { readonly length: number; readonly decayed: number },
  training: Pick<Training, 'theta' | 'gradient' | 'first' | 'second' | 'squares'>,
  average: number,
): Pick<Program, 'squares' | 'update'> {
  const slices = [...slicesOf(0, decayed), ...slicesOf(decayed, length)]
  return {
    squares: slices.map(({ from, floats }, i) => () => {
      memory.doubles(training.squares, i + 1)[i] = memory.kernels.sumOfSquares(floats, training.gradient + 4 * from)
    }),
    update: slices.map(({ from, floats }) => ({ scale, rate, correction, decay, averaging }) => {
      const arrays = [training.theta, training.gradient, training.first, training.second, average]
      const [p, g, m, v, a] = arrays.map((base) => base + 4 * from) as [number, number, number, number, number]
      const betas = [beta1, beta2, correction, epsilon] as const
      memory.kernels.adamw(floats, p, g, m, v, a, scale, rate, ...betas, from < decayed ? decay : 0, averaging)
    }),
  }
}

/** Slices of the optimizer: as many sums of squares. */
export function sliceCount({ length, decayed }: { readonly length: number; readonly decayed: number }): number {
  return Math.ceil(decayed / sliceFloats) + Math.ceil((length - decayed) / sliceFloats)
}

/** What the optimizer is told for a gradient of this norm. */
export function updateOf(rates: Omit<StepRates, 'dropoutSeed'>, norm: number) {
  return {
    scale: Math.min(1, rates.clip / (norm + 1e-6)),
    rate: rates.learningRate / (1 - beta1 ** rates.step),
    correction: 1 / Math.sqrt(1 - beta2 ** rates.step),
    decay: rates.learningRate * rates.weightDecay,
    averaging: rates.averaging,
  }
}

function slicesOf(from: number, to: number): { readonly from: number; readonly floats: number }[] {
  return Array.from({ length: Math.ceil((to - from) / sliceFloats) }, (_, i) => {
    const start = from + i * sliceFloats
    return { from: start, floats: Math.min(sliceFloats, to - start) }
  })
}
