import type { Parameter } from '../core/nets/any-order-plan'
import type { VelocityPlan } from '../core/nets/velocity-plan'
import type { WasmMemory } from './wasm-kernels'
import { at, type Band, bandsOf, type Chunk } from './wasm-network'
import type { VelocityArena } from './wasm-velocity-arena'

/** A velocity network in memory as one thread sees it. */
export interface WasmVelocity {
  readonly memory: WasmMemory
  readonly plan: VelocityPlan
  readonly arena: VelocityArena
  /** Memory that this thread alone writes to. */
  readonly scratch: number
}

/** From the chunk's rows to `z`. In training the activations' inputs become their slopes. */
export function forwardVelocity({ memory, plan, arena, scratch }: WasmVelocity, base: number, { from, rows }: Chunk) {
  const { kernels } = memory
  const { parameters, inputs, outputs, width, hidden, condition, times, slots } = plan
  const { packed } = arena
  const gelu = base === arena.training?.theta ? kernels.geluWithSlope : kernels.gelu
  const [pre, c] = [arena.pre + 4 * from * condition, arena.act + 4 * from * condition]
  const bias = (parameter: Parameter) => at(base, parameter)
  const table = bias(parameters.table)
  kernels.embed(rows, slots, condition, table, arena.codes + 4 * from * slots, bias(parameters.timeBias), pre)
  const time = arena.times + 4 * from * times
  kernels.matmulPacked(rows, condition, times, time, times, packed.time, pre, condition, 0, 1, scratch)
  gelu(rows * condition, pre, c)
  const x = arena.x + 4 * from * width
  const input = [arena.inputs + 4 * from * inputs, inputs] as const
  kernels.matmulPacked(rows, width, inputs, ...input, packed.input, x, width, bias(parameters.inputBias), 0, scratch)
  parameters.blocks.forEach((p, b) => {
    const cell = arena.blocks[b]!
    const { inner, gate, outer } = packed.blocks[b]!
    const [y, h, a] = [cell.y + 4 * from * width, cell.pre + 4 * from * hidden, cell.act + 4 * from * hidden]
    const norm = [bias(p.normGain), bias(p.normBias), cell.normal + 4 * from * width, cell.scale + 4 * from, y] as const
    kernels.layerNorm(rows, width, x, ...norm)
    kernels.matmulPacked(rows, hidden, width, y, width, inner, h, hidden, bias(p.innerBias), 0, scratch)
    kernels.matmulPacked(rows, hidden, condition, c, condition, gate, h, hidden, 0, 1, scratch)
    gelu(rows * hidden, h, a)
    kernels.matmulPacked(rows, width, hidden, a, hidden, outer, x, width, bias(p.outerBias), 1, scratch)
  })
  const { last } = arena
  const y = last.y + 4 * from * width
  const norm = [bias(parameters.normGain), bias(parameters.normBias), last.normal + 4 * from * width] as const
  kernels.layerNorm(rows, width, x, ...norm, last.scale + 4 * from, y)
  const z = arena.z + 4 * from * outputs
  kernels.matmulPacked(
    rows,
    outputs,
    width,
    y,
    width,
    packed.output,
    z,
    outputs,
    bias(parameters.outputBias),
    0,
    scratch,
  )
}

/** Keeps the chunk's squared error; z becomes the gradient of the mean square over all rows of the batch. */
export function squaredError({ memory, plan, arena }: WasmVelocity, { index, from, rows }: Chunk, allRows: number) {
  const { outputs } = plan
  const [z, targets] = [arena.z + 4 * from * outputs, arena.targets + 4 * from * outputs]
  const factor = 2 / (allRows * outputs)
  const error = memory.kernels.squaredError(rows * outputs, z, targets, factor)
  memory.doubles(arena.losses, index + 1)[index] = error / (allRows * outputs)
}

/** Backpropagation of a chunk, from ∂L/∂z down to the stream at the input and to the condition. */
export function backwardVelocity({ memory, plan, arena, scratch }: WasmVelocity, { from, rows }: Chunk): void {
  const { kernels } = memory
  const { parameters, outputs, width, hidden, condition, blocks } = plan
  const { theta, packed, stream, dLast, dCondition, blocks: places } = arena.training!
  const row = 4 * from * width
  const z = arena.z + 4 * from * outputs
  kernels.matmulPacked(rows, width, outputs, z, outputs, packed.output, dLast + row, width, 0, 0, scratch)
  const top = stream[blocks]! + row
  kernels.clear(1, rows * width, 0, top)
  const { normal, scale } = arena.last
  const saved = [normal + row, scale + 4 * from, at(theta, parameters.normGain)] as const
  kernels.layerNormGradient(rows, width, dLast + row, ...saved, top, top)
  const dc = dCondition + 4 * from * condition
  for (let b = blocks - 1; b >= 0; b--) {
    const cell = arena.blocks[b]!
    const { inner, gate, outer } = packed.blocks[b]!
    const [dh, dy] = [places[b]!.dh + 4 * from * hidden, places[b]!.dy + row]
    const above = stream[b + 1]! + row
    kernels.matmulPacked(rows, hidden, width, above, width, outer, dh, hidden, 0, 0, scratch)
    kernels.multiply(rows * hidden, dh, cell.pre + 4 * from * hidden)
    kernels.matmulPacked(rows, width, hidden, dh, hidden, inner, dy, width, 0, 0, scratch)
    const isFirst = b === blocks - 1 ? 0 : 1
    kernels.matmulPacked(rows, condition, hidden, dh, hidden, gate, dc, condition, 0, isFirst, scratch)
    const own = [cell.normal + row, cell.scale + 4 * from, at(theta, parameters.blocks[b]!.normGain)] as const
    kernels.layerNormGradient(rows, width, dy, ...own, above, stream[b]! + row)
  }
  kernels.multiply(rows * condition, dc, arena.pre + 4 * from * condition)
}

/** Gradients of all parameters from what `backwardVelocity` left, as tasks that touch different ones. Argument: rows. */
export function velocityGradients(network: WasmVelocity): ((rows: number) => void)[] {
  const { memory, plan, arena, scratch } = network
  const { kernels } = memory
  const { parameters, inputs, width, hidden, condition, times, slots, codes } = plan
  const { gradient, stream, blocks, dLast, dCondition } = arena.training!
  const tasks: ((rows: number) => void)[] = []
  /** dW = xᵀ · dy, column band by column band, and its bias' gradient with it. */
  const product = (x: number, depth: number, dy: number, matrix: Parameter, bias?: Parameter) => {
    const { columns } = matrix
    for (const band of bandsOf(columns)) {
      const left = 4 * band.from
      tasks.push((rows) => {
        const out = at(gradient, matrix) + left
        kernels.matmul(
          ...([depth, band.columns, rows, x, depth, 1, dy + left, columns, 0, out, columns, 0, 0, scratch] as const),
        )
        if (bias) kernels.columnSum(rows, band.columns, columns, dy + left, at(gradient, bias) + left)
      })
    }
  }
  const norm = (dy: number, normal: number, gain: Parameter, bias: Parameter, { from, columns }: Band) => {
    const left = 4 * from
    const out = [at(gradient, gain) + left, at(gradient, bias) + left] as const
    tasks.push((rows) => kernels.normGradient(rows, columns, width, dy + left, normal + left, ...out))
  }
  product(arena.inputs, inputs, stream[0]!, parameters.input, parameters.inputBias)
  parameters.blocks.forEach((p, b) => {
    const cell = arena.blocks[b]!
    const { dh, dy } = blocks[b]!
    product(cell.act, hidden, stream[b + 1]!, p.outer, p.outerBias)
    product(cell.y, width, dh, p.inner, p.innerBias)
    product(arena.act, condition, dh, p.gate)
    for (const band of bandsOf(width)) norm(dy, cell.normal, p.normGain, p.normBias, band)
  })
  product(arena.last.y, width, arena.z, parameters.output, parameters.outputBias)
  for (const band of bandsOf(width)) norm(dLast, arena.last.normal, parameters.normGain, parameters.normBias, band)
  product(arena.times, times, dCondition, parameters.time, parameters.timeBias)
  tasks.push((rows) => {
    const table = at(gradient, parameters.table)
    kernels.clear(1, codes * condition, 0, table)
    kernels.embedGradient(rows, slots, condition, condition, dCondition, arena.codes, table)
  })
  return tasks
}
