import { createRequire } from 'node:module'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { trialStep } from '../src/engine/trial'
import { openWasm } from '../src/engine/wasm-backend'
import { wasmHeap } from '../src/engine/wasm-heap'
import { stepFlops, trialPlan } from './step-flops'

/**
 * npm run bench -- engine: how near a training step of the default network comes to this machine's plain matrix
 * product. The reference is tfjs' own 1024³ product (XNNPACK) in the same run; ours stands beside it.
 */
export async function main(): Promise<number> {
  const require = createRequire(import.meta.url)
  const xnnpack = tf.getKernel('BatchMatMul', 'wasm') // Before the engine puts its own in its place.
  if (!xnnpack) throw new Error('tfjs wasm: no BatchMatMul')
  const engine = await openWasm(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'))
  const rates = { theirs: [] as number[], ours: [] as number[], step: [] as number[] }
  for (let round = 0; round < 5; round++) {
    rates.theirs.push(tfjsProduct(xnnpack, 1024))
    rates.ours.push(ownProduct(1024))
    const stepMs = await trialStep(engine, () => performance.now())
    rates.step.push(stepFlops(trialPlan(), 512) / stepMs / 1e6)
  }
  const [theirs, ours, step] = [rates.theirs, rates.ours, rates.step].map(median) as [number, number, number]
  console.log(`tfjs 1024³ product (XNNPACK): ${theirs.toFixed(1)} GFLOP/s`)
  console.log(`our 1024³ product: ${ours.toFixed(1)} GFLOP/s`)
  console.log(`training step: ${step.toFixed(1)} GFLOP/s`)
  console.log(
    `step over tfjs product: ${(step / theirs).toFixed(2)} (wanted ≥ 0.60); over our product: ${(step / ours).toFixed(2)}`,
  )
  return 0
}

/** GFLOP/s */
function tfjsProduct({ kernelFunc }: tf.KernelConfig, n: number): number {
  const a = tf.randomUniform([n, n])
  const b = tf.randomUniform([n, n])
  const backend = tf.backend() as BackendWasm
  const attrs = { transposeA: false, transposeB: false }
  const ms = fastest(() => {
    const product = kernelFunc({ inputs: { a, b }, backend, attrs })
    if (!Array.isArray(product)) backend.disposeData(product.dataId)
  })
  tf.dispose([a, b])
  return (2 * n ** 3) / ms / 1e6
}

function ownProduct(n: number): number {
  const { kernels, allocate } = wasmHeap(tf.backend() as BackendWasm)
  const places = [n * n, n * n, n * n, kernels.packFloats(n, n)].map(allocate)
  const [a, b, c, pack] = places.map(({ at }) => at) as [number, number, number, number]
  const ms = fastest(() => kernels.matmul(n, n, n, a, n, 0, b, n, 0, c, n, 0, 0, pack))
  for (const { free } of places) free()
  return (2 * n ** 3) / ms / 1e6
}

function fastest(run: () => void): number {
  run()
  const times = Array.from({ length: 5 }, () => {
    const from = performance.now()
    run()
    return performance.now() - from
  })
  return Math.min(...times)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
