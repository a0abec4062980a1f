import type { ExportApi } from '../src/wire/api'
import { expose } from '../src/wire/expose'
import { backUpProjects, restoreProjects } from './export/backup'
import { checkBeforeExport } from './export/preflight'
import { reportPage } from './export/report-page'
import { writeExport } from './export/write-export'
import { withStorage } from './shared/storage-error'

let stopped = false

const api: ExportApi = {
  preflight: (outputId, format) => withStorage(() => checkBeforeExport(outputId, format)),
  exportOutput(outputId, format, target, onProgress) {
    stopped = false
    return withStorage(() => writeExport(outputId, format, target, { stopped: () => stopped, onProgress }))
  },
  reportPage: (outputId, variant) => withStorage(() => reportPage(outputId, variant)),
  backup: (projectIds) => withStorage(() => backUpProjects(projectIds)),
  restore: (file) => withStorage(() => restoreProjects(file)),
  stop() {
    stopped = true
  },
}
expose(api)
