import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EncodedTable, Unit } from '../core/encoders/encoder'
import { anyOrder } from '../core/generators/any-order'
import type { FitContext, FitStep, Model, Stratum } from '../core/generators/generator'
import { readOptions } from '../core/generators/options'
import type { Engine } from '../core/nets/engine'
import { StudioError } from '../core/problem'
import { createRandom } from '../core/random'
import { createEngine } from './create-engine'

// The any-order generator on the engine it is made for. Core can't import one.
let engine: Engine
beforeAll(async () => {
  const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
  engine = await createEngine({ prefer: 'wasm', wasmUrl })
})

/** a ~ U{0 … 7}; b is a in nine rows of ten, else the next; c tells whether a is odd; d has nothing to do with them. */
function table(rows: number, seed: number): EncodedTable {
  const random = createRandom(seed)
  const a = Uint16Array.from({ length: rows }, () => random.below(8))
  const b = a.map((code) => (random.uniform() < 0.9 ? code : (code + 1) % 8))
  const c = a.map((code) => code % 2)
  const d = a.map(() => random.below(40))
  const ranks = (size: number) => Float32Array.from({ length: size }, (_, i) => (i + 0.5) / size)
  const facts = [
    { name: 'a', size: 8, scale: 'ordinal', ranks: ranks(8) },
    { name: 'b', size: 8, scale: 'nominal' },
    { name: 'c', size: 2, scale: 'nominal' },
    { name: 'd', size: 40, scale: 'ordinal', ranks: ranks(40), smooth: new Uint8Array(40).fill(1) },
  ] as const
  const codes = [a, b, c, d]
  const units = facts.map((fact, field): Unit => {
    const counts = new Float64Array(fact.size)
    for (const code of codes[field]!) counts[code]!++
    return { ...fact, field, missingFrom: fact.size, counts }
  })
  return { rows, units, codes }
}

const train = table(2000, 1)
const options = { ...readOptions(anyOrder, {}), steps: 700, width: 64 }

function fitWith(extra: Partial<FitContext> = {}, steps = options.steps) {
  let clock = 0
  const context: FitContext = {
    random: createRandom(4),
    control: { role: 'control', table: table(400, 2) },
    engine,
    now: () => {
      clock += 7
      return clock
    },
    ...extra,
  }
  return anyOrder.fit({ role: 'train', table: train }, { ...options, steps }, context)
}

async function lastStep(steps: AsyncIterable<FitStep>): Promise<FitStep> {
  let last: FitStep | undefined
  for await (const step of steps) last = step
  return last!
}

async function sample(model: Model, strata: readonly Stratum[]): Promise<number[][]> {
  const columns: number[][] = train.units.map(() => [])
  for await (const batch of model.sample({ strata, random: createRandom(8), temperature: 1 })) {
    batch.forEach((codes, u) => {
      columns[u]!.push(...codes)
    })
  }
  return columns
}

const free = (rows: number): Stratum => ({ rows, allowed: [] })
const mask = (size: number, codes: readonly number[]) =>
  Uint8Array.from({ length: size }, (_, i) => (codes.includes(i) ? 1 : 0))
const share = (column: readonly number[], test: (code: number, row: number) => boolean) =>
  column.filter(test).length / column.length

describe('a fitted network', () => {
  let model: Model
  const losses: number[] = []
  beforeAll(async () => {
    for await (const step of fitWith()) {
      if (step.controlLoss !== undefined) losses.push(step.controlLoss)
      model = step.model
    }
  })

  test('knows on rows it has not seen what the columns have in common', () => {
    // The best any model can do, in nats: ln 8 for a, H(0.9) for b, nothing for c, ln 40 for d.
    const floor = Math.log(8) - 0.9 * Math.log(0.9) - 0.1 * Math.log(0.1) + Math.log(40)
    const independent = 2 * Math.log(8) + Math.log(2) + Math.log(40)
    expect(losses[0]).toBeLessThan(independent)
    expect(losses.at(-1)).toBeLessThan(floor + 0.2)
    expect(losses.at(-1)).toBeGreaterThan(floor - 0.2)
  })

  test('makes rows like those it learned from', async () => {
    const [a, b, c, d] = (await sample(model, [free(4000)])) as [number[], number[], number[], number[]]
    expect(share(b, (code, r) => code === a[r])).toBeCloseTo(0.9, 1)
    expect(share(c, (code, r) => code === a[r]! % 2)).toBeGreaterThan(0.97)
    expect(share(d, (code) => code < 20)).toBeCloseTo(0.5, 1)
    expect(share(a, (code) => code === 3)).toBeCloseTo(1 / 8, 1)
  })

  test('keeps what is given, row by row, and completes the rest', async () => {
    const given = Uint16Array.from({ length: 1500 }, (_, r) => r % 8)
    const [a, b, c] = (await sample(model, [{ rows: 1500, allowed: [], known: [undefined, given] }])) as number[][]
    expect(b).toEqual([...given])
    // p(a = b | b) = 0.9 by symmetry.
    expect(share(a!, (code, r) => code === given[r])).toBeCloseTo(0.9, 1)
    expect(share(c!, (code, r) => code === a![r]! % 2)).toBeGreaterThan(0.97)
  })

  test('meets one restriction exactly', async () => {
    const allowed = [undefined, undefined, mask(2, [1])]
    const [a, , c] = (await sample(model, [{ rows: 2000, allowed }])) as number[][]
    expect(new Set(c)).toEqual(new Set([1]))
    for (const odd of [1, 3, 5, 7]) expect(share(a!, (code) => code === odd)).toBeCloseTo(0.25, 1)
  })

  test('meets several restrictions together, without favour for what comes first', async () => {
    const allowed = [mask(8, [0, 1, 2]), mask(8, [2, 3])]
    const [a, b] = (await sample(model, [{ rows: 3000, allowed }])) as number[][]
    expect(share(b!, (code) => code === 2 || code === 3)).toBe(1)
    expect(share(a!, (code) => code <= 2)).toBe(1)
    // a = 1 → b = 2 in 1 of 10; a = 2 → b ∈ {2, 3} always. Drawing a first would give it a third each.
    expect(share(a!, (code) => code === 2)).toBeGreaterThan(0.85)
  })

  test('says that a mask which allows nothing is impossible', async () => {
    const wish = sample(model, [{ rows: 5, allowed: [mask(8, [])] }])
    await expect(wish).rejects.toMatchObject({ problem: { code: 'sample/impossible', columns: ['a'] } })
  })

  test('is the same model after it was stored', async () => {
    const stored = structuredClone(await model.snapshot())
    const restored = await anyOrder.restore(stored, { engine })
    expect(await sample(restored, [free(300)])).toEqual(await sample(model, [free(300)]))
    restored.dispose()
  })
})

test('a fit that was interrupted ends with the very same weights', async () => {
  const whole = (await (await lastStep(fitWith({}, 130))).model.snapshot()).data as { weights: Float32Array }
  for await (const step of fitWith({}, 130)) {
    if (step.step! < 40) continue
    const resume = structuredClone(await step.checkpoint!())
    const resumed = await lastStep(fitWith({ resume, random: createRandom(99) }, 130))
    const { weights } = (await resumed.model.snapshot()).data as { weights: Float32Array }
    expect(weights).toEqual(whole.weights)
    break
  }
})

test('leaving a fit frees the device; its last model still works', async () => {
  const before = tf.memory().numBytes
  let model: Model | undefined
  for await (const step of fitWith()) {
    model = step.model
    if (step.step! > 20) break
  }
  expect(tf.memory().numBytes).toBe(before)
  expect((await sample(model!, [free(10)]))[0]).toHaveLength(10)
  model!.dispose()
  expect(tf.memory().numBytes).toBe(before)
})

test('stops planning steps for which there is no time', async () => {
  // The clock moves 7 ms per look at it; 0.4 s are some fifty steps.
  const last = await lastStep(fitWith({ seconds: 0.4 }))
  expect(last.progress).toBe(1)
  expect(last.step).toBeLessThan(100)
})

/** An engine whose loss is not finite at the given reads. */
function faulty(isBad: (read: number) => boolean): Engine {
  let reads = 0
  return {
    ...engine,
    async createTrainer(...facts) {
      const trainer = await engine.createTrainer(...facts)
      const takeLoss = async () => {
        const loss = await trainer.takeLoss()
        return isBad(reads++) ? Number.NaN : loss
      }
      return { ...trainer, takeLoss }
    },
  }
}

test('a loss that is not finite is undone, and three times is enough', async () => {
  const recovered = await lastStep(fitWith({ engine: faulty((read) => read === 1 || read === 2) }, 120))
  expect(recovered.progress).toBe(1)
  expect(recovered.loss).toBeLessThan(8)
  const lost = lastStep(fitWith({ engine: faulty(() => true) }))
  await expect(lost).rejects.toThrow(StudioError)
  await expect(lost).rejects.toMatchObject({ problem: { code: 'fit/diverged' } })
})

test('without rows for control it learns all the same', async () => {
  const none = { rows: 0, units: train.units, codes: train.units.map(() => new Uint16Array()) }
  const last = await lastStep(fitWith({ control: { role: 'control', table: none } }, 30))
  expect([last.progress, last.controlLoss]).toEqual([1, undefined])
})
