import * as tf from '@tensorflow/tfjs-core'
import type { AnyOrderPlan } from '../core/nets/any-order-plan'
import { sliceBatch } from '../core/nets/batches'
import { isKept } from '../core/nets/dropout'
import type { Batch, Predictor, StepRates, Trainer, TrainerState } from '../core/nets/engine'
import { type AdamwState, adamw } from './tfjs-adamw'
import { type PlanMatrices, planMatrices } from './tfjs-constants'
import { gradientsOf } from './tfjs-gradient'
import { allLogits, forwardTrunk, namedParameters, softmaxLoss, type Weights } from './tfjs-network'

/** The any-order network by tfjs' operations: the last resort, on cpu, and a check of the others. */
export function createTfjsTrainer(plan: AnyOrderPlan, from: TrainerState, rows: number): Trainer {
  const network = openNetwork(plan, rows)
  let held = upload(plan, from)
  let sum = tf.keep(tf.scalar(0))
  let steps = 0
  const replace = (next: AdamwState) => {
    for (const weights of Object.values(held)) tf.dispose(weights)
    held = next
  }
  return {
    ...predictor(network, () => held.average),
    step(batch, rates) {
      const { loss, state } = tf.tidy(() => learn(network, held, batch, rates))
      for (const tensors of Object.values(state)) for (const tensor of Object.values(tensors)) tf.keep(tensor)
      replace(state)
      const before = sum
      sum = tf.keep(tf.tidy(() => tf.add(before, loss)) as tf.Scalar)
      tf.dispose([before, loss])
      steps++
    },
    async takeLoss() {
      const total = (await sum.data())[0]!
      tf.dispose(sum)
      sum = tf.keep(tf.scalar(0))
      const mean = total / steps
      steps = 0
      return mean
    },
    async state() {
      const { weights, first, second, average } = held
      const [w, f, s, a] = await Promise.all([weights, first, second, average].map((each) => download(plan, each)))
      return { weights: w!, first: f!, second: s!, average: a! }
    },
    async load(state) {
      replace(upload(plan, state))
    },
    average: () => download(plan, held.average),
    dispose() {
      tf.dispose([held.weights, held.first, held.second, held.average, sum])
      network.dispose()
    },
  }
}

export function createTfjsPredictor(plan: AnyOrderPlan, flat: Float32Array, rows: number): Predictor {
  const network = openNetwork(plan, rows)
  const weights = split(plan, flat)
  return {
    ...predictor(network, () => weights),
    dispose() {
      tf.dispose(weights)
      network.dispose()
    },
  }
}

interface Network {
  readonly plan: AnyOrderPlan
  readonly matrices: PlanMatrices
  /** Most rows at once: bounds the one-hot matrices. */
  readonly rows: number
  dispose(): void
}

function openNetwork(plan: AnyOrderPlan, rows: number): Network {
  const matrices = planMatrices(plan)
  return { plan, matrices, rows, dispose: () => tf.dispose({ ...matrices }) }
}

function predictor({ plan, matrices, rows: capacity, dispose }: Network, weights: () => Weights): Predictor {
  const units = plan.units.length
  const logitsOf = (known: Int32Array, rows: number) => {
    const { hidden } = forwardTrunk(plan, matrices, weights(), oneHot(plan, known, rows))
    return allLogits(matrices, weights(), hidden)
  }
  return {
    async conditional(known, rows, u) {
      const { firstCode, size } = plan.units[u]!
      const values = new Float32Array(rows * size)
      for (let from = 0; from < rows; from += capacity) {
        const count = Math.min(capacity, rows - from)
        const part = known.subarray(from * units, (from + count) * units)
        const logits = tf.tidy(() => tf.slice(logitsOf(part, count), [0, firstCode], [count, size]))
        values.set((await logits.data()) as Float32Array, from * size)
        tf.dispose(logits)
      }
      return { values, stride: size }
    },
    async evaluate(batch) {
      let sum = 0
      for (let from = 0; from < batch.rows; from += capacity) {
        const part = sliceBatch(batch, from, Math.min(capacity, batch.rows - from))
        const loss = tf.tidy(() => {
          const { targets, asked } = questions(plan, part)
          return softmaxLoss(matrices, logitsOf(part.known, part.rows), targets, asked).loss
        })
        sum += (await loss.data())[0]!
        tf.dispose(loss)
      }
      return sum
    },
    dispose,
  }
}

function learn({ plan, matrices }: Network, held: AdamwState, batch: Batch, rates: StepRates) {
  const { weights } = held
  const pass = forwardTrunk(plan, matrices, weights, oneHot(plan, batch.known, batch.rows))
  const kept = keptInputs(plan, batch.rows, rates.dropoutSeed)
  const logits = allLogits(matrices, weights, kept ? tf.mul(pass.hidden, kept) : pass.hidden)
  const { targets, asked } = questions(plan, batch)
  const { loss, gradient } = softmaxLoss(matrices, logits, targets, asked)
  const gradients = gradientsOf(plan, matrices, weights, pass, gradient, kept)
  const isDecayed = (name: string) => namedParameters(plan).get(name)!.offset < plan.parameters.decayed
  return { loss, state: adamw(held, gradients, rates, isDecayed) }
}

/** What is asked of a batch: `targets` `[rows, codes]` and `asked` `[rows, units]`, as `softmaxLoss` wants them. */
function questions(plan: AnyOrderPlan, batch: Batch) {
  const units = plan.units.length
  const asked = Float32Array.from(batch.asked, (code, i) => (code < 0 ? 0 : batch.weights[Math.floor(i / units)]!))
  return { targets: oneHot(plan, batch.asked, batch.rows), asked: tf.tensor2d(asked, [batch.rows, units]) }
}

/** `[rows, codes]` from int32 codes `[rows, units]`; nothing for −1. */
function oneHot({ units, codes }: AnyOrderPlan, chosen: Int32Array, rows: number): tf.Tensor2D {
  const values = new Float32Array(rows * codes)
  for (let r = 0; r < rows; r++) {
    units.forEach(({ firstCode }, u) => {
      const code = chosen[r * units.length + u]!
      if (code >= 0) values[r * codes + firstCode + code] = 1
    })
  }
  return tf.tensor2d(values, [rows, codes])
}

function keptInputs({ width, dropout }: AnyOrderPlan, rows: number, seed: number): tf.Tensor2D | undefined {
  if (dropout === 0) return undefined
  const values = Float32Array.from({ length: rows * width }, (_, i) =>
    isKept(i, seed, dropout) ? 1 / (1 - dropout) : 0,
  )
  return tf.tensor2d(values, [rows, width])
}

function upload(plan: AnyOrderPlan, state: TrainerState): AdamwState {
  return {
    weights: split(plan, state.weights),
    first: split(plan, state.first),
    second: split(plan, state.second),
    average: split(plan, state.average),
  }
}

function split(plan: AnyOrderPlan, flat: Float32Array): Weights {
  const entries = [...namedParameters(plan)].map(([name, { offset, rows, columns }]) => {
    return [name, tf.keep(tf.tensor2d(flat.slice(offset, offset + rows * columns), [rows, columns]))]
  })
  return Object.fromEntries(entries)
}

async function download(plan: AnyOrderPlan, weights: Weights): Promise<Float32Array> {
  const flat = new Float32Array(plan.parameters.length)
  await Promise.all(
    [...namedParameters(plan)].map(async ([name, { offset }]) => {
      flat.set((await weights[name]!.data()) as Float32Array, offset)
    }),
  )
  return flat
}
