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

/** Reads `file` into a new project, or again into `projectId` with another dialect. */
export function startImport(
  file: File,
  listeners: { onPreview(preview: ImportPreview): void; onProgress(progress: ImportProgress): void },
  again?: { readonly projectId: string; readonly dialect: Partial<Dialect> },
): ImportJob {
  trainWorker.api() // It starts while the file is read: the first table is made there.
  const projectId = again?.projectId ?? crypto.randomUUID()
  const done = intakeWorker
    .api()
    .importFile(projectId, file, again?.dialect, proxy(listeners.onPreview), proxy(listeners.onProgress))
  return { projectId, done, stop: () => void intakeWorker.api().stop() }
}
