import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createEngine } from '../engine/create-engine'
import { empiricalEpsilon } from './canary-audit.fixture'
import * as bound from './dp/row-bound'
import { seededNoise } from './dp/seeded-noise.fixture'
import { shareTrainingBudget } from './dp/training-budget'
import type { EncodedTable, Unit } from './encoders/encoder'
import { readOptions } from './generators/options'
import { privateNetwork } from './generators/private-network'
import type { AnyOrderPlan } from './nets/any-order-plan'
import { sliceBatch } from './nets/batches'
import type { Engine, TrainerState } from './nets/engine'
import { emptyBatch } from './nets/masks'
import { createRandom } from './random'

vi.mock('./dp/row-bound', { spy: true })
beforeEach(() => vi.resetAllMocks())

let engine: Engine
beforeAll(async () => {
  const wasmUrl = 'node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'
  engine = await createEngine({ prefer: 'wasm', wasmUrl })
})
afterAll(() => engine.dispose())

const steps = 12
const claimed = { epsilon: 1.5, delta: 0.01 }
const options = readOptions(privateNetwork, { width: 8, learningRate: 1e-5 })

/**
 * The worst case: rows that are all known to the attacker, and one that may be there, unlike them; a training that all
 * but stands still, so that the attacker knows the canary's gradient; and its noisy sums, every one of them.
 */
async function statistic(table: EncodedTable, seed: number): Promise<number> {
  let seen = 0
  const watched: Engine = {
    ...engine,
    async createTrainer(plan, start, rows) {
      const state = wrongAbout(plan, start)
      const direction = await canaryDirection(plan, state)
      const trainer = await engine.createTrainer(plan, state, Math.max(3, rows))
      const watch = (sum: Float32Array) => {
        seen += sum.reduce((total, value, i) => total + value * direction[i]!, 0)
      }
      return {
        ...trainer,
        stepByRows: (batch, rates, { norm, release }) =>
          trainer.stepByRows!(batch, rates, {
            norm,
            release(sum) {
              release(sum)
              watch(sum)
            },
          }),
      }
    },
  }
  const noise = seededNoise(seed)
  let clock = 0
  const context = {
    random: createRandom(1),
    engine: watched,
    noise,
    now: () => (clock += 1000),
    control: { role: 'control', table } as const,
  }
  for await (const { step } of privateNetwork.fit({ role: 'train', table }, options, context))
    if (step === steps - 1) break
  return seen
}

/**
 * A network that is sure of the known rows, so that they add nothing, and wrong about the canary, by a long gradient:
 * the guarantee holds for any weights.
 */
function wrongAbout({ parameters, units }: AnyOrderPlan, { weights, ...rest }: TrainerState): TrainerState {
  const { normGain, output, outputBias } = parameters
  const set = weights.slice()
  set.fill(0, output.offset, output.offset + output.rows * output.columns)
  set.fill(200, normGain.offset, normGain.offset + normGain.columns)
  // (1, 0) for certain.
  units.forEach(({ firstCode }, u) => {
    set.set(u === 0 ? [0, 15] : [15, 0], outputBias.offset + firstCode)
  })
  return { ...rest, weights: set }
}

/** The mean of the canary's gradients over the masks, at the start. */
async function canaryDirection(plan: AnyOrderPlan, state: TrainerState): Promise<Float64Array> {
  const probe = await engine.createTrainer(plan, state, 3)
  const batch = emptyBatch(3, 2)
  batch.known.set([-1, -1, 0, -1, -1, 1])
  batch.asked.set([0, 1, -1, 1, 0, -1])
  batch.weights.set([1, 2, 2])
  let direction = new Float64Array(0)
  const release = (sum: Float32Array) => {
    direction = Float64Array.from(sum)
  }
  const rates = { step: 1, learningRate: 0, weightDecay: 0, clip: 1, averaging: 0, dropoutSeed: 0 }
  probe.stepByRows!(sliceBatch(batch, 0, 3), rates, { norm: 1, release })
  probe.dispose()
  return direction
}

const units: Unit[] = ['a', 'b'].map((name, field) => {
  return { name, field, size: 2, scale: 'nominal', missingFrom: 2, counts: Float64Array.of(9, 9) }
})

/** Two known rows and, last, the canary, which is like neither. The whole budget goes to the training. */
function rowsWith(canary: boolean): EncodedTable {
  const { epsilon, delta } = claimed
  const { training } = shareTrainingBudget(
    epsilon,
    delta,
    { ranges: 0, oneWay: 0, thresholds: 0 },
    { rate: 0.5, steps },
  )
  const rows = canary ? 3 : 2
  const codes = [Uint16Array.of(1, 1, 0), Uint16Array.of(0, 0, 1)].map((own) => own.subarray(0, rows))
  const released = { rows: 3, variances: [], selectRho: 0, pairRho: 0 }
  return { rows, units, codes, measured: { ...released, ...(training ? { training } : {}) } }
}

const audited = (runs: number) =>
  empiricalEpsilon(runs, claimed.delta, (canary, seed) => statistic(rowsWith(canary), seed))

test('an attacker who knows all but one row, and sees every noisy sum, does not beat the claimed ε', async () => {
  const found = await audited(150)
  expect(found).toBeLessThan(claimed.epsilon)
})

test('where rows’ gradients are not bounded the same attacker does', async () => {
  vi.mocked(bound.rowFactor).mockReturnValue(1)
  const found = await audited(60)
  expect(found).toBeGreaterThan(claimed.epsilon)
})
