import type { Engine } from '../core/nets/engine'
import { openWasm } from './wasm-backend'

export type BackendName = 'webgpu' | 'wasm' | 'cpu'

export interface EngineOptions {
  /** Take this backend if it works, whatever a trial says. */
  readonly prefer?: BackendName
  /** Where `tfjs-backend-wasm-simd.wasm` is: a URL in a worker, a file's path in Node. */
  readonly wasmUrl: string
  /** Told what does not work and why it was passed over. */
  readonly onProblem?: (backend: BackendName, reason: string) => void
}

/** The device that trains networks here. One per worker: tfjs' backends are global to it. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  return openWasm(options.wasmUrl)
}
