import type { TrainerState, VelocityTrainer } from '../../nets/engine'
import { averagingRate } from '../../nets/schedule'
import { startVelocity } from '../../nets/velocity-plan'
import { StudioError } from '../../problem'
import { type RandomState, restoreRandom } from '../../random'
import { augmentPictures } from './augment-pictures'
import type { FlowLevel } from './flow-level'
import type { PictureFitContext, PictureFitStep, TrainPictures } from './picture-generator'
import { openPyramid } from './pyramid-base'
import { type PyramidModel, pyramidModel } from './pyramid-model'
import type { PyramidSizes } from './pyramid-sizes'

const leastLooks = 12 // at the loss on control pictures
const mostStepsBetween = 400
const patience = 0.5 // share of the looks without a better one
const mostRetries = 3
const sliceMs = 400

/** What a level has reached, and a checkpoint keeps. */
interface LevelState {
  step: number
  /** Times that the loss was not finite; each halves the learning rate. */
  retries: number
  bestLoss: number
  bestLook: number
  /** The averaged weights at `bestLook`. */
  best?: Float32Array
  /** No longer trained: its loss on control pictures has not fallen for long. */
  isDone: boolean
}

interface FitState {
  readonly random: RandomState
  /** Rounds, each one step of every level that is still trained. */
  step: number
  steps: number
  look: number
  /** Milliseconds of fitting so far, without what the caller did in between. */
  elapsedMs: number
  readonly levels: LevelState[]
}

interface CheckpointData {
  readonly fit: FitState
  readonly networks: readonly TrainerState[]
}

interface Fit {
  readonly state: FitState
  readonly sizes: PyramidSizes
  readonly levels: readonly FlowLevel[]
  readonly trainers: readonly VelocityTrainer[]
  readonly context: PictureFitContext
  /** Where to go back to when a loss is not finite. */
  readonly good: TrainerState[]
}

/**
 * Trains all levels side by side, a step of each in turn, so that the model can be seen and stopped at any time: AdamW with
 * warm-up and half a cosine, and a moving average of the weights. A level stops when its loss on control pictures has
 * not fallen for long, and the weights that did best there are kept.
 */
export async function* fitPyramid(
  data: TrainPictures,
  sizes: PyramidSizes,
  context: PictureFitContext,
): AsyncGenerator<PictureFitStep> {
  const engine = context.engine?.velocity
  if (!engine) throw new StudioError({ code: 'fit/no-engine' })
  const startedAt = context.now()
  const resumed = context.resume?.data as CheckpointData | undefined
  const random = resumed ? restoreRandom(resumed.fit.random) : context.random
  const changed = augmentPictures(data.set, sizes.augment, random.fork('augment'))
  const { base, levels } = openPyramid(
    data.set,
    changed,
    context.control.set,
    sizes,
    random.fork('base'),
    engine.multiply,
  )
  const networks = resumed?.networks ?? levels.map(({ plan }, l) => startVelocity(plan, random.fork(`weights ${l}`)))
  const trainers = levels.map(({ plan, rows }, l) => engine.createTrainer(plan, networks[l]!, rows))
  const state = resumed ? structuredClone(resumed.fit) : startFit(sizes, levels.length, random.state())
  state.elapsedMs += context.now() - startedAt
  const fit: Fit = { state, sizes, levels, trainers, context, good: [...networks] }
  const weights = () => bestWeights(fit)
  const model = pyramidModel({ base, engine, training: { predictors: trainers, weights } })
  try {
    while (state.step < state.steps) {
      const losses = await learnSlice(fit)
      if (state.levels.every(({ isDone }) => isDone)) state.steps = state.step
      yield report(fit, model, losses)
    }
  } finally {
    try {
      model.detach(await weights())
    } finally {
      for (const trainer of trainers) trainer.dispose()
    }
  }
}

function startFit(sizes: PyramidSizes, levels: number, random: RandomState): FitState {
  const level = (): LevelState => ({
    step: 0,
    retries: 0,
    bestLoss: Number.POSITIVE_INFINITY,
    bestLook: 0,
    isDone: false,
  })
  return { random, step: 0, steps: sizes.steps, look: 0, elapsedMs: 0, levels: Array.from({ length: levels }, level) }
}

/** Of each level those that did best on control pictures; the latest where there are none. */
async function bestWeights({ state, trainers }: Fit): Promise<Float32Array[]> {
  return Promise.all(trainers.map(async (trainer, l) => state.levels[l]!.best ?? (await trainer.average())))
}

interface Losses {
  readonly loss: number
  readonly controlLoss?: number
}

async function learnSlice(fit: Fit): Promise<Losses> {
  const { state, context, trainers, levels } = fit
  const startedAt = context.now()
  const random = restoreRandom(state.random)
  const isOver = () => context.now() - startedAt >= sliceMs
  do {
    state.step++
    for (const [l, level] of levels.entries()) {
      if (state.levels[l]!.isDone) continue
      for (let turn = 0; turn < level.turns; turn++) {
        trainers[l]!.step(level.batch(random.fork(`step ${state.step} ${l} ${turn}`)), ratesAt(fit, l))
      }
    }
  } while (!isOver() && !isLookDue(state))
  let loss = 0
  for (const [l, trainer] of trainers.entries()) {
    if (state.levels[l]!.isDone) continue
    const own = await trainer.takeLoss()
    if (Number.isFinite(own)) loss += own
    else await goBack(fit, l)
  }
  const controlLoss = isLookDue(state) ? await lookAtControl(fit) : undefined
  state.elapsedMs += context.now() - startedAt
  fitIntoTime(fit)
  return controlLoss === undefined ? { loss } : { loss, controlLoss }
}

const looksOf = (steps: number) => Math.max(leastLooks, Math.ceil(steps / mostStepsBetween))

const isLookDue = ({ step, steps, look }: FitState) => step >= steps || (looksOf(steps) * step) / steps >= look + 1

/** Warm-up over 100 steps, then half a cosine down to 2 %. */
function ratesAt({ state, sizes }: Fit, l: number) {
  const level = state.levels[l]!
  level.step++
  const warmUp = Math.min(100, Math.ceil(state.steps / 6))
  const done = Math.max(0, Math.min(1, (state.step - warmUp) / Math.max(1, state.steps - warmUp)))
  const share = state.step < warmUp ? state.step / warmUp : 0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * done))
  return {
    step: level.step,
    learningRate: (sizes.learningRate * share) / 2 ** level.retries,
    weightDecay: 0.01, // Loshchilov & Hutter 2019, default
    clip: 1,
    averaging: Math.min(0.998, averagingRate(level.step)),
  }
}

/** Goes back to the last good weights with half the learning rate, at most three times. */
async function goBack({ state, trainers, good }: Fit, l: number): Promise<void> {
  const level = state.levels[l]!
  if (level.retries === mostRetries) throw new StudioError({ code: 'fit/diverged', step: state.step })
  level.retries++
  await trainers[l]!.load(good[l]!)
}

/** The control loss of all levels, where there are control pictures. */
async function lookAtControl(fit: Fit): Promise<number | undefined> {
  const { state, levels, trainers } = fit
  state.look++
  let sum: number | undefined
  for (const [l, { control }] of levels.entries()) {
    const level = state.levels[l]!
    const trainer = trainers[l]!
    if (!level.isDone) fit.good[l] = await trainer.state()
    if (!control) continue
    const loss = level.isDone ? level.bestLoss : await trainer.evaluate(control)
    sum = (sum ?? 0) + loss
    if (loss < level.bestLoss) {
      level.bestLoss = loss
      level.bestLook = state.look
      level.best = fit.good[l]!.average
    } else if (state.look - level.bestLook >= patience * looksOf(state.steps)) level.isDone = true
  }
  return sum
}

/** With a time limit as many steps as fit into it, with the learning rate's way to match. */
function fitIntoTime({ state, context }: Fit): void {
  if (context.seconds === undefined || state.step < 5) return
  const left = context.seconds * 1000 - state.elapsedMs
  state.steps = state.step + Math.max(0, Math.floor(left / (state.elapsedMs / state.step)))
}

function report(fit: Fit, model: PyramidModel, losses: Losses): PictureFitStep {
  const { state, trainers } = fit
  return {
    progress: state.step / state.steps,
    step: state.step,
    ...losses,
    model,
    checkpoint: async () => {
      const networks = await Promise.all(trainers.map((trainer) => trainer.state()))
      const data: CheckpointData = { fit: structuredClone(state), networks }
      return { generator: 'pyramid-flow', step: state.step, data }
    },
  }
}
