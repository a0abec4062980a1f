import type { Derivation } from '../core/images/derivation'
import type { PictureSet } from '../core/images/picture-set'
import type { GeneratorChoice } from '../core/recipe/recipe'
import type { EngineFacts, ProbeRequest, TrainEstimate } from '../wire/api'
import { withProgress } from './with-progress'
import { trainWorker } from './workers'

/** What trains on this device. */
export const engineFacts = (): Promise<EngineFacts> => trainWorker.api().engine()

export const estimateTraining = (projectId: string, choice: GeneratorChoice): Promise<TrainEstimate> =>
  trainWorker.api().estimate(projectId, choice)

/** Trees, baselines and the first full-size output of a project; resolves with the output's id. */
export const startDraft = (projectId: string): Promise<string> => trainWorker.api().draft(projectId)

export interface TrainJob {
  readonly runId: string
  /** Resolves with the id of the run's first output. */
  readonly done: Promise<string>
  pause(): void
  play(): void
  step(): void
  stopAndKeep(): void
}

/** Trains the run that stands in the database, or goes on with it. Its state is in `db.runs` and `liveDb.live`. */
export function startTraining(runId: string): TrainJob {
  const api = trainWorker.api()
  return {
    runId,
    done: api.train(runId),
    pause: () => void api.pause(),
    play: () => void api.play(),
    step: () => void api.step(),
    stopAndKeep: () => void api.stopAndKeep(),
  }
}

export interface SampleJob {
  readonly outputId: string
  readonly done: Promise<void>
  stop(): void
}

/** Makes the rows of the output that stands in the database with status 'sampling'. */
export function startSampling(outputId: string, onProgress: (rows: number) => void): SampleJob {
  const api = trainWorker.api()
  const done = withProgress(onProgress, (listen) => api.sample(outputId, listen))
  return { outputId, done, stop: () => void api.stopSampling() }
}

/** Fills the gaps of the file's rows; they become the output that stands in the database with status 'sampling'. */
export const completeRows = (outputId: string, file: File): Promise<void> => trainWorker.api().complete(outputId, file)

/** Pictures derived from chosen ones, for a look. */
export const deriveFew = (runId: string, wish: Derivation, seed: number): Promise<PictureSet> =>
  trainWorker.api().deriveFew(runId, wish, seed)

/** 20 rows as text under these conditions. */
export const probeRows = (runId: string, request: ProbeRequest): Promise<readonly (readonly string[])[]> =>
  trainWorker.api().probe(runId, request)
