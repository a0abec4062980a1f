import type { Noise } from './dp/noise'
import { shareTrainingBudget } from './dp/training-budget'
import type { EncodedTable, Unit } from './encoders/encoder'
import { readOptions } from './generators/options'
import { privateNetwork } from './generators/private-network'
import type { AnyOrderPlan } from './nets/any-order-plan'
import { sliceBatch } from './nets/batches'
import type { Engine, TrainerState } from './nets/engine'
import { emptyBatch } from './nets/masks'
import { createRandom } from './random'

const steps = 12
/** No gradient is longer. */
const unbounded = 1e9
const options = readOptions(privateNetwork, { width: 8, learningRate: 1e-5 })

/** What one fit of the private network is given. */
interface NetworkAudit {
  readonly engine: Engine
  readonly epsilon: number
  readonly delta: number
  readonly noise: Noise
  /** Whether rows' gradients are left as long as they are, which breaks the guarantee. */
  readonly isUnbounded?: boolean
}

/**
 * What the attacker sees of one fit of the private network in the worst case: rows that are all known to the attacker,
 * and one that may be there, unlike them; a training that all but stands still, so that the attacker knows the canary's
 * gradient; and its noisy sums, every one of them.
 */
export async function networkStatistic(canary: boolean, audit: NetworkAudit): Promise<number> {
  const { engine, noise, isUnbounded = false } = audit
  const table = rowsWith(canary, audit)
  let seen = 0
  const watched: Engine = {
    ...engine,
    async createTrainer(plan, start, rows) {
      const state = wrongAbout(plan, start)
      const direction = await canaryDirection(engine, plan, state)
      const trainer = await engine.createTrainer(plan, state, Math.max(3, rows))
      const watch = (sum: Float32Array) => {
        seen += sum.reduce((total, value, i) => total + value * direction[i]!, 0)
      }
      return {
        ...trainer,
        stepByRows: (batch, rates, { norm, release }) =>
          trainer.stepByRows!(batch, rates, {
            norm: isUnbounded ? unbounded : norm,
            release(sum) {
              release(sum)
              watch(sum)
            },
          }),
      }
    },
  }
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
async function canaryDirection(engine: Engine, plan: AnyOrderPlan, state: TrainerState): Promise<Float64Array> {
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
function rowsWith(canary: boolean, { epsilon, delta }: NetworkAudit): EncodedTable {
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
