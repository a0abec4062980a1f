import type { GenericSchema } from 'valibot'
import type { Engine } from '../../nets/engine'
import type { Random } from '../../random'
import type { PictureSet } from '../picture-set'

/** Pictures to learn from. The role is a type: fitting on control does not compile. */
export interface TrainPictures {
  readonly role: 'train'
  readonly set: PictureSet
}
/** Pictures that are only measured against: early stopping. */
export interface ControlPictures {
  readonly role: 'control'
  readonly set: PictureSet
}

export interface PictureFitContext {
  readonly random: Random
  readonly control: ControlPictures
  /** Absent where the device can't train networks; only networks ask for it. */
  readonly engine?: Engine
  /** As many steps as fit into so many seconds of fitting, as the caller's clock counts them. */
  readonly seconds?: number
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
  /** Goes on from here: the value of an earlier {@link PictureFitStep.checkpoint}. */
  readonly resume?: PictureCheckpoint
}

export interface PictureFitStep {
  /** 0–1. */
  readonly progress: number
  /** Optimizer steps so far, for networks. */
  readonly step?: number
  /** Mean training loss since the last step, summed over the levels. */
  readonly loss?: number
  /** The same on control pictures, when it was measured at this step. */
  readonly controlLoss?: number
  /** The best model so far. Valid until the stream goes on. */
  readonly model: PictureModel
  /** Everything needed to go on later. */
  checkpoint?(): Promise<PictureCheckpoint>
}

/** Structured-clonable; holds no picture. */
export interface PictureCheckpoint {
  readonly generator: string
  readonly step: number
  readonly data: unknown
}

export interface PictureModel {
  readonly generator: string
  /** Pictures in batches, in all one per label, in their order. */
  sample(request: PictureRequest): AsyncIterable<PictureSet>
  /** One made picture for each given one, in their order and of their classes, in batches. */
  vary(request: VaryRequest): AsyncIterable<PictureSet>
  /** Pictures on the way from one to another. */
  between(request: BetweenRequest): Promise<PictureSet>
  /** Per picture of a set how badly the model explains it: less for what it knows. `random`: the noise, the same for all. */
  losses(set: PictureSet, random: Random): Promise<Float64Array>
  /** Structured-clonable; holds no picture. {@link PictureGenerator.restore} reads it. */
  snapshot(): Promise<PictureSnapshot>
  dispose(): void
}

export interface PictureSnapshot {
  readonly generator: string
  readonly data: unknown
}

export interface PictureRequest {
  /** Per wished picture its class. */
  readonly labels: Int32Array
  readonly random: Random
}

/** More like given pictures: noise is mixed into them, and the model makes pictures of that. */
export interface VaryRequest {
  /** In the model's shape. */
  readonly from: PictureSet
  /** 0–1: 0 gives the pictures as the model can show them, 1 pictures of their classes that owe them nothing else. */
  readonly strength: number
  readonly random: Random
}

export interface BetweenRequest {
  /** Two pictures in the model's shape. */
  readonly ends: PictureSet
  /** Per wished picture how far it is on the way, 0–1. Each is of the class of the nearer end. */
  readonly shares: readonly number[]
}

/** An algorithm. A new one is one file and one line in the registry. */
export interface PictureGenerator<Options = unknown> {
  readonly id: string
  readonly label: string
  /** One sentence for the picker. */
  readonly summary: string
  /** Where the algorithm is defined. */
  readonly paper: string
  readonly options: GenericSchema<unknown, Options>
  /** Whether it trains for long on an {@link Engine} or is done in seconds. */
  readonly trains: boolean
  /** A stream of improving models. The caller owns time: it may preview, pause or break after any step. */
  fit(data: TrainPictures, options: Options, context: PictureFitContext): AsyncIterable<PictureFitStep>
  restore(snapshot: PictureSnapshot, context: { readonly engine?: Engine }): Promise<PictureModel>
}
