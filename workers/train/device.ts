import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { Engine } from '../../src/core/nets/engine'

/** The one engine of this worker: made at first use, replaced when the device was lost. */
export interface Device {
  engine(): Promise<Engine>
  replace(prefer: 'wasm' | undefined): Promise<Engine>
}

export function createDevice(): Device {
  let made: Promise<Engine> | undefined
  const make = async (prefer?: 'wasm') => {
    // The first table needs no engine: it does not wait for tfjs to load.
    const { createEngine } = await import('../../src/engine/create-engine')
    return createEngine({ wasmUrl: wasmSimd, ...(prefer ? { prefer } : {}) })
  }
  return {
    engine: () => {
      made ??= make()
      return made
    },
    replace: (prefer) => {
      made = make(prefer)
      return made
    },
  }
}
