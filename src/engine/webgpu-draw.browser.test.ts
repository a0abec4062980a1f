import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { beforeAll, expect, test } from 'vitest'
import { planAnyOrder } from '../core/nets/any-order-plan'
import { startState } from '../core/nets/any-order-start'
import type { DrawTurn, Engine, Predictor } from '../core/nets/engine'
import { createRandom } from '../core/random'
import { createEngine } from './create-engine'
import { trialShapes } from './trial'
import { openWebgpu } from './webgpu-backend'
import { countGpu } from './webgpu-counter.fixture'

// wasm's conditionals are the oracle: what is drawn has to follow them, row by row.

const counter = countGpu()
let gpu: Engine
let wasm: Engine
beforeAll(async () => {
  gpu = (await openWebgpu(true))!
  wasm = await createEngine({ prefer: 'wasm', wasmUrl })
})

const shapes = [...trialShapes(4), { size: 300, scale: 'nominal' as const }]
const units = shapes.length
const rows = 1001 // odd: two rows share a word of codes

/** Weights large enough that units hang on each other. */
function weightsOf() {
  const plan = planAnyOrder(shapes, { width: 24, blocks: 2, dropout: 0 })
  const counts = shapes.map(({ size }) => Float64Array.from({ length: size }, (_, code) => 1 + (code % 4)))
  const random = createRandom(5)
  return { plan, weights: startState(plan, counts, createRandom(1)).average.map((w) => w + 0.3 * random.normal()) }
}

async function draw(known: Int32Array, turns: readonly DrawTurn[]): Promise<Int32Array> {
  const { plan, weights } = weightsOf()
  const predictor = await gpu.createPredictor(plan, weights, 1024)
  const drawn = known.slice()
  await predictor.draw!(drawn, known.length / units, turns)
  predictor.dispose()
  return drawn
}

/** `[rows][size]`: what the oracle makes of a unit, given some units of rows that were drawn. */
async function probabilities(oracle: Predictor, drawn: Int32Array, given: readonly number[], turn: DrawTurn) {
  const known = drawn.map((code, i) => (given.includes(i % units) ? code : -1))
  const { values, stride } = await oracle.conditional(known, rows, turn.unit)
  return Array.from({ length: rows }, (_, r) => {
    const logits = values.subarray(r * stride, r * stride + shapes[turn.unit]!.size)
    const most = Math.max(...logits.filter((_, i) => turn.allowed?.[i] !== 0))
    const masses = Array.from(logits, (logit, i) => (turn.allowed?.[i] === 0 ? 0 : Math.exp(logit - most)))
    const sum = masses.reduce((a, b) => a + b, 0)
    return masses.map((mass) => mass / sum)
  })
}

const nothing = () => new Int32Array(rows * units).fill(-1)
const turnsOf = (order: readonly number[], seed: number): DrawTurn[] =>
  order.map((unit, i) => ({ unit, seed: (seed * 7919 + i * 104729) >>> 0 }))

test('every unit follows the network’s conditionals, given what was drawn before it', async () => {
  const turns = turnsOf([2, 4, 0, 3, 1], 1)
  const drawn = await draw(nothing(), turns)
  const { plan, weights } = weightsOf()
  const oracle = await wasm.createPredictor(plan, weights, 1024)
  for (const [i, turn] of turns.entries()) {
    const given = turns.slice(0, i).map(({ unit }) => unit)
    const p = await probabilities(oracle, drawn, given, turn)
    const size = shapes[turn.unit]!.size
    let [chi, likely] = [0, 0]
    for (let code = 0; code < size; code++) {
      const expected = p.reduce((sum, row) => sum + row[code]!, 0)
      const seen = p.filter((_, r) => drawn[r * units + turn.unit] === code).length
      const variance = p.reduce((sum, row) => sum + row[code]! * (1 - row[code]!), 0)
      chi += variance > 0.5 ? (seen - expected) ** 2 / variance : 0
      likely += variance > 0.5 ? 1 : 0
      if (i === 0) expect(Math.abs(seen - expected), `code ${code}`).toBeLessThan(3) // one distribution, spread evenly
    }
    // Independent draws give 1 a code; a spread never gives more, but for chance.
    expect(chi / likely, `unit ${turn.unit}`).toBeLessThan(1.3)
    // Row by row: codes are as likely as the conditionals make them, and not drawn for other rows.
    const surprise = p.reduce((sum, row, r) => sum - Math.log(row[drawn[r * units + turn.unit]!]!), 0) / rows
    const entropy = p.reduce((sum, row) => sum - row.reduce((s, q) => s + (q > 0 ? q * Math.log(q) : 0), 0), 0) / rows
    expect(Math.abs(surprise - entropy), `unit ${turn.unit}`).toBeLessThan(0.15)
  }
  oracle.dispose()
})

test('what is known stays, and only what is allowed is drawn', async () => {
  const known = nothing().map((_, i) => (i % units === 1 ? Math.floor(i / units) % shapes[1]!.size : -1))
  const allowed = Uint8Array.from({ length: 300 }, (_, code) => (code % 50 === 7 ? 1 : 0))
  const [turn] = [{ unit: 4, seed: 3, allowed }]
  const drawn = await draw(known, [turn, ...turnsOf([0], 2)])
  const column = (of: Int32Array, unit: number) => of.filter((_, i) => i % units === unit)
  expect(column(drawn, 1)).toEqual(column(known, 1))
  expect([...new Set(column(drawn, 4))].every((code) => code % 50 === 7)).toBe(true)
  expect(new Set(column(drawn, 4)).size).toBeGreaterThan(1)
  expect([...new Set([...column(drawn, 2), ...column(drawn, 3)])]).toEqual([-1])
})

test('equal seeds give equal codes, others others', async () => {
  const [a, b, c] = [
    await draw(nothing(), turnsOf([0, 4], 1)),
    await draw(nothing(), turnsOf([0, 4], 1)),
    await draw(nothing(), turnsOf([0, 4], 2)),
  ]
  expect(b).toEqual(a)
  expect(c).not.toEqual(a)
})

test('a batch of rows is one upload of rows, a submit a unit, and one look', async () => {
  const { plan, weights } = weightsOf()
  const predictor = await gpu.createPredictor(plan, weights, 1024)
  await predictor.draw!(nothing(), rows, turnsOf([0, 1], 1))
  counter.reset()
  await predictor.draw!(nothing(), rows, turnsOf([4, 3, 2, 1, 0], 2))
  const { uploadedBytes: _bytes, ...counts } = counter.counts
  expect(counts).toEqual({
    dispatches: units * (2 + 2 * 2 + 2),
    passes: units,
    submits: units + 1, // the last one copies
    uploads: 2,
    reads: 1,
    buffers: 0,
    pipelines: 0,
    bindGroups: 0,
  })
  predictor.dispose()
})

test('no shader made the compiler complain', async () => {
  expect([...new Set(await counter.messages())]).toEqual([])
})
