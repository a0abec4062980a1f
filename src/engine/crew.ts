import type { Pace } from './crew-pace'
import { type Description, programFor } from './network-program'
import type { ThreadPool } from './thread-pool'
import type { WasmHeap } from './wasm-kernels'
import type { SharedHeap } from './wasm-memory'
import { type Job, type Phase, type Program, taskCount } from './wasm-program'

/** Memory for networks, and those who work on it. */
export interface Crew {
  readonly heap: WasmHeap
  /** Most that work at once. */
  readonly threads: number
  open(network: Description): Team
  dispose(): void
}

/** A crew at work on one network. */
export interface Team {
  /** Does the phases of a step over `rows` rows with as many threads as have been fastest; steps of a kind compare. */
  step<T>(kind: Kind, rows: number, work: (run: RunPhase) => T): T
  dispose(): void
}

/** A glance: an answer for a few rows, too short to be shared. */
export type Kind = 'learn' | 'evaluate' | 'answer' | 'glance'
export type RunPhase = (phase: Phase, job: Job) => void

/** The calling thread alone. */
export function soloCrew(heap: WasmHeap): Crew {
  return {
    heap,
    threads: 1,
    open(network) {
      const alone = runAlone(programFor(heap, network, 0))
      return { step: (_, __, work) => work(alone), dispose() {} }
    },
    dispose() {},
  }
}

/** `paceOf`: how each kind of step finds out whether all threads or one are faster. */
export function pooledCrew(heap: SharedHeap, pool: ThreadPool, paceOf: () => Pace): Crew {
  return {
    heap,
    threads: pool.threads,
    open(network) {
      const program = programFor(heap, network, 0)
      const described = pool.describe(network)
      const alone = runAlone(program)
      const together: RunPhase = (phase, job) => described.run(program, phase, job, taskCount(program, phase, job))
      const paces = { learn: paceOf(), evaluate: paceOf(), answer: paceOf() }
      return {
        step(kind, rows, work) {
          if (kind === 'glance') return work(alone)
          return paces[kind].time(rows, (isTogether) => work(isTogether ? together : alone))
        },
        dispose: described.forget,
      }
    },
    dispose: pool.dispose,
  }
}

const runAlone =
  (program: Program): RunPhase =>
  (phase, job) => {
    const tasks = taskCount(program, phase, job)
    for (let task = 0; task < tasks; task++) program[phase][task]!(job)
  }
