import { type AnyOrderPlan, upTo } from '../core/nets/any-order-plan'
import type { WasmHeap } from './wasm-heap'

/** Bytes of the units' description in `kernels/softmax.as`. */
export const unitBytes = 28

/** Addresses of everything a network needs on the heap, in one piece of memory. */
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
  readonly pack: number
  /** Absent in a predictor. */
  readonly training?: {
    readonly theta: number
    readonly gradient: number
    readonly first: number
    readonly second: number
    readonly dx: number
    readonly dh: number
    readonly dy: number
  }
  dispose(): void
}

export function openArena(heap: WasmHeap, plan: AnyOrderPlan, rows: number, training: boolean): Arena {
  let length = 0
  const take = (floats: number) => {
    const at = length
    length += upTo(floats + 4, 16)
    return at
  }
  const { parameters, width, units } = plan
  const layer = rows * width
  const offsets = {
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
    z: take(rows * plan.columns),
    logits: take(rows * upTo(Math.max(...units.map((unit) => unit.size)), 4)),
    pack: take(packNeed(heap, plan, rows)),
  }
  const cells = () => ({ normal: take(layer), scale: take(rows), y: take(layer), act: take(layer) })
  const blocks = Array.from({ length: plan.blocks }, () => ({ ...cells(), pre: take(layer) }))
  const last = cells()
  const state = training && {
    theta: take(parameters.length),
    gradient: take(parameters.length),
    first: take(parameters.length),
    second: take(parameters.length),
    dx: take(layer),
    dh: take(layer),
    dy: take(layer),
  }
  const memory = heap.allocate(length)
  const place = <T extends object>(group: T): T =>
    Object.fromEntries(Object.entries(group).map(([name, at]) => [name, memory.at + 4 * at])) as T
  const arena = {
    ...place(offsets),
    blocks: blocks.map(place),
    last: place(last),
    ...(state ? { training: place(state) } : {}),
    dispose: memory.free,
  }
  fillConstants(heap, plan, arena)
  return arena
}

/** The widest product decides: see packFloats in kernels/matmul.as. */
function packNeed(heap: WasmHeap, plan: AnyOrderPlan, rows: number): number {
  const deepest = Math.max(rows, plan.width, plan.columns, ...plan.units.map((unit) => unit.size))
  return heap.kernels.packFloats(deepest, Math.max(plan.width, plan.columns))
}

function fillConstants(heap: WasmHeap, plan: AnyOrderPlan, arena: Omit<Arena, 'dispose'>): void {
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
