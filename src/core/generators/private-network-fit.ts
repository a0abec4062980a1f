import { noisyCounts } from '../dp/histogram'
import { type Noise, noiseDraws } from '../dp/noise'
import { poissonSample, type SecretDraws, secretDraws } from '../dp/secret-draws'
import type { SubsampledGaussian } from '../dp/subsampled-gaussian'
import { shareTrainingBudget, trainingPlan } from '../dp/training-budget'
import type { EncodedTable } from '../encoders/encoder'
import { type AnyOrderPlan, planAnyOrder, usedRanges } from '../nets/any-order-plan'
import { startState } from '../nets/any-order-start'
import { sliceBatch } from '../nets/batches'
import type { Batch, StepRates } from '../nets/engine'
import { emptyBatch, maskBatch } from '../nets/masks'
import { averagingRate, learningRate } from '../nets/schedule'
import { StudioError } from '../problem'
import { anyOrderModel, emptyModel, presentCodes } from './any-order-model'
import type { FitContext, FitStep, TrainData } from './generator'
import { meetMarginals } from './private-network-marginals'
import { asPrivate } from './private-network-model'
import type { PrivateNetworkOptions } from './private-network-options'

const sliceMs = 200
/** Of a row's gradient; about half of the rows are longer. Shorter ones would count surprising rows for less (Adult). */
const rowNorm = 10

/** Noise grows with the number of weights. `rows`: noisy. */
const widthFor = (rows: number): number => (rows < 5000 ? 32 : 64)

/** What is known of the rows without looking at them again. */
interface Public {
  /** Noisy. */
  readonly rows: number
  /** `[units][size]`, noisy. */
  readonly counts: readonly Float64Array[]
  readonly training: SubsampledGaussian
}

/**
 * DP-SGD (Abadi et al. 2016): each step every row takes part by itself with a fixed probability; the sum of the rows'
 * bounded gradients gets Gaussian noise and is divided by the expected number of rows. Rows, masks and noise are drawn
 * from secret noise. Neither a loss nor control rows steer anything: no step tells more than the noisy sum. It is not
 * taken up again after a break: what was counted before would have to be counted, and paid for, once more.
 */
export async function* fitPrivateNetwork(
  { table }: TrainData,
  options: PrivateNetworkOptions,
  { noise, engine, random, now }: FitContext,
): AsyncGenerator<FitStep> {
  if (!noise) throw new Error('a private generator needs a source of noise')
  if (table.units.length === 0) {
    yield { progress: 1, model: asPrivate(emptyModel) }
    return
  }
  if (!engine) throw new StudioError({ code: 'fit/no-engine' })
  const { rows, counts, training } = publicOf(table, options, noise)
  // Without `smooth`: a column of the output per code, which row norms need.
  const shapes = table.units.map(({ size, scale, ranks }) => ({ size, scale, ...(ranks ? { ranks } : {}) }))
  const plan = planAnyOrder(shapes, { width: options.width || widthFor(rows), blocks: 1, dropout: 0 })
  const draws = secretDraws(noise)
  const batches = createPoissonBatches(table, training.rate, draws)
  const trainer = await engine.createTrainer(plan, startState(plan, counts, random.fork('weights')), batches.capacity)
  const facts = table.units.map(({ name }, u) => ({ name, present: presentCodes(counts[u]!) }))
  const network = anyOrderModel({ facts, shapes, plan, engine, trainer })
  const model = asPrivate(network)
  let weights: Float32Array | undefined
  try {
    const { stepByRows } = trainer
    if (!stepByRows) throw new StudioError({ code: 'fit/no-row-gradients' })
    const release = createRelease(plan, training.sigma * rowNorm, 1 / Math.max(1, training.rate * rows), draws)
    const learn = (step: number) =>
      stepByRows(batches.next(), ratesAt(step, training.steps, options.learningRate), { norm: rowNorm, release })
    let startedAt = now()
    for (let step = 1; step < training.steps; step++) {
      learn(step)
      if (now() - startedAt < sliceMs) continue
      yield { progress: step / training.steps, step, model }
      startedAt = now()
    }
    learn(training.steps)
    weights = await trainer.average()
    const modelOf = (own: Float32Array) => anyOrderModel({ facts, shapes, plan, engine, weights: own })
    await meetMarginals(weights, plan, counts, modelOf, random.fork('marginals'))
    await network.detach(weights)
    yield { progress: 1, step: training.steps, model }
  } finally {
    try {
      if (!weights) await network.detach(await trainer.average())
    } finally {
      trainer.dispose()
    }
  }
}

function ratesAt(step: number, steps: number, peak: number): StepRates {
  return {
    step,
    learningRate: learningRate(step, steps, peak),
    weightDecay: 0.01,
    clip: Number.POSITIVE_INFINITY,
    averaging: averagingRate(step),
    dropoutSeed: 0,
  }
}

/** Adds noise of `sigma` to everything that is not mere padding, and divides by the expected number of rows. */
function createRelease(plan: AnyOrderPlan, sigma: number, scale: number, draws: SecretDraws) {
  const ranges = usedRanges(plan)
  return (sum: Float32Array) => {
    for (const [from, to] of ranges) {
      for (let i = from; i < to; i++) sum[i] = scale * (sum[i]! + sigma * draws.normal())
    }
  }
}

/** So many standard deviations more rows than expected never come: the chance is far below any δ. */
const mostDeviations = 9

function createPoissonBatches(table: EncodedTable, rate: number, draws: SecretDraws) {
  const { codes, units } = table
  const mean = table.rows * rate
  const capacity = Math.max(1, Math.min(table.rows, Math.ceil(mean + mostDeviations * Math.sqrt(mean) + 40)))
  const batch = emptyBatch(capacity, units.length)
  return {
    capacity,
    /** Valid until the next call. */
    next(): Batch {
      const picked = poissonSample(table.rows, rate, draws).subarray(0, capacity)
      const own = sliceBatch(batch, 0, picked.length)
      maskBatch(own, codes, picked, draws)
      // A row's loss is its own, whoever else takes part.
      for (let r = 0; r < own.rows; r++) own.weights[r]! *= own.rows
      return own
    },
  }
}

/** Counts and noise of codes that were released; of others, counts are released now. */
function publicOf(table: EncodedTable, options: PrivateNetworkOptions, noise: Noise): Public {
  const positive = (counts: Float64Array) => counts.map((count) => Math.max(0, count))
  const { measured, units } = table
  if (measured?.training) {
    const counts = units.map((unit) => positive(unit.counts))
    return { rows: measured.rows, counts, training: measured.training }
  }
  const queries = { ranges: 0, oneWay: units.length + 1, thresholds: 0 }
  const budget = shareTrainingBudget(options.epsilon, options.delta || 1e-6, queries, trainingPlan(options, 10_000))
  const draws = noiseDraws(noise)
  const noisy = (counts: Float64Array) => noisyCounts(counts, budget.oneWaySigma, draws)
  return {
    rows: Math.max(1, noisy(Float64Array.of(table.rows))[0]!),
    counts: units.map(({ counts }) => positive(noisy(counts))),
    training: budget.training!,
  }
}
