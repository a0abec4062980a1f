import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { Engine } from '../../src/core/nets/engine'
import { createEngine } from '../../src/engine/create-engine'

/** The one engine of this worker: made at first use, replaced when the device was lost. */
export interface Device {
  engine(): Promise<Engine>
  replace(prefer: 'wasm' | undefined): Promise<void>
}

export function createDevice(): Device {
  let made: Promise<Engine> | undefined
  const make = (prefer?: 'wasm') => createEngine({ wasmUrl: wasmSimd, ...(prefer ? { prefer } : {}) })
  return {
    engine: () => {
      made ??= make()
      return made
    },
    replace: async (prefer) => {
      made = make(prefer)
      await made
    },
  }
}
