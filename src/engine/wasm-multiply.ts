import type { Matrix, Multiply } from '../core/nets/engine'
import type { WasmHeap } from './wasm-kernels'

/** Products of plain arrays by the SIMD kernel: copied onto the heap, and the result back. */
export function wasmMultiply(heap: WasmHeap): Multiply {
  return (a, b, transposed) => {
    const [m, k] = transposed === 'a' ? [a.columns, a.rows] : [a.rows, a.columns]
    const n = b.columns
    if (k !== b.rows) throw new RangeError(`multiply: inner sizes ${k} and ${b.rows} do not agree`)
    const pieces = [a.values, b.values].map((values) => copied(heap, values))
    const [left, right] = pieces.map(({ at }) => at) as [number, number]
    const out = heap.allocate(m * n)
    const pack = heap.allocate(heap.kernels.packFloats(k, n))
    const isTransposed = transposed === 'a' ? 1 : 0
    heap.kernels.matmul(m, n, k, left, a.columns, isTransposed, right, n, 0, out.at, n, 0, 0, pack.at)
    const product: Matrix = { rows: m, columns: n, values: heap.floats(out.at, m * n).slice() }
    for (const piece of [...pieces, out, pack]) piece.free()
    return product
  }
}

function copied(heap: WasmHeap, values: Float32Array) {
  const piece = heap.allocate(values.length)
  heap.floats(piece.at, values.length).set(values)
  return piece
}
