import { type BackendWasm, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from '../core/nets/engine'
import { wasmHeap } from './wasm-heap'
import { patchBatchMatMul } from './wasm-matmul'
import { createWasmPredictor, createWasmTrainer } from './wasm-trainer'

/**
 * tfjs on WebAssembly with SIMD, one thread. Its threaded build starts workers from blob: URLs, which our policy
 * forbids (`worker-src 'self'`); there it would wait for them for ever.
 */
export async function openWasm(wasmUrl: string): Promise<Engine> {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setThreadsCount(1)
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmUrl,
    'tfjs-backend-wasm-simd.wasm': wasmUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmUrl,
  })
  // Emscripten's loader names this CommonJS variable in Node, also inside an ES module, where there is none.
  const scope = globalThis as { __dirname?: string }
  scope.__dirname ??= ''
  // tfjs falls back to another backend in silence.
  if (!(await tf.setBackend('wasm')) || tf.getBackend() !== 'wasm') throw new Error('tfjs wasm did not start')
  patchBatchMatMul()
  const heap = wasmHeap(tf.backend() as BackendWasm)
  return {
    backend: 'wasm',
    description: 'WebAssembly, SIMD, 1 thread',
    createTrainer: async (plan, state, rows) => createWasmTrainer(heap, plan, state, rows),
    createPredictor: async (plan, weights, rows) => createWasmPredictor(heap, plan, weights, rows),
    dispose() {},
  }
}
