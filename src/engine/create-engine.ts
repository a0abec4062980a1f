import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from '../core/nets/engine'
import { openCpu } from './cpu-backend'
import { selfTest, trialStep } from './trial'
import { openWasm } from './wasm-backend'
import { openWebgpu } from './webgpu-backend'

export type BackendName = 'webgpu' | 'wasm' | 'cpu'

export interface EngineOptions {
  /** Take this backend if it works, without a trial. */
  readonly prefer?: BackendName
  /** Where `tfjs-backend-wasm-simd.wasm` is: a URL in a worker, a file's path in Node. */
  readonly wasmUrl: string
  /** Told which backend was passed over, and why. */
  readonly onProblem?: (backend: BackendName, reason: string) => void
}

/**
 * The device that trains networks here: the GPU where a trial step is faster there, else WebAssembly, at last plain
 * JavaScript. None is taken that fails its self-test. One per thread: tfjs' backends are global to it.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { prefer } = options
  const preferred = prefer && (await open(prefer, options))
  const found = preferred ?? (await fastest(options)) ?? (await open('cpu', options))
  if (!found) throw new Error('no backend of tfjs works here')
  await tf.setBackend(found.backend)
  return found
}

/** WebGPU or WebAssembly by a trial; undefined where neither works. */
async function fastest(options: EngineOptions): Promise<Engine | undefined> {
  const gpu = options.prefer ? undefined : await timed('webgpu', options)
  if (!gpu) return open('wasm', options)
  const wasm = await timed('wasm', options)
  if (!wasm || gpu.stepMs < wasm.stepMs) return gpu.engine
  options.onProblem?.('webgpu', `${gpu.stepMs.toFixed(1)} ms a step; WebAssembly ${wasm.stepMs.toFixed(1)} ms`)
  gpu.engine.dispose()
  return wasm.engine
}

async function timed(name: BackendName, options: EngineOptions) {
  const engine = await open(name, options)
  if (!engine) return undefined
  try {
    return { engine, stepMs: await trialStep(engine, () => performance.now()) }
  } catch (error) {
    options.onProblem?.(name, reasonOf(error))
    engine.dispose()
    return undefined
  }
}

/** The backend with its self-test passed; undefined where it does not work. */
async function open(name: BackendName, { prefer, wasmUrl, onProblem }: EngineOptions): Promise<Engine | undefined> {
  const opening = { webgpu: () => openWebgpu(prefer === 'webgpu'), wasm: () => openWasm(wasmUrl), cpu: openCpu }
  try {
    const engine = await opening[name]()
    if (!engine) onProblem?.(name, 'there is none')
    else await selfTest(engine)
    return engine
  } catch (error) {
    onProblem?.(name, reasonOf(error))
    return undefined
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
