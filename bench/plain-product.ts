import type { SharedHeap } from '../src/engine/wasm-memory'

/** GFLOP/s of our own product of two n × n matrices, one thread. */
export function ownProduct({ kernels, allocate }: SharedHeap, n: number): number {
  const places = [n * n, n * n, n * n, kernels.packFloats(n, n)].map(allocate)
  const [a, b, c, pack] = places.map(({ at }) => at) as [number, number, number, number]
  const ms = fastest(() => kernels.matmul(n, n, n, a, n, 0, b, n, 0, c, n, 0, 0, pack))
  for (const { free } of places) free()
  return (2 * n ** 3) / ms / 1e6
}

/** Milliseconds of the fastest of some runs. */
export function fastest(run: () => void, times = 5): number {
  run()
  const taken = Array.from({ length: times }, () => {
    const from = performance.now()
    run()
    return performance.now() - from
  })
  return Math.min(...taken)
}
