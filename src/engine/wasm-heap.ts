import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { kernelBytes } from './kernels/bytes'

type Address = number

/** The functions of `kernels/*.as`; addresses are bytes on the heap, lengths are floats. */
export interface Kernels {
  packFloats(k: number, n: number): number
  matmul(
    ...facts: [
      ...size: [m: number, n: number, k: number],
      ...a: [Address, lda: number, transposed: 0 | 1],
      ...b: [Address, ldb: number, transposed: 0 | 1],
      ...c: [Address, ldc: number],
      bias: Address,
      accumulate: 0 | 1,
      pack: Address,
    ]
  ): void
  embed(rows: number, units: number, width: number, table: Address, codes: Address, bias: Address, out: Address): void
  embedGradient(
    ...facts: [rows: number, units: number, width: number, gradient: Address, codes: Address, table: Address]
  ): void
  addRow(rows: number, width: number, from: Address, row: Address, to: Address): void
  columnSum(rows: number, width: number, x: Address, out: Address): void
  layerNorm(
    ...facts: [
      ...size: [rows: number, width: number],
      x: Address,
      gain: Address,
      bias: Address,
      normal: Address,
      scale: Address,
      y: Address,
    ]
  ): void
  layerNormGradient(
    ...facts: [
      ...size: [rows: number, width: number],
      dy: Address,
      normal: Address,
      scale: Address,
      gain: Address,
      dx: Address,
      dGain: Address,
      dBias: Address,
    ]
  ): void
  gelu(n: number, x: Address, y: Address): void
  geluGradient(n: number, x: Address, gradient: Address): void
  dropout(n: number, x: Address, seed: number, threshold: number, scale: number): void
  softmaxLoss(
    ...facts: [
      ...size: [rows: number, units: number],
      layout: Address,
      z: Address,
      ldz: number,
      targets: Address,
      weights: Address,
      bias: Address,
      dBias: Address,
      basis: Address,
      free: Address,
      scratch: Address,
      gradient: 0 | 1,
    ]
  ): number
  unitLogits(
    ...facts: [
      rows: number,
      unit: Address,
      columns: Address,
      ldz: number,
      bias: Address,
      basis: Address,
      free: Address,
      out: Address,
    ]
  ): void
  sumOfSquares(n: number, x: Address): number
  adamw(
    ...facts: [
      ...arrays: [n: number, theta: Address, g: Address, m: Address, v: Address, average: Address],
      ...rates: [scale: number, rate: number, beta1: number, beta2: number],
      ...rest: [correction: number, epsilon: number, decay: number, averaging: number],
    ]
  ): void
}

/** Our kernels on the heap of tfjs' wasm backend, and memory there. */
export interface WasmHeap {
  readonly kernels: Kernels
  readonly backend: BackendWasm
  /** Address of a tensor's values. */
  address(tensor: { dataId: object }): Address
  /** Views that stay true when the heap grows: take them anew for each use. */
  floats(at: Address, length: number): Float32Array
  ints(at: Address, length: number): Int32Array
  /** Zeroed memory for `length` floats at a multiple of 64 bytes, counted by tf.memory(). */
  allocate(length: number): { readonly at: Address; free(): void }
}

/** What we use of the backend's private parts (tfjs is pinned to 4.22.0, and the start-up self-test covers them). */
interface WasmInternals {
  readonly dataIdMap: { get(id: object): { memoryOffset: number } }
  readonly wasm: { HEAPU8: Uint8Array; wasmMemory?: WebAssembly.Memory; asm?: { memory: WebAssembly.Memory } }
}

const heaps = new WeakMap<BackendWasm, WasmHeap>()

export function wasmHeap(backend: BackendWasm): WasmHeap {
  const known = heaps.get(backend)
  if (known) return known
  const heap = openHeap(backend)
  heaps.set(backend, heap)
  return heap
}

function openHeap(backend: BackendWasm): WasmHeap {
  const { dataIdMap, wasm } = backend as unknown as WasmInternals
  const memory = wasm.wasmMemory ?? wasm.asm?.memory ?? memoryOf(wasm)
  const bytes = Uint8Array.from(atob(kernelBytes), (c) => c.charCodeAt(0))
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory, log: Math.log } })
  const address = (tensor: { dataId: object }) => dataIdMap.get(tensor.dataId).memoryOffset >>> 0
  return {
    kernels: instance.exports as unknown as Kernels,
    backend,
    address,
    floats: (at, length) => new Float32Array(wasm.HEAPU8.buffer, at, length),
    ints: (at, length) => new Int32Array(wasm.HEAPU8.buffer, at, length),
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
