import type { VelocityPlan } from '../core/nets/velocity-plan'
import type { Arena, NetworkPlan } from './wasm-arena'
import type { WasmMemory } from './wasm-kernels'
import { type Program, programOf } from './wasm-program'
import type { VelocityArena } from './wasm-velocity-arena'
import { velocityProgram } from './wasm-velocity-program'

/** What threads must know of a network; JSON in shared memory. */
export type Description =
  | { readonly kind: 'any-order'; readonly plan: NetworkPlan; readonly arena: Arena; readonly capacity: number }
  | { readonly kind: 'velocity'; readonly plan: VelocityPlan; readonly arena: VelocityArena; readonly capacity: number }

/** A network's program as thread number `index` runs it. */
export function programFor(memory: WasmMemory, network: Description, index: number): Program {
  const scratch = network.arena.scratch + index * network.arena.scratchBytes
  return network.kind === 'any-order'
    ? programOf({ memory, plan: network.plan, arena: network.arena, scratch }, network.capacity)
    : velocityProgram({ memory, plan: network.plan, arena: network.arena, scratch }, network.capacity)
}
