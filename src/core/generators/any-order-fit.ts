import { type AnyOrderPlan, planAnyOrder, type UnitShape } from '../nets/any-order-plan'
import { startState } from '../nets/any-order-start'
import { controlBatch, createBatches } from '../nets/batches'
import type { Batch, Trainer, TrainerState } from '../nets/engine'
import { averagingRate, learningRate } from '../nets/schedule'
import { StudioError } from '../problem'
import { createRandom, type RandomState, restoreRandom } from '../random'
import type { AnyOrderOptions } from './any-order'
import { anyOrderModel, emptyModel, presentCodes } from './any-order-model'
import { type AnyOrderSizes, sizesFor } from './any-order-sizes'
import { correctedModel } from './corrected-model'
import { fitCorrection } from './correction'
import type { FitContext, FitStep, Model, TrainData } from './generator'

const looks = 12 // at the loss on control rows
const patience = 6 // looks without a better one
const mostRetries = 3
const sliceMs = 200

/** Everything that changes during a fit, and that a checkpoint keeps. Batches and dropout follow from `random` and `step`. */
interface FitState {
  readonly random: RandomState
  readonly sizes: AnyOrderSizes
  step: number
  /** Steps in all: fewer than planned when time is short. */
  steps: number
  /** Milliseconds of fitting so far, without what the caller did in between. */
  elapsedMs: number
  /** Times that the loss was not finite; each halves the learning rate. */
  retries: number
  bestLoss: number
  bestStep: number
  /** The averaged weights at `bestStep`. */
  best?: Float32Array
}

interface CheckpointData {
  readonly fit: FitState
  readonly network: TrainerState
}

interface Fit {
  readonly state: FitState
  readonly shapes: readonly UnitShape[]
  readonly plan: AnyOrderPlan
  readonly trainer: Trainer
  readonly batches: { at(step: number): Batch }
  readonly control: Batch | undefined
  readonly learningRate: number
  readonly context: FitContext
  /** Where to go back to when the loss is not finite. */
  good: { readonly step: number; readonly network: TrainerState }
}

/**
 * AdamW with warm-up and cosine decay on random masks; the moving average of the weights is the model. Stops early
 * when the loss on control rows has not fallen for long, and keeps the weights that did best there.
 */
export async function* fitAnyOrder(
  data: TrainData,
  options: AnyOrderOptions,
  context: FitContext,
): AsyncGenerator<FitStep> {
  if (data.table.units.length === 0) {
    yield { progress: 1, model: emptyModel }
    return
  }
  const fit = await openFit(data, options, context)
  const facts = data.table.units.map(({ name, counts }) => ({ name, present: presentCodes(counts) }))
  const { shapes, plan, trainer } = fit
  const model = anyOrderModel({ facts, shapes, plan, engine: context.engine!, trainer })
  let isDetached = false
  const detach = async () => {
    if (!isDetached) await model.detach(fit.state.best ?? (await fit.trainer.average()))
    isDetached = true
  }
  try {
    while (fit.state.step < fit.state.steps) {
      const losses = await learnSlice(fit)
      if (isStale(fit.state)) fit.state.steps = fit.state.step
      if (fit.state.step < fit.state.steps) {
        yield await report(fit, model, losses)
        continue
      }
      await detach()
      yield await report(fit, options.corrected ? await corrected(model, data, context) : model, losses)
    }
  } finally {
    try {
      await detach()
    } finally {
      fit.trainer.dispose()
    }
  }
}

/** Rows to draw for each that is kept: a row costs a network far more than trees. */
const candidates = 2

async function corrected(model: Model, { table }: TrainData, { random }: FitContext): Promise<Model> {
  const correction = await fitCorrection(model, table, candidates, random.fork('correction'))
  return correction ? correctedModel(model, correction) : model
}

async function openFit(data: TrainData, options: AnyOrderOptions, context: FitContext): Promise<Fit> {
  const { engine } = context
  if (!engine) throw new StudioError({ code: 'fit/no-engine' })
  const { table } = data
  const resumed = context.resume?.data as CheckpointData | undefined
  const state = resumed ? goOn(resumed.fit) : startFit(sizesWith(sizesFor(table), options), context)
  const shapes = table.units.map(({ size, scale, ranks, smooth }) => ({ size, scale, ranks, smooth }) as UnitShape)
  const plan = planAnyOrder(shapes, state.sizes)
  const random = restoreRandom(state.random)
  const counts = table.units.map((unit) => unit.counts)
  const network = resumed?.network ?? startState(plan, counts, random.fork('weights'))
  const trainer = await engine.createTrainer(plan, network, state.sizes.batch)
  return {
    state,
    shapes,
    plan,
    trainer,
    batches: createBatches(table, state.sizes.batch, random.fork('batches')),
    control: controlBatch(context.control.table, random.fork('control')),
    learningRate: options.learningRate,
    context,
    good: { step: state.step, network },
  }
}

function sizesWith(sizes: AnyOrderSizes, options: AnyOrderOptions): AnyOrderSizes {
  return { ...sizes, steps: options.steps || sizes.steps, width: options.width || sizes.width }
}

function startFit(sizes: AnyOrderSizes, { random }: FitContext): FitState {
  const progress = { step: 0, steps: sizes.steps, elapsedMs: 0, retries: 0 }
  return { random: random.state(), sizes, ...progress, bestLoss: Number.POSITIVE_INFINITY, bestStep: 0 }
}

/** What had ended goes on for half as many steps again. */
function goOn(fit: FitState): FitState {
  if (fit.step < fit.steps) return { ...fit }
  const more = Math.ceil(fit.sizes.steps / 2)
  return { ...fit, steps: fit.step + more, bestStep: fit.step }
}

interface Losses {
  readonly loss: number
  readonly controlLoss?: number
}

/** Steps until the slice's time is over, or the next look at control rows. */
async function learnSlice(fit: Fit): Promise<Losses> {
  const { state, trainer, context } = fit
  const startedAt = context.now()
  const from = state.step
  do {
    state.step++
    trainer.step(fit.batches.at(state.step), ratesAt(fit))
    if (trainer.isFull?.()) break
  } while (state.step < state.steps && state.step % lookEvery(state) !== 0 && context.now() - startedAt < sliceMs)
  const loss = await trainer.takeLoss()
  if (!Number.isFinite(loss)) await goBack(fit)
  const isLook = state.step > from && (state.step % lookEvery(state) === 0 || state.step >= state.steps)
  const controlLoss = isLook ? await lookAtControl(fit) : undefined
  state.elapsedMs += context.now() - startedAt
  fitIntoTime(fit)
  return controlLoss === undefined ? { loss } : { loss, controlLoss }
}

function ratesAt({ state, learningRate: peak }: Fit) {
  const { step, steps, retries, random } = state
  return {
    step,
    learningRate: learningRate(step, steps, peak) / 2 ** retries,
    weightDecay: 0.01, // Loshchilov & Hutter 2019, default
    clip: 5,
    averaging: averagingRate(step),
    dropoutSeed: createRandom((random.seed ^ Math.imul(step, 0x9e3779b1)) >>> 0).uint32(),
  }
}

/** Goes back to the last good weights with half the learning rate, at most three times. */
async function goBack(fit: Fit): Promise<void> {
  const { state, trainer, good } = fit
  if (state.retries === mostRetries) throw new StudioError({ code: 'fit/diverged', step: state.step })
  state.retries++
  state.step = good.step
  await trainer.load(good.network)
}

async function lookAtControl(fit: Fit): Promise<number | undefined> {
  const { state, trainer, control } = fit
  const loss = control ? await trainer.evaluate(control) : undefined
  fit.good = { step: state.step, network: await trainer.state() }
  if (loss === undefined || loss >= state.bestLoss) return loss
  state.bestLoss = loss
  state.bestStep = state.step
  state.best = fit.good.network.average
  return loss
}

const lookEvery = ({ sizes }: FitState) => Math.ceil(sizes.steps / looks)

function isStale(state: FitState): boolean {
  return state.best !== undefined && state.step - state.bestStep >= patience * lookEvery(state)
}

/** Plans fewer steps when the time that is given would not be enough; never more. */
function fitIntoTime({ state, context }: Fit): void {
  if (context.seconds === undefined || state.step < 10) return
  const stepMs = state.elapsedMs / state.step
  const left = Math.floor((context.seconds * 1000 - state.elapsedMs) / stepMs)
  if (state.step + left < state.steps * 0.98) state.steps = Math.max(state.step, state.step + left)
}

async function report(fit: Fit, model: Model, losses: Losses): Promise<FitStep> {
  const { state, trainer } = fit
  return {
    progress: state.step / state.steps,
    step: state.step,
    ...losses,
    model,
    checkpoint: async () => {
      const data: CheckpointData = { fit: { ...state }, network: await trainer.state() }
      return { generator: 'any-order', step: state.step, data }
    },
  }
}
