import { StudioError } from '../core/problem'
import type { Description } from './network-program'
import type { ThreadStart } from './thread'
import {
  type Board,
  boardAt,
  boardFloats,
  bytesWord,
  countWord,
  doneWord,
  failedWord,
  mostTasks,
  networkWord,
  placeWord,
  readyWord,
  sleepersWord,
  takeTask,
  taskDone,
  ticketOf,
  ticketWord,
  writeJob,
} from './thread-words'
import type { SharedHeap } from './wasm-memory'
import type { Job, Phase, Program } from './wasm-program'

/** A thread that calls `serveTasks` with the first message it gets: a worker of the page, or one of Node. */
export interface Thread {
  postMessage(start: ThreadStart): void
  terminate(): unknown
  /** Set by the pool: a browser's worker says so when its script does not load. */
  onerror?: ((event: never) => unknown) | null
}

/** Threads that do the tasks of a phase together with the one that asks. */
export interface ThreadPool {
  /** With the one that asks. */
  readonly threads: number
  /** Lets the threads know of a network; returns what forgets it. */
  describe(description: Description): Described
  dispose(): void
}

export interface Described {
  /** Runs a phase to its end. `program`: the asking thread's own. */
  run(program: Program, phase: Phase, job: Job, tasks: number): void
  forget(): void
}

const looks = 4000 // some 100 µs
const mostStartMs = 10_000
const mostTaskMs = 60_000

/** As many of the wished threads as start in a few seconds; undefined when none does. */
export async function openThreadPool(
  heap: SharedHeap,
  threads: number,
  spawn: () => Thread,
): Promise<ThreadPool | undefined> {
  const place = heap.allocate(boardFloats)
  const board = boardAt(heap, place.at)
  const started: Thread[] = []
  let isRefused = false
  const dispose = () => {
    for (const thread of started) thread.terminate()
  }
  try {
    for (let index = 1; index < threads; index++) {
      const thread = spawn()
      started.push(thread)
      thread.onerror = () => {
        isRefused = true
      }
      thread.postMessage({ memory: heap.memory, module: heap.module, board: place.at, index })
    }
  } catch {
    dispose()
    return undefined
  }
  const isReady = () => Atomics.load(board.words, readyWord) === started.length
  if (!(await becomes(isReady, () => isRefused))) {
    dispose()
    return undefined
  }
  const counts = { phases: 0, networks: 0 }
  const { words } = board

  function publish(phase: Phase, job: Job, tasks: number): void {
    if (tasks > mostTasks) throw new RangeError(`${tasks} tasks are more than ${mostTasks}`)
    words[countWord] = tasks
    words[doneWord] = 0
    writeJob(board, phase, job)
    Atomics.store(words, ticketWord, ticketOf(++counts.phases, tasks))
    if (Atomics.load(words, sleepersWord) > 0) Atomics.notify(words, ticketWord)
  }

  /** While others still work at the last tasks. @throws fit/device-lost when a thread has failed or is gone */
  function awaitAll(tasks: number): void {
    for (let look = 0; look < looks; look++) if (Atomics.load(words, doneWord) === tasks) break
    for (;;) {
      const done = Atomics.load(words, doneWord)
      if (done === tasks) break
      if (Atomics.wait(words, doneWord, done, mostTaskMs) === 'timed-out') throw lost('a thread does not answer')
    }
    if (Atomics.exchange(words, failedWord, 0)) throw lost('a thread failed')
  }

  return {
    threads: started.length + 1,
    describe(description) {
      const id = ++counts.networks
      const bytes = new TextEncoder().encode(JSON.stringify(description))
      const memory = heap.allocate(Math.ceil(bytes.length / 4))
      new Uint8Array(heap.memory.buffer, memory.at, bytes.length).set(bytes)
      return {
        run(program, phase, job, tasks) {
          words[networkWord] = id
          words[placeWord] = memory.at
          words[bytesWord] = bytes.length
          publish(phase, job, tasks)
          try {
            doTasks(board, program[phase], job)
          } finally {
            awaitAll(tasks)
          }
        },
        forget: memory.free,
      }
    },
    dispose,
  }
}

/** A task that fails here counts as done too: the others would wait for it. */
function doTasks(board: Board, tasks: Program[Phase], job: Job): void {
  for (let task = takeTask(board); task !== undefined; task = takeTask(board)) {
    try {
      tasks[task]!(job)
    } finally {
      taskDone(board)
    }
  }
}

const lost = (reason: string) => new StudioError({ code: 'fit/device-lost', reason })

/** Threads start while this one lets messages through. False when it is over before, or takes too long. */
async function becomes(isReady: () => boolean, isOver: () => boolean): Promise<boolean> {
  const until = performance.now() + mostStartMs
  while (!isReady()) {
    if (isOver() || performance.now() > until) return false
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return true
}
