import type { Engine } from '../core/nets/engine'
import { soloCrew } from './crew'
import { openOwnHeap } from './wasm-memory'
import { createWasmPredictor, createWasmTrainer } from './wasm-trainer'

/** Any-order networks by our kernels on one thread, without tfjs: small enough for workers that only ask models. */
export function openOwnEngine(): Engine {
  const crew = soloCrew(openOwnHeap())
  return {
    backend: 'wasm',
    description: 'WebAssembly, SIMD, 1 thread',
    createTrainer: async (plan, state, rows) => createWasmTrainer(crew, plan, state, rows),
    createPredictor: async (plan, weights, rows) => createWasmPredictor(crew, plan, weights, rows),
    dispose: crew.dispose,
  }
}
