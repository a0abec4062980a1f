import type { Checkpoint } from '../../src/core/generators/generator'
import type { Engine } from '../../src/core/nets/engine'
import type { LiveRun } from '../../src/db/objects'
import type { Device } from './device'

/** One step of a fit, of rows or of pictures. */
export interface TraineeStep<M> {
  /** 0–1. */
  readonly progress: number
  readonly step?: number
  readonly loss?: number
  readonly controlLoss?: number
  /** Valid until the stream goes on. */
  readonly model: M
  checkpoint?(): Promise<Checkpoint>
}

/** What is drawn of a model. */
export type Shown = Pick<LiveRun, 'tiles' | 'sample' | 'goodEnough' | 'quality'>

/** Makes what is shown of a step's model; undefined when it was `asked` for something else meanwhile. */
export type Preview<M> = (step: TraineeStep<M>, asked: () => boolean) => Promise<Shown | undefined>

/** What a run trains step by step: a table's network, or one of pictures. */
export interface Trainee<M> {
  engine(device: Device): Promise<Engine>
  /** The stream of improving models, from a checkpoint on when there is one. */
  fit(engine: Engine, resume: Checkpoint | undefined): AsyncIterable<TraineeStep<M>>
  preview(): Promise<Preview<M>>
  /** A preview costs a sample: it may take this share of the time. */
  readonly previewShare: number
  /** Stores the model: leaving the stream frees what it holds on the device. */
  keep(model: M): Promise<void>
}
