import { db } from '../src/db/database'
import { draftLock, outputLock } from '../src/db/locks'
import type { TrainApi } from '../src/wire/api'
import { expose } from '../src/wire/expose'
import { withStorage } from './shared/storage-error'
import { completeOutput } from './train/complete'
import { createDevice } from './train/device'
import { makeDraft } from './train/draft'
import { estimate } from './train/estimate'
import { trainRun } from './train/run'
import { createRunControl } from './train/run-control'
import { probe, sampleOutput } from './train/sample'
import { withDevice } from './train/with-device'

const device = createDevice()

/** What is done otherwise with pictures; undefined for a table. */
async function picturesOf(projectId: string) {
  const project = await db.projects.get(projectId)
  return project?.kind === 'pictures' ? import('./train/pictures/train-pictures') : undefined
}

let run = createRunControl()
let samplingStopped = false

const api: TrainApi = {
  async engine() {
    const { backend, description } = await device.engine()
    return { backend, description }
  },
  estimate: (projectId, choice) =>
    withStorage(async () => {
      const pictures = await picturesOf(projectId)
      return pictures ? pictures.estimatePictures(projectId, choice, device) : estimate(projectId, choice, device)
    }),
  draft: (projectId) =>
    withStorage(async () => {
      const pictures = await picturesOf(projectId)
      const make = () => (pictures ? pictures.draftPictures(projectId, device) : makeDraft(projectId))
      return navigator.locks.request(draftLock(projectId), make)
    }),
  train(runId) {
    run = createRunControl()
    const control = run
    return withStorage(() => withDevice(runId, control, () => trainRun(runId, device, control)))
  },
  pause: () => run.pause(),
  play: () => run.play(),
  step: () => run.step(),
  stopAndKeep: () => run.stop(),
  sample(outputId, onRows) {
    samplingStopped = false
    const control = { stopped: () => samplingStopped, onRows }
    return withStorage(() =>
      navigator.locks.request(outputLock(outputId), () => sampleOutput(outputId, device, control)),
    )
  },
  complete: (outputId, file) =>
    withStorage(() => navigator.locks.request(outputLock(outputId), () => completeOutput(outputId, file, device))),
  measurePictures: (outputId, onProgress) =>
    withStorage(async () => {
      const { measureMade } = await import('./train/pictures/measure-pictures')
      return measureMade(outputId, device, onProgress)
    }),
  deriveFew: (runId, wish, seed) =>
    withStorage(async () => {
      const { previewDerived } = await import('./train/pictures/train-pictures')
      return previewDerived(runId, wish, seed, device)
    }),
  stopSampling() {
    samplingStopped = true
  },
  probe: (runId, request) => withStorage(() => probe(runId, request, device)),
}
expose(api)
