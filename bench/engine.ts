import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { type Crew, soloCrew } from '../src/engine/crew'
import { openTask } from '../src/engine/trial'
import { openPooled, openWasm, wasmEngine } from '../src/engine/wasm-backend'
import { isFused } from '../src/engine/wasm-kernels'
import { openSharedHeap, type SharedHeap } from '../src/engine/wasm-memory'
import { fastest, ownProduct } from './plain-product'
import { stepFlops, trialPlan } from './step-flops'
import { median } from './studio'

const rounds = 5
const leakSteps = 10_000

/**
 * npm run bench -- engine: how near a training step of the default network comes to this machine's plain matrix
 * product, on one thread and two. The reference is tfjs' own 1024³ product (XNNPACK, one thread, or twice that) in the
 * same run; ours stands beside it. Then what 10,000 steps leave behind.
 */
export async function main(): Promise<number> {
  const xnnpack = tf.getKernel('BatchMatMul', 'wasm') // Before the engine puts its own in its place.
  if (!xnnpack) throw new Error('tfjs wasm: no BatchMatMul')
  const { nodeThreads } = (await import(
    pathToFileURL(path.resolve('scripts/node-threads.mjs')).href
  )) as typeof import('../scripts/node-threads.mjs')
  const require = createRequire(import.meta.url)
  await openWasm(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'))
  const heap = openSharedHeap()
  const threads = await nodeThreads(2)
  const pair = await openPooled(threads, () => ({ time: (_, step) => step(true) }))
  const pooled = await openPooled(threads)
  if (!pair || !pooled) throw new Error('no threads here')
  const rates = { theirs: [] as number[], ours: [] as number[], one: [] as number[], two: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    rates.theirs.push(tfjsProduct(xnnpack, 1024))
    rates.ours.push(ownProduct(heap, 1024))
    rates.one.push(await stepRate(soloCrew(heap)))
    rates.two.push(await stepRate(pair))
  }
  const [theirs, ours, one, two] = [rates.theirs, rates.ours, rates.one, rates.two].map(median) as [
    number,
    number,
    number,
    number,
  ]
  const line = (what: string, rate: number, rest = '') =>
    console.log(`${what.padEnd(34)}${rate.toFixed(1).padStart(7)} GFLOP/s${rest}`)
  line('tfjs 1024³ product (XNNPACK)', theirs)
  line(`our 1024³ product${isFused() ? ', fused' : ''}`, ours)
  line(
    'training step, 1 thread',
    one,
    `, ${(one / theirs).toFixed(2)} of tfjs' (wanted ≥ 0.85), ${(one / ours).toFixed(2)} of ours`,
  )
  const double = `${(two / theirs / 2).toFixed(2)} of twice tfjs' (wanted ≥ 0.85)`
  line('training step, 2 threads', two, `, ${double}, ${(two / one).toFixed(2)} times one thread`)
  await besideAnother(soloCrew(heap), pooled)
  pooled.dispose()
  pair.dispose()
  await leaks(heap)
  return 0
}

/** GFLOP/s of the fastest of some steps, as the products' is that of the fastest. */
async function stepRate(crew: Crew): Promise<number> {
  const { trainer, step } = await openTask(wasmEngine(crew), 15, 256, 512)
  let number = 0
  for (let i = 0; i < 10; i++) step(++number)
  const ms = fastest(() => step(++number), 30)
  trainer.dispose()
  return stepFlops(trialPlan(), 512) / ms / 1e6
}

/** Median steps while another process never rests: threads that share must not lose by it. */
async function besideAnother(solo: Crew, pooled: Crew): Promise<void> {
  const busy = spawn(process.execPath, ['-e', 'for (;;);'])
  try {
    const [one, two] = [await medianStep(solo), await medianStep(pooled)]
    console.log(
      `beside a busy process: 1 thread ${one.toFixed(1)} ms a step, 2 threads ${two.toFixed(1)} ms (wanted: no slower)`,
    )
  } finally {
    busy.kill()
  }
}

async function medianStep(crew: Crew): Promise<number> {
  const { trainer, step } = await openTask(wasmEngine(crew), 15, 256, 512)
  const times = Array.from({ length: 120 }, (_, i) => {
    const from = performance.now()
    step(i + 1)
    return performance.now() - from
  })
  trainer.dispose()
  return median(times.slice(20))
}

async function leaks(heap: SharedHeap): Promise<void> {
  const bytes = () => heap.memory.buffer.byteLength
  const task = await openTask(wasmEngine(soloCrew(heap)), 4, 16, 24)
  task.step(1)
  const before = { used: heap.used(), bytes: bytes(), tensors: tf.memory().numTensors }
  for (let step = 2; step <= leakSteps; step++) task.step(step)
  const [used, grown, tensors] = [
    heap.used() - before.used,
    bytes() - before.bytes,
    tf.memory().numTensors - before.tensors,
  ]
  console.log(`${leakSteps} steps: ${used} bytes more in use, memory grown by ${grown} bytes, ${tensors} tensors more`)
  task.trainer.dispose()
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
