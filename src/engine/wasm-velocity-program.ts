import type { Parameter } from '../core/nets/any-order-plan'
import { chunkRows } from './wasm-arena'
import { at, bandsOf, type Chunk, chunkAt } from './wasm-network'
import { type Job, optimizer, type Program } from './wasm-program'
import {
  backwardVelocity,
  forwardVelocity,
  squaredError,
  velocityGradients,
  type WasmVelocity,
} from './wasm-velocity-network'

/** A step of a velocity network in the phases of `wasm-program`. `capacity`: most rows of a batch. */
export function velocityProgram(network: WasmVelocity, capacity: number): Program {
  const perChunk = (work: (chunk: Chunk, job: Job) => void) =>
    Array.from({ length: Math.ceil(capacity / chunkRows) }, (_, i) => (job: Job) => work(chunkAt(i, job.rows), job))
  const asking = {
    prepare: preparation(network),
    evaluate: perChunk((chunk, { base, rows }) => {
      forwardVelocity(network, base, chunk)
      squaredError(network, chunk, rows)
    }),
    answer: perChunk((chunk, { base }) => forwardVelocity(network, base, chunk)),
  }
  const { training } = network.arena
  if (!training) return { ...asking, learn: [], gradients: [], squares: [], update: [] }
  const learn = perChunk((chunk, { base, rows }) => {
    forwardVelocity(network, base, chunk)
    squaredError(network, chunk, rows)
    backwardVelocity(network, chunk)
  })
  const gradients = velocityGradients(network).map(
    (task) =>
      ({ rows }: Job) =>
        task(rows),
  )
  const { memory, plan, arena } = network
  return { ...asking, learn, gradients, ...optimizer(memory, plan.parameters, training, arena.average) }
}

/** Packed matrices of the weights at `base`; the transposed ones for those that learn. */
function preparation({ memory, plan, arena }: WasmVelocity): ((job: Job) => void)[] {
  const tasks: ((job: Job) => void)[] = []
  const pack = ({ offset, rows, columns }: Parameter, to: number, turned: number | undefined) => {
    for (const band of bandsOf(columns)) {
      tasks.push(({ base }) => {
        const from = base + 4 * (offset + band.from)
        memory.kernels.packMatrix(rows, band.columns, from, columns, 0, to + 4 * band.from * rows)
      })
    }
    if (turned === undefined) return
    for (const band of bandsOf(rows)) {
      tasks.push(({ base }) => {
        if (base === arena.average) return
        const from = at(base, { offset: offset + band.from * columns, rows, columns })
        memory.kernels.packMatrix(columns, band.columns, from, columns, 1, turned + 4 * band.from * columns)
      })
    }
  }
  const { parameters } = plan
  const turned = arena.training?.packed
  pack(parameters.input, arena.packed.input, undefined)
  pack(parameters.time, arena.packed.time, undefined)
  parameters.blocks.forEach((block, b) => {
    for (const name of ['inner', 'gate', 'outer'] as const) {
      pack(block[name], arena.packed.blocks[b]![name], turned?.blocks[b]?.[name])
    }
  })
  pack(parameters.output, arena.packed.output, turned?.output)
  return tasks
}
