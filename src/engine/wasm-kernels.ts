import { kernelBytes } from './kernels/bytes'

export type Address = number

/** The functions of `kernels/*.as`; addresses are bytes on the heap, lengths are floats. */
export interface Kernels {
  packFloats(k: number, n: number): number
  packedFloats(k: number, n: number): number
  packMatrix(k: number, n: number, b: Address, ldb: number, transposed: 0 | 1, to: Address): void
  matmulPacked(
    ...facts: [
      ...size: [m: number, n: number, k: number],
      ...a: [Address, lda: number],
      packed: Address,
      ...c: [Address, ldc: number],
      bias: Address,
      accumulate: 0 | 1,
      scratch: Address,
    ]
  ): void
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
    ...facts: [
      ...size: [rows: number, units: number, columns: number, stride: number],
      gradient: Address,
      codes: Address,
      table: Address,
    ]
  ): void
  addRow(rows: number, columns: number, stride: number, from: Address, row: Address, to: Address): void
  clear(rows: number, columns: number, stride: number, x: Address): void
  columnSum(rows: number, columns: number, stride: number, x: Address, out: Address): void
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
      from: Address,
      dx: Address,
    ]
  ): void
  normGradient(
    ...facts: [
      ...size: [rows: number, columns: number, stride: number],
      dy: Address,
      normal: Address,
      dGain: Address,
      dBias: Address,
    ]
  ): void
  gelu(n: number, x: Address, y: Address): void
  geluWithSlope(n: number, x: Address, y: Address): void
  multiply(n: number, x: Address, factor: Address): void
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
  squaredError(n: number, z: Address, target: Address, factor: number): number
  sumOfSquares(n: number, x: Address): number
  adamw(
    ...facts: [
      ...arrays: [n: number, theta: Address, g: Address, m: Address, v: Address, average: Address],
      ...rates: [scale: number, rate: number, beta1: number, beta2: number],
      ...rest: [correction: number, epsilon: number, decay: number, averaging: number],
    ]
  ): void
}

/** Numbers in a memory. Views that stay true when it grows: take them anew for each use. Addresses are bytes. */
export interface Views {
  floats(at: Address, length: number): Float32Array
  ints(at: Address, length: number): Int32Array
  doubles(at: Address, length: number): Float64Array
}

/** Kernels and the memory that they work on. */
export interface WasmMemory extends Views {
  readonly kernels: Kernels
}

/** Memory that can be asked for pieces of it. */
export interface WasmHeap extends WasmMemory {
  /** Zeroed memory for `length` floats at a multiple of 64 bytes. */
  allocate(length: number): { readonly at: Address; free(): void }
}

/** Whether products are fused: a · b + c in one instruction, rounded once (relaxed SIMD). Up to twice as fast. */
export const isFused = (): boolean => WebAssembly.validate(bytesOf('plainFused'))

/** For memory that threads share, or for any other. */
export function compileKernels(memory: 'plain' | 'shared'): WebAssembly.Module {
  return new WebAssembly.Module(bytesOf(isFused() ? `${memory}Fused` : memory))
}

function bytesOf(build: keyof typeof kernelBytes): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(kernelBytes[build]), (c) => c.charCodeAt(0))
}

export function startKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  return new WebAssembly.Instance(module, { env: { memory, log: Math.log } }).exports as unknown as Kernels
}

export function viewsOf(memory: { readonly buffer: ArrayBufferLike }): Views {
  return {
    floats: (at, length) => new Float32Array(memory.buffer, at, length),
    ints: (at, length) => new Int32Array(memory.buffer, at, length),
    doubles: (at, length) => new Float64Array(memory.buffer, at, length),
  }
}
