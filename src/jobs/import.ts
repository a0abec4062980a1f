import { proxy } from 'comlink'
import type { Dialect } from '../core/readers/reader'
import type { SyntheticMarker } from '../core/readers/synthetic-marker'
import type { AuditProgress, AuditRequest, ImportPreview, ImportProgress } from '../wire/api'
import { withProgress } from './with-progress'
import { intakeWorker, trainWorker } from './workers'

export interface ImportJob {
  readonly projectId: string
  /** Resolves when the project is ready (or was stopped and kept); rejects with a StudioError. */
  readonly done: Promise<void>
  stop(): void
}

/** Starts the worker that reads files, so that the first file does not wait for it. */
export const readyToImport = (): Promise<void> => intakeWorker.api().ready()

/** Reads `file` into a new project, or again into `projectId` with another dialect. */
export function startImport(
  file: File,
  listeners: { onPreview(preview: ImportPreview): void; onProgress(progress: ImportProgress): void },
  again?: { readonly projectId: string; readonly dialect: Partial<Dialect> },
  beside?: SyntheticMarker,
): ImportJob {
  const projectId = again?.projectId ?? crypto.randomUUID()
  const onPreview = (preview: ImportPreview) => {
    listeners.onPreview(preview)
    trainWorker.api() // It starts while the rest is read: the first table is made there.
  }
  const done = withProgress(listeners.onProgress, (listen) =>
    intakeWorker.api().importFile(projectId, file, again?.dialect, proxy(onPreview), listen, beside),
  )
  return { projectId, done, stop: () => void intakeWorker.api().stop() }
}

/** Reads the files of an audit into a project; resolves with its id and that of the table to be measured. */
export async function importAudit(
  files: AuditRequest['files'],
  onProgress: (progress: AuditProgress) => void,
): Promise<{ readonly projectId: string; readonly outputId: string }> {
  const projectId = crypto.randomUUID()
  const outputId = await withProgress(onProgress, (listen) =>
    intakeWorker.api().importAudit({ projectId, files }, listen),
  )
  return { projectId, outputId }
}
