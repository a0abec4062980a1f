import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { wasmHeap } from './wasm-heap'

/**
 * Puts our product in the place of tfjs' own on wasm. Its kernel leaves XNNPACK for a scalar loop, ten times slower,
 * wherever an operand is transposed or comes in a batch, so in every gradient; and XNNPACK keeps packed weights by
 * tensor, so that weights changed in place go unnoticed. Ours does neither.
 */
export function patchBatchMatMul(): void {
  const original = tf.getKernel('BatchMatMul', 'wasm')
  if (!original) throw new Error('tfjs wasm: no BatchMatMul')
  tf.unregisterKernel('BatchMatMul', 'wasm')
  tf.registerKernel({
    ...original,
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo }
      const { transposeA, transposeB } = attrs as unknown as { transposeA: boolean; transposeB: boolean }
      return batchMatMul(backend as BackendWasm, a, b, transposeA ? 1 : 0, transposeB ? 1 : 0)
    },
  })
}

/** `a`: `[…, m, k]` or, transposed, `[…, k, m]`; `b` alike. Batch dimensions are broadcast. */
function batchMatMul(backend: BackendWasm, a: tf.TensorInfo, b: tf.TensorInfo, ta: 0 | 1, tb: 0 | 1): tf.TensorInfo {
  const heap = wasmHeap(backend)
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number]
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number]
  const [m, k] = ta ? [columnsA, rowsA] : [rowsA, columnsA]
  const n = tb ? rowsB : columnsB
  const inner = tb ? columnsB : rowsB
  if (k !== inner) throw new Error(`matMul: inner shapes ${k} and ${inner} do not agree`)
  const batchShape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  const out = backend.makeOutput([...batchShape, m, n], 'float32')
  const products = tf.util.sizeFromShape(batchShape)
  const pack = heap.allocate(heap.kernels.packFloats(k, n))
  const places = [a, b].map((operand) => startsOf(operand.shape, batchShape))
  for (let i = 0; i < products; i++) {
    const from = [a, b].map((operand, o) => heap.address(operand) + 4 * places[o]!(i)) as [number, number]
    const to = heap.address(out) + 4 * i * m * n
    heap.kernels.matmul(m, n, k, from[0], columnsA, ta, from[1], columnsB, tb, to, n, 0, 0, pack.at)
  }
  pack.free()
  return out
}

/** Where the operand of product `i` starts, in floats: broadcast dimensions do not move. */
function startsOf(shape: readonly number[], batchShape: readonly number[]): (i: number) => number {
  const own = shape.slice(0, -2)
  const padded = [...new Array<number>(batchShape.length - own.length).fill(1), ...own]
  const matrix = tf.util.sizeFromShape(shape.slice(-2))
  return (i) => {
    let rest = i
    let at = 0
    let stride = matrix
    for (let d = batchShape.length - 1; d >= 0; d--) {
      const position = rest % batchShape[d]!
      rest = Math.floor(rest / batchShape[d]!)
      if (padded[d]! > 1) at += position * stride
      stride *= padded[d]!
    }
    return at
  }
}
