import { studyLock } from '../src/db/locks'
import type { EvaluateApi } from '../src/wire/api'
import { expose } from '../src/wire/expose'
import { chooseOutput } from './evaluate/choose-output'
import { measureMarked } from './evaluate/measure-marked'
import { measureOutput } from './evaluate/measure-output'
import { measureTarget } from './evaluate/measure-target'
import { readRows } from './evaluate/read-rows'
import { continueStudy } from './evaluate/study'
import { withStorage } from './shared/storage-error'

let stopped = false

const api: EvaluateApi = {
  choose(projectId) {
    stopped = false
    return withStorage(() => chooseOutput(projectId, { stopped: () => stopped, onProgress: () => {} }))
  },
  measure(outputId, onProgress) {
    stopped = false
    return withStorage(() => measureOutput(outputId, { stopped: () => stopped, onProgress }))
  },
  readRows: (outputId, of, rows) => withStorage(() => readRows(outputId, of, rows)),
  measureTarget(outputId, target) {
    return withStorage(() => measureTarget(outputId, target))
  },
  measureFairness(outputId) {
    return withStorage(() => measureMarked(outputId))
  },
  async study(studyId) {
    // The lock tells other tabs that the study is alive; who asks for it twice is told nothing twice.
    await navigator.locks.request(studyLock(studyId), { ifAvailable: true }, async (lock) => {
      if (lock) await continueStudy(studyId)
    })
  },
  stop() {
    stopped = true
  },
}
expose(api)
