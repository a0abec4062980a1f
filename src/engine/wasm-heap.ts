import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { type Address, compileKernels, startKernels, viewsOf, type WasmHeap } from './wasm-kernels'

/** Our kernels on the heap of tfjs' wasm backend, where its tensors are. Memory there is counted by tf.memory(). */
export interface TfjsHeap extends WasmHeap {
  readonly backend: BackendWasm
  /** Address of a tensor's values. */
  address(tensor: { dataId: object }): Address
}

/** What we use of the backend's private parts (tfjs is pinned to 4.22.0, and the start-up self-test covers them). */
interface WasmInternals {
  readonly dataIdMap: { get(id: object): { memoryOffset: number } }
  readonly wasm: { HEAPU8: Uint8Array; wasmMemory?: WebAssembly.Memory; asm?: { memory: WebAssembly.Memory } }
}

const heaps = new WeakMap<BackendWasm, TfjsHeap>()

export function wasmHeap(backend: BackendWasm): TfjsHeap {
  const known = heaps.get(backend)
  if (known) return known
  const heap = openHeap(backend)
  heaps.set(backend, heap)
  return heap
}

function openHeap(backend: BackendWasm): TfjsHeap {
  const { dataIdMap, wasm } = backend as unknown as WasmInternals
  const memory = wasm.wasmMemory ?? wasm.asm?.memory ?? memoryOf(wasm)
  const address = (tensor: { dataId: object }) => dataIdMap.get(tensor.dataId).memoryOffset >>> 0
  return {
    ...viewsOf(memory),
    kernels: startKernels(compileKernels('plain'), memory),
    backend,
    address,
    allocate(length) {
      const tensor = tf.engine().makeTensor(new Float32Array(length + 16), [length + 16], 'float32', backend)
      tf.keep(tensor)
      return { at: Math.ceil(address(tensor) / 64) * 64, free: () => tensor.dispose() }
    },
  }
}

// The minified names of emscripten's exports change with each of tfjs' builds; there is one memory among them.
function memoryOf(wasm: WasmInternals['wasm']): WebAssembly.Memory {
  const found = Object.values(wasm.asm ?? {}).find((value) => value instanceof WebAssembly.Memory)
  if (!found) throw new Error('tfjs wasm: no memory found')
  return found
}
