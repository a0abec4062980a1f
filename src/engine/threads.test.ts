import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeThreads } from '../../scripts/node-threads.mjs'
import { planAnyOrder } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import { createBatches } from '../core/nets/batches'
import { StudioError } from '../core/problem'
import { createRandom } from '../core/random'
import type { Crew } from './crew'
import { soloCrew } from './crew'
import { createPace } from './crew-pace'
import type { Description } from './network-program'
import { openThreadPool } from './thread-pool'
import { measureSelfTest, openTask, selfTestFacts, trialShapes } from './trial'
import { openPooled, openWasm, type Threads, wasmEngine } from './wasm-backend'
import { createPieces, openSharedHeap } from './wasm-memory'
import type { Job, Program } from './wasm-program'
import { createWasmTrainer } from './wasm-trainer'

const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'

const shapes = trialShapes(5)
// Neither a multiple of the rows of a task nor of the columns of one.
const [rows, width] = [150, 72]
const draws = createRandom(9)
const codes = shapes.map(({ size }) => Uint16Array.from({ length: rows }, () => draws.below(size)))
const units = shapes.map((shape) => ({
  ...shape,
  name: '',
  field: 0,
  missingFrom: shape.size,
  counts: new Float64Array(shape.size).fill(1),
}))
const plan = planAnyOrder(shapes, { width, blocks: 2, dropout: 0.1 })
const rates = { learningRate: 0.003, weightDecay: 0.01, clip: 1, averaging: 0.9 }

async function learn(crew: Crew, steps: number) {
  const start = startState(
    plan,
    units.map(({ counts }) => counts),
    createRandom(1),
  )
  const trainer = createWasmTrainer(crew, plan, start, rows)
  const batches = createBatches({ rows, units, codes }, rows, createRandom(3))
  for (let step = 1; step <= steps; step++) trainer.step(batches.at(step), { ...rates, step, dropoutSeed: 77 * step })
  const known = Int32Array.from({ length: 100 * units.length }, (_, i) => (i % 2 ? -1 : 1))
  const made = {
    loss: await trainer.takeLoss(),
    state: await trainer.state(),
    control: await trainer.evaluate(batches.at(1)),
    answer: (await trainer.conditional(known, 100, 1)).values,
  }
  trainer.dispose()
  return made
}

describe('several threads', () => {
  let threads: Threads
  const crews: Crew[] = []
  beforeAll(async () => {
    threads = await nodeThreads(2)
  })
  afterAll(() => {
    for (const crew of crews) crew.dispose()
  })
  const crewOf = async (most: number) => {
    const crew = (await openPooled({ ...threads, most }))!
    crews.push(crew)
    return crew
  }

  test('compute the same bytes as one', async () => {
    const alone = await learn(soloCrew(openSharedHeap()), 40)
    for (const most of [2, 4]) {
      const crew = await crewOf(most)
      expect(crew.threads).toBe(most)
      expect(await learn(crew, 40)).toEqual(alone)
    }
  })

  test('pass the self-test, and leave nothing in memory', async () => {
    const engine = await openWasm(wasmUrl, threads)
    expect(engine.description).toBe('WebAssembly, SIMD, 2 threads')
    const { losses } = await measureSelfTest(engine)
    losses.forEach((loss, i) => {
      expect(loss).toBeCloseTo(selfTestFacts.losses[i]!, 3)
    })
    engine.dispose()
    const heap = openSharedHeap()
    await learn(soloCrew(heap), 3)
    expect(heap.used()).toBe(0)
  })

  test('are done without where none can be had', async () => {
    const refused = () => {
      throw new Error('no workers here')
    }
    expect((await openWasm(wasmUrl, { most: 2, spawn: refused })).description).toBe('WebAssembly, SIMD, 1 thread')
    expect((await openWasm(wasmUrl, { ...threads, most: 1 })).description).toBe('WebAssembly, SIMD, 1 thread')
  })

  test('one that fails is a lost device', async () => {
    const heap = openSharedHeap()
    const pool = (await openThreadPool(heap, 2, threads.spawn))!
    const network = pool.describe({} as Description) // which no thread can make a program of
    const waits = Array.from({ length: 20 }, () => () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    })
    expect(() => network.run({ learn: waits } as unknown as Program, 'learn', {} as Job, waits.length)).toThrow(
      new StudioError({ code: 'fit/device-lost', reason: 'a thread failed' }),
    )
    pool.dispose()
  })

  test('a task that fails on the asking one leaves them ready for the next', async () => {
    const heap = openSharedHeap()
    const pool = (await openThreadPool(heap, 2, threads.spawn))!
    const network = pool.describe({} as Description)
    const fails = () => {
      throw new Error('no')
    }
    const run = (task: () => void) => network.run({ learn: [task] } as unknown as Program, 'learn', {} as Job, 1)
    let mine = 0
    for (let i = 0; i < 20; i++) {
      try {
        run(fails)
      } catch {}
      try {
        run(() => mine++)
      } catch {}
    }
    expect(mine).toBeGreaterThan(0)
    pool.dispose()
  })
})

test('a thousand steps leave no byte and no tensor behind, and memory does not grow', async () => {
  await openWasm(wasmUrl)
  const heap = openSharedHeap()
  const task = await openTask(wasmEngine(soloCrew(heap)), 4, 16, 24)
  task.step(1)
  const facts = () => [heap.used(), heap.memory.buffer.byteLength, tf.memory().numTensors, tf.memory().numBytes]
  const before = facts()
  for (let step = 2; step <= 1000; step++) task.step(step)
  await task.trainer.takeLoss()
  expect(facts()).toEqual(before)
  task.trainer.dispose()
  expect(heap.used()).toBe(0)
})

describe('the pace', () => {
  /** Steps that take so long by the clock; returns which of them were done together. */
  function drive(msOf: (step: number, isTogether: boolean) => number, steps: number): boolean[] {
    let clock = 0
    const pace = createPace(() => clock)
    return Array.from({ length: steps }, (_, step) =>
      pace.time(1, (isTogether) => {
        clock += msOf(step, isTogether)
        return isTogether
      }),
    )
  }
  const last = (choices: readonly boolean[]) => choices.slice(-5)

  test('takes what is faster', () => {
    expect(last(drive((_, isTogether) => (isTogether ? 5 : 9), 40))).toEqual(new Array(5).fill(true))
    expect(last(drive((_, isTogether) => (isTogether ? 9 : 5), 40))).toEqual(new Array(5).fill(false))
  })

  test('drops back to one thread soon after something else takes a core, and comes back later', () => {
    const isBusy = (step: number) => step >= 50 && step < 200
    const made = drive((step, isTogether) => (isTogether ? (isBusy(step) ? 20 : 5) : 9), 700)
    expect(made[49]).toBe(true)
    expect(made.slice(80, 200).filter((isTogether) => isTogether)).toHaveLength(0)
    expect(last(made)).toEqual(new Array(5).fill(true))
  })

  test('does not insist where all threads wait for a core', () => {
    const made = drive((_, isTogether) => (isTogether ? 500 : 9), 200)
    expect(made.filter((isTogether) => isTogether)).toHaveLength(2)
  })

  test('a single slow step changes nothing', () => {
    expect(drive((step, isTogether) => (step === 60 ? 100 : isTogether ? 5 : 9), 100).slice(20)).not.toContain(false)
  })
})

test('pieces of memory never overlap, and all of it comes back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }), (wishes) => {
      const pieces = createPieces(() => {})
      const held: { at: number; bytes: number; free(): void }[] = []
      for (const wish of wishes) {
        if (wish % 3 === 0 && held.length > 0) held.splice(wish % held.length, 1)[0]!.free()
        else held.push({ ...pieces.take(64 * wish), bytes: 64 * wish })
      }
      const sorted = held.filter(({ bytes }) => bytes > 0).sort((a, b) => a.at - b.at)
      sorted.slice(1).forEach(({ at }, i) => {
        expect(at).toBeGreaterThanOrEqual(sorted[i]!.at + sorted[i]!.bytes)
      })
      expect(pieces.used()).toBe(held.reduce((sum, { bytes }) => sum + bytes, 0))
      for (const { free } of held) free()
      expect(pieces.used()).toBe(0)
    }),
  )
})
