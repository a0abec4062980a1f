import { type Description, programFor } from './network-program'
import {
  type Board,
  boardAt,
  bytesWord,
  failedWord,
  networkWord,
  placeWord,
  readJob,
  readyWord,
  sleepersWord,
  takeTask,
  taskDone,
  tasksLeft,
  ticketWord,
} from './thread-words'
import { startKernels, viewsOf, type WasmMemory } from './wasm-kernels'
import type { Program } from './wasm-program'

/** The one message that a thread gets. */
export interface ThreadStart {
  readonly memory: WebAssembly.Memory
  readonly module: WebAssembly.Module
  /** Address of the board. */
  readonly board: number
  /** From 1: 0 is the thread that trains. */
  readonly index: number
}

const looks = 2000 // some 50 µs
const mostKnown = 4

/** Does tasks for ever, or until the thread is ended. Between them it looks for more for a moment, and then sleeps. */
export function serveTasks({ memory, module, board: at, index }: ThreadStart): never {
  const views = viewsOf(memory)
  const own = { ...views, kernels: startKernels(module, memory) }
  const board = boardAt(views, at)
  const programs = createPrograms(own, board, index)
  Atomics.add(board.words, readyWord, 1)
  for (;;) {
    awaitTasks(board)
    for (let task = takeTask(board); task !== undefined; task = takeTask(board)) {
      try {
        const { phase, job } = readJob(board)
        programs.current()[phase][task]!(job)
      } catch {
        Atomics.store(board.words, failedWord, 1)
      }
      taskDone(board)
    }
  }
}

function awaitTasks({ words }: Board): void {
  for (let look = 0; look < looks; look++) if (tasksLeft(Atomics.load(words, ticketWord)) > 0) return
  Atomics.add(words, sleepersWord, 1)
  for (;;) {
    const ticket = Atomics.load(words, ticketWord)
    if (tasksLeft(ticket) > 0) break
    Atomics.wait(words, ticketWord, ticket)
  }
  Atomics.sub(words, sleepersWord, 1)
}

/** Programs of the networks that this thread has met lately. */
function createPrograms(memory: WasmMemory, { words }: Board, index: number) {
  const known = new Map<number, Program>()
  return {
    current(): Program {
      const id = words[networkWord]!
      const found = known.get(id)
      if (found) return found
      const shared = new Uint8Array(memory.ints(0, 1).buffer, words[placeWord]!, words[bytesWord]!)
      const text = new TextDecoder().decode(shared.slice()) // It reads no shared memory.
      const program = programFor(memory, JSON.parse(text) as Description, index)
      known.set(id, program)
      if (known.size > mostKnown) known.delete(known.keys().next().value!)
      return program
    },
  }
}
