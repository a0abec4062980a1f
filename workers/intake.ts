import { db } from '../src/db/database'
import type { IntakeApi } from '../src/wire/api'
import { expose } from '../src/wire/expose'
import { importProject } from './intake/import-project'
import { warmUp } from './intake/warm-up'
import { withStorage } from './shared/storage-error'

let current: { aborted: boolean } | undefined

const api: IntakeApi = {
  async ready() {
    await db.open().catch(() => {}) // It shows when a file is read.
    await warmUp()
  },
  importFile(projectId, file, dialect, onPreview, onProgress) {
    if (current) current.aborted = true
    const signal = { aborted: false }
    current = signal
    return withStorage(() =>
      importProject({ projectId, file, signal, onPreview, onProgress, ...(dialect ? { dialect } : {}) }),
    )
  },
  stop() {
    if (current) current.aborted = true
  },
}
expose(api)
