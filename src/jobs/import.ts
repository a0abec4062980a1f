import { proxy } from 'comlink'
import type { Dialect } from '../core/readers/reader'
import type { ImportPreview, ImportProgress } from '../wire/api'
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
): ImportJob {
  const projectId = again?.projectId ?? crypto.randomUUID()
  const onPreview = (preview: ImportPreview) => {
    listeners.onPreview(preview)
    trainWorker.api() // It starts while the rest is read: the first table is made there.
  }
  const done = intakeWorker
    .api()
    .importFile(projectId, file, again?.dialect, proxy(onPreview), proxy(listeners.onProgress))
  return { projectId, done, stop: () => void intakeWorker.api().stop() }
}
