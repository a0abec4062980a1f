import { type BackendWasm, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from '../core/nets/engine'
import { type Crew, pooledCrew, soloCrew } from './crew'
import { createPace } from './crew-pace'
import { openThreadPool, type Thread } from './thread-pool'
import { wasmHeap } from './wasm-heap'
import { patchBatchMatMul } from './wasm-matmul'
import { openSharedHeap } from './wasm-memory'
import { wasmMultiply } from './wasm-multiply'
import { createWasmPredictor, createWasmTrainer } from './wasm-trainer'
import { createVelocityPredictor, createVelocityTrainer } from './wasm-velocity-trainer'

/** Threads that may be had. tfjs' own come from blob: URLs, which our policy forbids (`worker-src 'self'`). */
export interface Threads {
  /** Most of them, the calling one included. */
  readonly most: number
  readonly spawn: () => Thread
}

/**
 * tfjs on WebAssembly with SIMD, one thread, and networks by our own kernels: on several threads and memory of our own
 * where threads can share one (a cross-origin isolated page, Node), else on tfjs' heap.
 */
export async function openWasm(wasmUrl: string, threads?: Threads): Promise<Engine> {
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
  return wasmEngine((threads && (await openPooled(threads))) ?? soloCrew(wasmHeap(tf.backend() as BackendWasm)))
}

/** Networks by our kernels, worked on by `crew`. */
export function wasmEngine(crew: Crew): Engine {
  return {
    backend: 'wasm',
    description: `WebAssembly, SIMD, ${crew.threads === 1 ? '1 thread' : `${crew.threads} threads`}`,
    createTrainer: async (plan, state, rows) => createWasmTrainer(crew, plan, state, rows),
    createPredictor: async (plan, weights, rows) => createWasmPredictor(crew, plan, weights, rows),
    velocity: {
      createTrainer: (plan, state, rows) => createVelocityTrainer(crew, plan, state, rows),
      createPredictor: (plan, weights, rows) => createVelocityPredictor(crew, plan, weights, rows),
      multiply: wasmMultiply(crew.heap),
    },
    dispose: crew.dispose,
  }
}

/** Undefined where one thread is all there is. */
export async function openPooled(
  { most, spawn }: Threads,
  paceOf = () => createPace(() => performance.now()),
): Promise<Crew | undefined> {
  if (most < 2 || typeof SharedArrayBuffer === 'undefined') return undefined
  try {
    const heap = openSharedHeap()
    const pool = await openThreadPool(heap, most, spawn)
    return pool && pooledCrew(heap, pool, paceOf)
  } catch {
    // No address space for shared memory, or it can't be given to a worker.
    return undefined
  }
}
