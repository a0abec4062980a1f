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
let run = createRunControl()
let samplingStopped = false

const api: TrainApi = {
  async engine() {
    const { backend, description } = await device.engine()
    return { backend, description }
  },
  estimate: (projectId, choice) => withStorage(() => estimate(projectId, choice, device)),
  draft: (projectId) => withStorage(() => navigator.locks.request(draftLock(projectId), () => makeDraft(projectId))),
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
  stopSampling() {
    samplingStopped = true
  },
  probe: (runId, request) => withStorage(() => probe(runId, request, device)),
}
expose(api)
