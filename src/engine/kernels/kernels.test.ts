import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '../../core/random'
import { openWasm } from '../wasm-backend'
import { wasmHeap } from '../wasm-heap'
import type { WasmHeap } from '../wasm-kernels'

const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
let heap: WasmHeap

beforeAll(async () => {
  await openWasm(wasmUrl)
  heap = wasmHeap(tf.backend() as BackendWasm)
})

/** An array on the heap for the time of `use`. */
function withArrays<T>(arrays: readonly Float32Array[], use: (at: number[]) => T): T {
  const held = arrays.map((array) => heap.allocate(array.length))
  held.forEach(({ at }, i) => {
    heap.floats(at, arrays[i]!.length).set(arrays[i]!)
  })
  try {
    return use(held.map(({ at }) => at))
  } finally {
    for (const { free } of held) free()
  }
}

const random = createRandom(5)
const normals = (n: number) => Float32Array.from({ length: n }, () => random.normal())

/** The definition, in double precision. */
function plainProduct(
  m: number,
  n: number,
  k: number,
  a: (i: number, p: number) => number,
  b: (p: number, j: number) => number,
) {
  return Float64Array.from({ length: m * n }, (_, at) => {
    let sum = 0
    for (let p = 0; p < k; p++) sum += a(Math.floor(at / n), p) * b(p, at % n)
    return sum
  })
}

describe('matmul', () => {
  // Edges of the 4 × 8 tile, of the band of 64 rows and of the depth of 512.
  const sizes = [
    [1, 1, 1],
    [4, 8, 16],
    [3, 5, 7],
    [65, 17, 12],
    [7, 9, 513],
    [130, 24, 1025],
  ] as const
  const orientations = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const
  const cases = sizes.flatMap((size) => orientations.map((transposed) => [...size, ...transposed] as const))

  test.each(cases)('%i × %i × %i, transposed %i %i, is the plain product', (m, n, k, ta, tb) => {
    const a = normals(m * k)
    const b = normals(k * n)
    const bias = normals(n)
    const start = normals(m * n)
    const pack = new Float32Array(heap.kernels.packFloats(k, n))
    const made = withArrays([a, b, bias, start, pack], ([atA, atB, atBias, atC, atPack]) => {
      const lda = ta ? m : k
      const ldb = tb ? k : n
      heap.kernels.matmul(m, n, k, atA!, lda, ta, atB!, ldb, tb, atC!, n, atBias!, 1, atPack!)
      return heap.floats(atC!, m * n).slice()
    })
    const wanted = plainProduct(
      m,
      n,
      k,
      (i, p) => a[ta ? p * m + i : i * k + p]!,
      (p, j) => b[tb ? j * k + p : p * n + j]!,
    )
    const worst = made.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - wanted[i]! - bias[i % n]! - start[i]!)),
      0,
    )
    expect(worst).toBeLessThan(2e-6 * k + 1e-5)
  })
})
