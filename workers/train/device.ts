import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { Engine, VelocityEngine } from '../../src/core/nets/engine'
import { StudioError } from '../../src/core/problem'
import type { Trial, Tried } from '../../src/engine/create-engine'
import type { Threads } from '../../src/engine/wasm-backend'

/** The engines of this worker: opened at first use; the one in use is the fastest for the model at hand. */
export interface Device {
  /** The engine in use; before any model was tried, the fastest for a stand-in. */
  engine(): Promise<Engine>
  /** Tries a model on every engine that works here and uses the fastest from now on; fastest first. */
  choose<T extends Trial>(model: string, work: (engine: Engine) => Promise<T>): Promise<Tried<T>[]>
  /** The engine for a model: tries it unless it is the one that was tried last. */
  engineFor(model: string, work: (engine: Engine) => Promise<Trial>): Promise<Engine>
  /** One that trains pictures' networks and multiplies. @throws fit/no-engine */
  velocityEngine(): Promise<VelocityHolder>
  replace(prefer: 'wasm' | undefined): Promise<Engine>
}

/** An engine that has velocity networks. */
export type VelocityHolder = Engine & { readonly velocity: VelocityEngine }

const hasVelocity = (engine: Engine): engine is VelocityHolder => engine.velocity !== undefined

export function createDevice(): Device {
  let opened: Promise<Engine[]> | undefined
  let used: { readonly model?: string; readonly engine: Promise<Engine> } | undefined
  // The first table needs no engine: it does not wait for tfjs to load.
  const load = () => import('../../src/engine/create-engine')
  const open = async (prefer?: 'wasm') => {
    const { openEngines } = await load()
    return openEngines({ wasmUrl: wasmSimd, threads: browserThreads(), ...(prefer ? { prefer } : {}) })
  }
  const engines = () => {
    opened ??= open()
    return opened
  }
  const fastest = async () => {
    const { fastestForStandIn } = await load()
    return fastestForStandIn(await engines())
  }
  const device: Device = {
    engine: () => {
      used ??= { engine: fastest() }
      return used.engine
    },
    async choose(model, work) {
      const { tryEngines } = await load()
      const tried = await tryEngines(await engines(), work)
      used = { model, engine: Promise.resolve(tried[0]!.engine) }
      return tried
    },
    async engineFor(model, work) {
      const isOnly = (await engines()).length === 1
      if (!isOnly && used?.model !== model) await device.choose(model, work)
      return device.engine()
    },
    async velocityEngine() {
      const found = (await engines()).find(hasVelocity)
      if (!found) throw new StudioError({ code: 'fit/no-engine' })
      return found
    },
    async replace(prefer) {
      const before = await opened?.catch(() => [])
      for (const engine of before ?? []) engine.dispose()
      opened = open(prefer)
      used = undefined
      return device.engine()
    },
  }
  return device
}

/**
 * A core is left to the page, unless there are only two: there the page's moments of work cost the threads little, since
 * they sleep while they wait, and whether two are faster than one is tried all along.
 */
function browserThreads(): Threads {
  const cores = navigator.hardwareConcurrency
  return {
    most: cores > 2 ? Math.min(8, cores - 1) : cores,
    spawn: () => new Worker(new URL('../compute.ts', import.meta.url), { type: 'module' }),
  }
}
