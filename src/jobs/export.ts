import type { ExportProgress, ExportTarget, Preflight } from '../wire/api'
import { withProgress } from './with-progress'
import { exportWorker } from './workers'

export interface ExportJob {
  readonly done: Promise<Blob | undefined>
  stop(): void
}

/** Writes an output as `format` (an exporter's id, or 'package' for the zip with data, recipe, provenance, report). */
export function startExport(
  outputId: string,
  format: string,
  target: ExportTarget,
  onProgress: (progress: ExportProgress) => void,
): ExportJob {
  const api = exportWorker.api()
  const done = withProgress(onProgress, (listen) => api.exportOutput(outputId, format, target, listen))
  return { done, stop: () => void api.stop() }
}

export const preflight = (outputId: string, format: string): Promise<Preflight> =>
  exportWorker.api().preflight(outputId, format)

export const backUp = (projectIds: readonly string[]): Promise<Blob> => exportWorker.api().backup(projectIds)

/** Resolves with the ids of the restored projects. */
export const restoreBackup = (file: Blob): Promise<readonly string[]> => exportWorker.api().restore(file)

/** The report of an output as one page. */
export const reportPage = (outputId: string, variant: 'internal' | 'public'): Promise<string> =>
  exportWorker.api().reportPage(outputId, variant)
