import type { Lens, LensSide } from '../core/privacy/lens'
import type { MeasureProgress, RowTexts } from '../wire/api'
import { withProgress } from './with-progress'
import { evaluateWorker, pictureMeasureWorker } from './workers'

export interface MeasureJob {
  readonly outputId: string
  readonly done: Promise<void>
  stop(): void
}

/** Measures an output; its report is then in `db.reports`. */
export function startMeasuring(outputId: string, onProgress: (progress: MeasureProgress) => void): MeasureJob {
  const api = evaluateWorker.api()
  const done = withProgress(onProgress, (listen) => api.measure(outputId, listen))
  return { outputId, done, stop: () => void api.stop() }
}

/** Measures an output of pictures; its report is then in `db.pictureReports`. */
export const measurePictures = (outputId: string, onProgress: (share: number) => void): Promise<void> =>
  withProgress(onProgress, (listen) => pictureMeasureWorker.api().measurePictures(outputId, listen))

/** Some synthetic or control rows as text. */
export const readRows = (outputId: string, of: 'synthetic' | 'control', rows: readonly number[]): Promise<RowTexts> =>
  evaluateWorker.api().readRows(outputId, of, rows)

/** Makes the better generator's output active; resolves with that output's id. */
export const chooseOutput = (projectId: string): Promise<string> => evaluateWorker.api().choose(projectId)

/** Rows beside their nearest, a preview. */
export const lensOf = (outputId: string, from: LensSide): Promise<Lens> => evaluateWorker.api().lens(outputId, from)
