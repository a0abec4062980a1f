import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { openTask } from '../../src/engine/trial'
import { openWasm } from '../../src/engine/wasm-backend'
import { openJaxStep } from './jax-step'

const rounds = 40
const rows = 512

/** Steps of both in turn, so that whatever else runs here hits both; the fastest of each counts, and the median. */
async function measure() {
  const spawn = () => new Worker(new URL('../../workers/compute.ts', import.meta.url), { type: 'module' })
  const engine = await openWasm(wasmUrl, { most: navigator.hardwareConcurrency, spawn })
  const { plan, step } = await openTask(engine, 15, 256, rows)
  const jax = await openJaxStep(rows, plan.width, plan.columns)
  const times = { ours: [] as number[], jax: [] as number[] }
  const losses: number[] = []
  let number = 0
  for (let round = 0; round < rounds; round++) {
    const from = performance.now()
    step(++number)
    times.ours.push(performance.now() - from)
    const then = performance.now()
    losses.push(await jax())
    times.jax.push(performance.now() - then)
  }
  return { engine: engine.description, cores: navigator.hardwareConcurrency, times, losses }
}

measure().then(
  (made) => postMessage(made),
  (error) => postMessage({ error: String(error?.stack ?? error) }),
)
