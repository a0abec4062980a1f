import { upTo } from '../core/nets/any-order-plan'
import type { VelocityPlan } from '../core/nets/velocity-plan'
import { bandColumns, chunkRows, moved, sliceFloats } from './wasm-arena'
import type { WasmHeap } from './wasm-kernels'

/** Matrices as `packMatrix` lays them out. */
interface PackedMatrices {
  readonly blocks: readonly { readonly inner: number; readonly gate: number; readonly outer: number }[]
  readonly output: number
}

/** What a layer norm leaves: standardised rows, 1/σ, and its result. */
interface Normed {
  readonly normal: number
  readonly scale: number
  readonly y: number
}

/** Addresses of everything a velocity network needs, in one piece of memory. */
export interface VelocityArena {
  readonly average: number
  readonly inputs: number
  readonly times: number
  readonly codes: number
  readonly targets: number
  /** The condition before and after its activation, `[rows, condition]`. */
  readonly pre: number
  readonly act: number
  /** The residual stream, `[rows, width]`. */
  readonly x: number
  readonly blocks: readonly (Normed & { readonly pre: number; readonly act: number })[]
  readonly last: Normed
  /** `[rows, outputs]` */
  readonly z: number
  /** float64 `[chunks]`: each chunk's share of the squared error. */
  readonly losses: number
  readonly packed: PackedMatrices & { readonly input: number; readonly time: number }
  readonly scratch: number
  readonly scratchBytes: number
  /** Absent in a predictor. */
  readonly training?: VelocityTraining
}

export interface VelocityTraining {
  readonly theta: number
  readonly gradient: number
  readonly first: number
  readonly second: number
  /** Transposed matrices, packed. */
  readonly packed: PackedMatrices
  /** Gradients at the residual stream before each block, and after the last: `[rows, width]` each. */
  readonly stream: readonly number[]
  /** Gradients at each block's hidden layer and at its norm. */
  readonly blocks: readonly { readonly dh: number; readonly dy: number }[]
  /** Gradient at the last norm. */
  readonly dLast: number
  /** Gradient at the condition. */
  readonly dCondition: number
  /** float64 `[slices]`: sums of squares of the gradient. */
  readonly squares: number
}

export function openVelocityArena(
  heap: WasmHeap,
  plan: VelocityPlan,
  rows: number,
  threads: number,
  training: boolean,
): { readonly arena: VelocityArena; free(): void } {
  let length = 0
  const take = (floats: number) => {
    const at = length
    length += upTo(floats + 4, 16)
    return 4 * at
  }
  const { parameters, width, hidden, condition, inputs, outputs } = plan
  const matrices = (): PackedMatrices => ({
    blocks: parameters.blocks.map(({ inner, gate, outer }) => ({
      inner: take(inner.rows * inner.columns),
      gate: take(gate.rows * gate.columns),
      outer: take(outer.rows * outer.columns),
    })),
    output: take(width * outputs),
  })
  const normed = (): Normed => ({ normal: take(rows * width), scale: take(rows), y: take(rows * width) })
  const scratchFloats = upTo(heap.kernels.packFloats(rows, bandColumns), 16)
  const places = {
    average: take(parameters.length),
    inputs: take(rows * inputs),
    times: take(rows * plan.times),
    codes: take(rows * plan.slots),
    targets: take(rows * outputs),
    pre: take(rows * condition),
    act: take(rows * condition),
    x: take(rows * width),
    blocks: parameters.blocks.map(() => ({ ...normed(), pre: take(rows * hidden), act: take(rows * hidden) })),
    last: normed(),
    z: take(rows * outputs),
    losses: take(2 * Math.ceil(rows / chunkRows)),
    packed: { ...matrices(), input: take(inputs * width), time: take(plan.times * condition) },
    scratch: take(scratchFloats * threads),
    scratchBytes: 0,
  }
  const state = (): VelocityTraining => ({
    theta: take(parameters.length),
    gradient: take(parameters.length),
    first: take(parameters.length),
    second: take(parameters.length),
    packed: matrices(),
    stream: Array.from({ length: plan.blocks + 1 }, () => take(rows * width)),
    blocks: parameters.blocks.map(() => ({ dh: take(rows * hidden), dy: take(rows * width) })),
    dLast: take(rows * width),
    dCondition: take(rows * condition),
    squares: take(2 * Math.ceil(parameters.length / sliceFloats) + 4),
  })
  const all = training ? { ...places, training: state() } : places
  const memory = heap.allocate(length)
  return { arena: { ...moved(all, memory.at), scratchBytes: 4 * scratchFloats }, free: memory.free }
}
