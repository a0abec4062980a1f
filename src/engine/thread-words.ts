import type { Views } from './wasm-kernels'
import { type Job, type Phase, phases } from './wasm-program'

/**
 * What threads say to each other, in shared memory. The ticket holds a count of phases and, below it, how many of the
 * current phase's tasks are left to take: who lowers it by one has taken a task. The other words are those of the
 * phase whose ticket was taken, since the next one waits until all of its tasks are done.
 */
export interface Board {
  readonly words: Int32Array
  readonly job: Float64Array
}

// Each of the two that change often on a cache line of its own.
export const ticketWord = 0
export const doneWord = 16
export const sleepersWord = 32
export const readyWord = 33
export const failedWord = 34
export const countWord = 48
export const phaseWord = 49
export const networkWord = 50
/** Where the network's description lies, and its bytes. */
export const placeWord = 51
export const bytesWord = 52
const jobFloats = 64

const jobFields = [
  'base',
  'rows',
  'seed',
  'unit',
  'scale',
  'rate',
  'correction',
  'decay',
  'averaging',
  'rowNorm',
] as const
export const boardFloats = jobFloats + 2 * jobFields.length

export function boardAt(views: Views, at: number): Board {
  return { words: views.ints(at, jobFloats), job: views.doubles(at + 4 * jobFloats, jobFields.length) }
}

const leftBits = 12
/** Most tasks of a phase. */
export const mostTasks = 2 ** leftBits - 1

export const tasksLeft = (ticket: number) => ticket & mostTasks
export const ticketOf = (phase: number, tasks: number) => (phase << leftBits) | tasks

export function writeJob({ words, job }: Board, phase: Phase, facts: Job): void {
  words[phaseWord] = phases.indexOf(phase)
  jobFields.forEach((field, i) => {
    job[i] = facts[field]
  })
}

export function readJob({ words, job }: Board): { readonly phase: Phase; readonly job: Job } {
  const facts = Object.fromEntries(jobFields.map((field, i) => [field, job[i]!]))
  return { phase: phases[words[phaseWord]!]!, job: facts as unknown as Job }
}

/** Takes a task of the current phase; undefined when none is left. */
export function takeTask({ words }: Board): number | undefined {
  for (;;) {
    const ticket = Atomics.load(words, ticketWord)
    const left = tasksLeft(ticket)
    if (left === 0) return undefined
    if (Atomics.compareExchange(words, ticketWord, ticket, ticket - 1) === ticket) return words[countWord]! - left
  }
}

/** Counts a task as done; wakes the thread that waits for the last one. */
export function taskDone({ words }: Board): void {
  if (Atomics.add(words, doneWord, 1) + 1 === words[countWord]) Atomics.notify(words, doneWord)
}
