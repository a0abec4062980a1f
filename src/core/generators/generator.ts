import type { GenericSchema } from 'valibot'
import type { Noise } from '../dp/noise'
import type { Codes, EncodedTable, EncodingOptions } from '../encoders/encoder'
import type { Engine } from '../nets/engine'
import type { Random } from '../random'
import type { Tempering } from '../tempering'

/** Codes to learn from. The role is a type: fitting on control rows does not compile. */
export interface TrainData {
  readonly role: 'train'
  readonly table: EncodedTable
}
/** Codes that are only measured against: early stopping. */
export interface ControlData {
  readonly role: 'control'
  readonly table: EncodedTable
}

export interface FitContext {
  readonly random: Random
  readonly control: ControlData
  /** Absent where the device can't train networks; only networks ask for it. */
  readonly engine?: Engine
  /** Units that conditions fix: a sequential model puts them first. */
  readonly first?: readonly number[]
  /** Stop after about this many seconds of fitting, as the caller's clock counts them. Networks plan steps by it. */
  readonly seconds?: number
  /** Milliseconds since some fixed moment. Core has no clock of its own. */
  readonly now: () => number
  /** Unpredictable bytes; only private generators ask for it. */
  readonly noise?: Noise
  /** Goes on from here: the value of an earlier {@link FitStep.checkpoint}. */
  readonly resume?: Checkpoint
}

export interface FitStep {
  /** 0–1. */
  readonly progress: number
  /** Optimizer steps so far, for networks. */
  readonly step?: number
  /** Mean training loss since the last step, in nats per row. */
  readonly loss?: number
  /** Loss on control rows, in nats per row, when it was measured at this step. */
  readonly controlLoss?: number
  /** The best model so far. Valid until the stream goes on; networks copy their weights only when asked. */
  readonly model: Model
  /** Everything needed to go on later: weights, optimizer, step, random state. */
  checkpoint?(): Promise<Checkpoint>
}

/** Structured-clonable; holds no row. */
export interface Checkpoint {
  readonly generator: string
  readonly step: number
  readonly data: unknown
}

export interface Model {
  readonly generator: string
  /** Batches of codes `[units][rows of the batch]`, in all as many rows as the strata ask for, stratum after stratum. */
  sample(request: SampleRequest): AsyncIterable<readonly Codes[]>
  /** ln p of rows under the model, in nats: what an audit of it asks. `codes`: `[units][rows]`; returns `[rows]`. */
  logLikelihood?(codes: readonly Codes[]): Promise<Float64Array>
  /** Structured-clonable; holds no row. {@link Generator.restore} reads it. */
  snapshot(): Promise<ModelSnapshot>
  /** Frees what the model holds on the device. */
  dispose(): void
}

export interface ModelSnapshot {
  readonly generator: string
  readonly data: unknown
}

export interface SampleRequest {
  readonly strata: readonly Stratum[]
  readonly random: Random
  /** 1 = as learned; below 1 likelier rows, above 1 more unusual ones. */
  readonly temperature: number
  /** Per unit, where it is drawn otherwise; units of one field alike. */
  readonly shapes?: readonly (DrawShape | undefined)[]
}

/** What is changed about a unit's distribution, given what was drawn before, ahead of drawing from it. */
export interface DrawShape extends Tempering {
  /** 0–1: only the likeliest codes that make up this share are drawn; 1 = all. */
  readonly topP: number
}

export const shapeOf = ({ temperature, shapes }: SampleRequest, unit: number): DrawShape =>
  shapes?.[unit] ?? { temperature, topP: 1 }

/** Rows that share a condition. */
export interface Stratum {
  readonly rows: number
  /** Per unit `[size]`, 1 = allowed; undefined = free. */
  readonly allowed: readonly (Uint8Array | undefined)[]
  /** Per unit the codes that are given, row by row (rows to complete); undefined = to be drawn. `[rows]` */
  readonly known?: readonly (Codes | undefined)[]
}

/** An algorithm. A new one is one file and one line in the registry. */
export interface Generator<Options = unknown> {
  readonly id: string
  readonly label: string
  /** One sentence for the picker. */
  readonly summary: string
  /** Where the algorithm is defined. */
  readonly paper: string
  /** Knobs with defaults: the form, the recipe file and its validation come from here. */
  readonly options: GenericSchema<unknown, Options>
  readonly encoding: Omit<EncodingOptions, 'minimumCount'>
  /** Whether conditions are met without fitting again. */
  readonly conditions: 'any-order' | 'refit'
  /** Whether it trains for long on an {@link Engine} (a network) or is done in seconds. */
  readonly trains: boolean
  /** Whether it is differentially private: it is then given privately encoded rows, noise, and no control row. */
  readonly isPrivate?: true
  /** A stream of improving models. The caller owns time: it may preview, pause or break after any step. */
  fit(data: TrainData, options: Options, context: FitContext): AsyncIterable<FitStep>
  restore(snapshot: ModelSnapshot, context: { readonly engine?: Engine }): Promise<Model>
}
