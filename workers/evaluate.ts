import type { EvaluateApi } from '../src/wire/api'
import { expose } from '../src/wire/expose'
import { chooseOutput } from './evaluate/choose-output'
import { lensOf } from './evaluate/lens'
import { measureOutput } from './evaluate/measure-output'
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
  lens: (outputId, from) => withStorage(() => lensOf(outputId, from)),
  stop() {
    stopped = true
  },
}
expose(api)
