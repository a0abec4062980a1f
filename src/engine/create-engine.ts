import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from '../core/nets/engine'
import { openCpu } from './cpu-backend'
import { selfTest, trialStep } from './trial'
import { openWasm, type Threads } from './wasm-backend'
import { openWebgpu } from './webgpu-backend'

export type BackendName = 'webgpu' | 'wasm' | 'cpu'

export interface EngineOptions {
  /** Take this backend if it works, without a trial. */
  readonly prefer?: BackendName
  /** Where `tfjs-backend-wasm-simd.wasm` is: a URL in a worker, a file's path in Node. */
  readonly wasmUrl: string
  /** Absent: one thread. */
  readonly threads?: Threads
  /** Told which backend was passed over, and why. */
  readonly onProblem?: (backend: BackendName, reason: string) => void
}

/** What an engine needs for some work, as it was tried there. */
export interface Trial {
  readonly seconds: number
}

export interface Tried<T extends Trial> {
  readonly engine: Engine
  readonly trial: T
}

/**
 * The device that trains networks here: the GPU where a step of a stand-in is faster there, else WebAssembly, at last
 * plain JavaScript. One per thread: tfjs' backends are global to it.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const engines = await openEngines(options)
  const fastest = await fastestForStandIn(engines, options.onProblem)
  for (const engine of engines) if (engine !== fastest) engine.dispose()
  return fastest
}

/** The only engine, or the one on which a step of a network of the default size is fastest; put to use. */
export async function fastestForStandIn(
  engines: readonly Engine[],
  onProblem?: EngineOptions['onProblem'],
): Promise<Engine> {
  if (engines.length === 1) return activate(engines[0]!)
  return (await tryEngines(engines, standIn, onProblem))[0]!.engine
}

/**
 * Engines that work here and may be the fastest, each with its self-test passed: GPU and WebAssembly, or the preferred
 * one; plain JavaScript where there is neither.
 */
export async function openEngines(options: EngineOptions): Promise<Engine[]> {
  const { prefer } = options
  const preferred = prefer && (await open(prefer, options))
  if (preferred) return [preferred]
  const engines: Engine[] = []
  for (const name of prefer ? (['wasm'] as const) : (['webgpu', 'wasm'] as const)) {
    const engine = await open(name, options)
    if (engine) engines.push(engine)
  }
  const last = engines.length === 0 ? await open('cpu', options) : undefined
  if (last) engines.push(last)
  if (engines.length === 0) throw new Error('no backend of tfjs works here')
  return engines
}

/** Tries the same work on each, and puts the fastest to use; fastest first, without those where it fails. */
export async function tryEngines<T extends Trial>(
  engines: readonly Engine[],
  work: (engine: Engine) => Promise<T>,
  onProblem?: EngineOptions['onProblem'],
): Promise<Tried<T>[]> {
  const tried: Tried<T>[] = []
  let failure: unknown
  for (const engine of engines) {
    await activate(engine)
    try {
      tried.push({ engine, trial: await work(engine) })
    } catch (error) {
      failure = error
      onProblem?.(engine.backend as BackendName, reasonOf(error))
    }
  }
  tried.sort((a, b) => a.trial.seconds - b.trial.seconds)
  const [first, ...slower] = tried
  if (!first) throw failure
  for (const { engine, trial } of slower) {
    const times = `${trial.seconds.toFixed(3)} s, where ${first.engine.backend} needs ${first.trial.seconds.toFixed(3)} s`
    onProblem?.(engine.backend as BackendName, times)
  }
  await activate(first.engine)
  return tried
}

/** tfjs' own operations run on one backend at a time. */
async function activate(engine: Engine): Promise<Engine> {
  await tf.setBackend(engine.backend)
  return engine
}

const standIn = async (engine: Engine): Promise<Trial> => ({
  seconds: (await trialStep(engine, () => performance.now())) / 1000,
})

/** The backend with its self-test passed; undefined where it does not work. */
async function open(name: BackendName, options: EngineOptions): Promise<Engine | undefined> {
  const { prefer, wasmUrl, threads, onProblem } = options
  const opening = {
    webgpu: () => openWebgpu(prefer === 'webgpu'),
    wasm: () => openWasm(wasmUrl, threads),
    cpu: openCpu,
  }
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
