import { type AnyOrderPlan, upTo } from '../core/nets/any-order-plan'
import type { WasmHeap } from './wasm-kernels'

/** Bytes of the units' description in `kernels/softmax.as`. */
export const unitBytes = 28
/** Rows that one task takes through the network: their layers stay in a core's cache. */
export const chunkRows = 32
/** Columns that one task takes through products over all rows; a multiple of 8. */
export const bandColumns = 64
/** Parameters that one task updates. */
export const sliceFloats = 32_768

/** A plan without its constants, which lie on the heap: small enough to be sent to threads. */
export type NetworkPlan = Omit<AnyOrderPlan, 'waves' | 'basis' | 'free'>

interface Matrices {
  readonly blocks: readonly { readonly inner: number; readonly outer: number }[]
  readonly output: number
}

/** Addresses of everything a network needs, in one piece of memory; plain numbers. */
export interface Arena {
  readonly average: number
  readonly table: number
  readonly waves: number
  readonly layout: number
  readonly basis: number
  readonly free: number
  readonly known: number
  readonly asked: number
  readonly weights: number
  /** The residual stream, `[rows, width]`. */
  readonly x: number
  readonly blocks: readonly { normal: number; scale: number; y: number; pre: number; act: number }[]
  readonly last: { readonly normal: number; readonly scale: number; readonly y: number; readonly act: number }
  readonly z: number
  readonly logits: number
  /** float64 `[chunks]`: each chunk's share of the loss. */
  readonly losses: number
  /** Matrices as `packMatrix` lays them out. */
  readonly packed: Matrices
  /** For one thread after the other, `scratchBytes` each. */
  readonly scratch: number
  readonly scratchBytes: number
  /** Absent in a predictor. */
  readonly training?: Training
}

export interface Training {
  readonly theta: number
  readonly gradient: number
  readonly first: number
  readonly second: number
  /** Transposed matrices, packed. */
  readonly packed: Matrices
  /** Gradients at the residual stream before each block, and after the last: `[rows, width]` each. */
  readonly stream: readonly number[]
  /** Gradients at each block's hidden layer and at its norm. */
  readonly blocks: readonly { readonly dh: number; readonly dy: number }[]
  /** Gradient at the last norm. */
  readonly dLast: number
  /** `[chunks, codes]` */
  readonly biases: number
  /** float64 `[slices]`: sums of squares of the gradient. */
  readonly squares: number
}

export interface OpenArena {
  readonly arena: Arena
  free(): void
}

export function openArena(
  heap: WasmHeap,
  plan: AnyOrderPlan,
  rows: number,
  threads: number,
  training: boolean,
): OpenArena {
  let length = 0
  const take = (floats: number) => {
    const at = length
    length += upTo(floats + 4, 16)
    return 4 * at
  }
  const { parameters, width, units, blocks, columns } = plan
  const layer = rows * width
  const chunks = Math.ceil(rows / chunkRows)
  const widest = upTo(Math.max(...units.map((unit) => unit.size)), 4)
  const scratchFloats = upTo(scratchNeed(heap, rows, widest), 16)
  const matrices = (): Matrices => ({
    blocks: Array.from({ length: blocks }, () => ({ inner: take(width * width), outer: take(width * width) })),
    output: take(width * columns),
  })
  const cells = () => ({ normal: take(layer), scale: take(rows), y: take(layer), act: take(layer) })
  const offsets: Omit<Arena, 'training'> = {
    average: take(parameters.length),
    table: take(plan.codes * width),
    waves: take(plan.waves.length),
    layout: take((units.length * unitBytes) / 4),
    basis: take(plan.basis.length),
    free: take(plan.free.length),
    known: take(rows * units.length),
    asked: take(rows * units.length),
    weights: take(rows),
    x: take(layer),
    z: take(rows * columns),
    logits: take(rows * widest),
    losses: take(2 * chunks),
    packed: matrices(),
    scratch: take(scratchFloats * threads),
    scratchBytes: 0,
    blocks: Array.from({ length: blocks }, () => ({ ...cells(), pre: take(layer) })),
    last: cells(),
  }
  const state = (): Training => ({
    theta: take(parameters.length),
    gradient: take(parameters.length),
    first: take(parameters.length),
    second: take(parameters.length),
    packed: matrices(),
    stream: Array.from({ length: blocks + 1 }, () => take(layer)),
    blocks: Array.from({ length: blocks }, () => ({ dh: take(layer), dy: take(layer) })),
    dLast: take(layer),
    biases: take(chunks * plan.codes),
    squares: take(2 * Math.ceil(parameters.length / sliceFloats) + 2),
  })
  const all = training ? { ...offsets, training: state() } : offsets
  const memory = heap.allocate(length)
  const arena: Arena = { ...moved(all, memory.at), scratchBytes: 4 * scratchFloats }
  fillConstants(heap, plan, arena)
  return { arena, free: memory.free }
}

/** Products over all rows or codes pack their operands: see packFloats in kernels/matmul.as. */
function scratchNeed({ kernels }: WasmHeap, rows: number, widest: number): number {
  return Math.max(widest, kernels.packFloats(Math.max(rows, widest), bandColumns))
}

/** The same group with every number raised by `by`. */
export function moved<T>(group: T, by: number): T {
  if (typeof group === 'number') return (group + by) as T
  if (Array.isArray(group)) return group.map((each) => moved(each, by)) as T
  return Object.fromEntries(Object.entries(group as object).map(([name, each]) => [name, moved(each, by)])) as T
}

function fillConstants(heap: WasmHeap, plan: AnyOrderPlan, arena: Arena): void {
  heap.floats(arena.waves, plan.waves.length).set(plan.waves)
  heap.floats(arena.basis, plan.basis.length).set(plan.basis)
  heap.ints(arena.free, plan.free.length).set(plan.free)
  const layout = plan.units.flatMap((unit) => [
    unit.firstCode,
    unit.size,
    unit.firstColumn,
    unit.cosines,
    unit.basisAt,
    unit.freeCount,
    unit.freeAt,
  ])
  heap.ints(arena.layout, layout.length).set(layout)
}
