import * as Comlink from 'comlink'
import type { EvaluateApi, ExportApi, IntakeApi, TrainApi } from '../wire/api'
import { keepProblemsWhole } from '../wire/errors'
import type { PicturesApi } from '../wire/pictures-api'

keepProblemsWhole()

/** A worker that starts at first use and can be ended. */
export interface Remote<Api> {
  readonly api: () => Comlink.Remote<Api>
  /** Ends the worker at once; the next call starts a fresh one. */
  readonly end: () => void
}

function remote<Api>(start: () => Worker): Remote<Api> {
  let running: { worker: Worker; api: Comlink.Remote<Api> } | undefined
  return {
    api: () => {
      if (!running) {
        const worker = start()
        running = { worker, api: Comlink.wrap<Api>(worker) }
      }
      return running.api
    },
    end: () => {
      running?.worker.terminate()
      running = undefined
    },
  }
}

// The options stand in each call: Vite reads them there when it builds.
export const intakeWorker = remote<IntakeApi>(
  () => new Worker(new URL('../../workers/intake.ts', import.meta.url), { type: 'module' }),
)
export const trainWorker = remote<TrainApi>(
  () => new Worker(new URL('../../workers/train.ts', import.meta.url), { type: 'module' }),
)
/** The same once more: pictures are measured on a device as well, and no run waits for that. */
export const pictureMeasureWorker = remote<TrainApi>(
  () => new Worker(new URL('../../workers/train.ts', import.meta.url), { type: 'module' }),
)
export const evaluateWorker = remote<EvaluateApi>(
  () => new Worker(new URL('../../workers/evaluate.ts', import.meta.url), { type: 'module' }),
)
/** The same worker once more, for work of minutes: measuring never waits for it. */
export const studyWorker = remote<EvaluateApi>(
  () => new Worker(new URL('../../workers/evaluate.ts', import.meta.url), { type: 'module' }),
)
export const exportWorker = remote<ExportApi>(
  () => new Worker(new URL('../../workers/export.ts', import.meta.url), { type: 'module' }),
)
export const picturesWorker = remote<PicturesApi>(startPictures)

/** The same worker once more, to make scenes for it; to be ended by who started it. */
export function startSceneHelper(): { readonly api: Comlink.Remote<PicturesApi>; readonly end: () => void } {
  const worker = startPictures()
  return { api: Comlink.wrap<PicturesApi>(worker), end: () => worker.terminate() }
}

function startPictures(): Worker {
  return new Worker(new URL('../../workers/pictures.ts', import.meta.url), { type: 'module' })
}
