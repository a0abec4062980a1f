import { proxy } from 'comlink'
import type { MeasureProgress, RowTexts } from '../wire/api'
import { evaluateWorker } from './workers'

export interface MeasureJob {
  readonly outputId: string
  readonly done: Promise<void>
  stop(): void
}

/** Measures an output; its report is then in `db.reports`. */
export function startMeasuring(outputId: string, onProgress: (progress: MeasureProgress) => void): MeasureJob {
  const api = evaluateWorker.api()
  return { outputId, done: api.measure(outputId, proxy(onProgress)), stop: () => void api.stop() }
}

/** Some synthetic or control rows as text. */
export const readRows = (outputId: string, of: 'synthetic' | 'control', rows: readonly number[]): Promise<RowTexts> =>
  evaluateWorker.api().readRows(outputId, of, rows)

/** Makes the better generator's output active; resolves with that output's id. */
export const chooseOutput = (projectId: string): Promise<string> => evaluateWorker.api().choose(projectId)
