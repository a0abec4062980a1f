import type { Codes } from '../encoders/encoder'
import type { AnyOrderPlan } from './any-order-plan'
import type { VelocityPlan } from './velocity-plan'

/**
 * What core asks of a device that trains networks. `src/engine` implements it on tfjs (wasm, webgpu, cpu).
 * Core never imports tfjs.
 */
export interface Engine {
  /** 'webgpu', 'wasm', 'cpu' */
  readonly backend: string
  /** For people: 'WebAssembly, SIMD, 1 thread' */
  readonly description: string
  /** Puts a network and its optimizer on the device. `rows`: the largest batch of a step. */
  createTrainer(plan: AnyOrderPlan, state: TrainerState, rows: number): Promise<Trainer>
  /** Puts fitted weights on the device. `rows`: the largest batch that is asked at once. */
  createPredictor(plan: AnyOrderPlan, weights: Float32Array, rows: number): Promise<Predictor>
  /** Networks of flows; absent where they would be too slow. */
  readonly velocity?: VelocityEngine
  /** Frees what the engine holds. Trainers and predictors are their owners' to dispose of. */
  dispose(): void
}

export interface Predictor {
  /**
   * Logits of one unit's codes given what is known. `known`: int32 `[rows, units]`, −1 = unknown.
   * Returns `[rows, size]`, with rows padded to `stride` floats; valid until the next call.
   */
  conditional(known: Int32Array, rows: number, unit: number): Promise<Logits>
  /**
   * Draws units of rows that all know the same ones, turn by turn, each given what was drawn before, and writes them
   * into `known`: nothing comes back from the device in between. Absent where the caller draws from `conditional`.
   */
  readonly draw?: (known: Int32Array, rows: number, turns: readonly DrawTurn[]) => Promise<void>
  /** Mean loss of a batch, in nats per row, without dropout. */
  evaluate(batch: Batch): Promise<number>
  dispose(): void
}

export interface DrawTurn {
  readonly unit: number
  /** 32 bits: the same seeds, rows and weights give the same codes. */
  readonly seed: number
  /** `[size]`, 1 = may be drawn; all when absent. */
  readonly allowed?: Uint8Array | undefined
}

/** A predictor of the averaged weights, which also learns. */
export interface Trainer extends Predictor {
  /** One optimizer step, perhaps only queued on the device. */
  step(batch: Batch, rates: StepRates): void
  /**
   * A step by rows' gradients of bounded norm, of a plan without dropout and cosines. Its loss is not kept, and
   * `rates.clip` not used. Absent where single rows' gradients can't be had.
   */
  readonly stepByRows?: (batch: Batch, rates: StepRates, bounds: RowBounds) => void
  /** Whether as many steps are queued as should be: then it is time for `takeLoss`. Absent where a step waits by itself. */
  readonly isFull?: () => boolean
  /** Mean loss of the steps since the last call, in nats per row; waits for the device. */
  takeLoss(): Promise<number>
  state(): Promise<TrainerState>
  load(state: TrainerState): Promise<void>
  /** The averaged weights. */
  average(): Promise<Float32Array>
}

/** Flat, laid out as the plan's parameters. */
export interface TrainerState {
  readonly weights: Float32Array
  /** Adam's moments. */
  readonly first: Float32Array
  readonly second: Float32Array
  /** The exponential moving average of the weights. */
  readonly average: Float32Array
}

export interface StepRates {
  /** Counts from 1; for Adam's bias correction and the dropout's seed. */
  readonly step: number
  readonly learningRate: number
  readonly weightDecay: number
  /** Largest norm of the gradient. */
  readonly clip: number
  /** Of the moving average: average ← averaging · average + (1 − averaging) · weights. */
  readonly averaging: number
  readonly dropoutSeed: number
}

export interface RowBounds {
  /** A row's gradient over all parameters is scaled down to this norm where it is longer. */
  readonly norm: number
  /** Gets the sum of the rows' gradients, laid out as the parameters, and makes of it, in place, what the step goes by. */
  readonly release: (sum: Float32Array) => void
}

/** Rows with some codes known and others asked for. */
export interface Batch {
  readonly rows: number
  /** int32 `[rows, units]`: codes, −1 = unknown. */
  readonly known: Int32Array
  /** int32 `[rows, units]`: codes to be predicted, −1 = not asked. */
  readonly asked: Int32Array
  /** `[rows]`: weight of a row's cross-entropies; the loss is their weighted sum. */
  readonly weights: Float32Array
  /**
   * Where the rows are from, so that a device which keeps the table needs no codes. With it, all that is not known is
   * asked, under the weights of `maskBatch`.
   */
  readonly source?: BatchSource
}

export interface BatchSource {
  /** `[units][rows]`: the same object for all batches of a table. */
  readonly codes: readonly Codes[]
  /** `[rows of the batch]`: rows of the table. */
  readonly picked: Uint32Array
}

export interface Logits {
  readonly values: Float32Array
  readonly stride: number
}

/** What trains velocity networks, and products of the same kind. */
export interface VelocityEngine {
  /** `rows`: the largest batch of a step. */
  createTrainer(plan: VelocityPlan, state: TrainerState, rows: number): VelocityTrainer
  createPredictor(plan: VelocityPlan, weights: Float32Array, rows: number): VelocityPredictor
  readonly multiply: Multiply
}

/** A · B, or Aᵀ · B with A held as `[k, m]`. `b`: `[k, n]`; returns `[m, n]`. */
export type Multiply = (a: Matrix, b: Matrix, transposed?: 'a') => Matrix

/** Row-major. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
}

export interface VelocityPredictor {
  /** `[rows, outputs]` for any number of rows; a fresh array. */
  velocity(batch: VelocityRows): Promise<Float32Array>
  /** Mean squared error per output. */
  evaluate(batch: VelocityBatch): Promise<number>
  dispose(): void
}

/** A predictor of the averaged weights, which also learns. */
export interface VelocityTrainer extends VelocityPredictor {
  step(batch: VelocityBatch, rates: Omit<StepRates, 'dropoutSeed'>): void
  /** Mean squared error per output of the steps since the last call. */
  takeLoss(): Promise<number>
  state(): Promise<TrainerState>
  load(state: TrainerState): Promise<void>
  /** The averaged weights. */
  average(): Promise<Float32Array>
}

export interface VelocityRows {
  readonly rows: number
  /** `[rows, inputs]` */
  readonly inputs: Float32Array
  /** `[rows, times]` */
  readonly times: Float32Array
  /** int32 `[rows, slots]`: rows of the table, −1 = none. */
  readonly codes: Int32Array
}

export interface VelocityBatch extends VelocityRows {
  /** `[rows, outputs]` */
  readonly targets: Float32Array
}
