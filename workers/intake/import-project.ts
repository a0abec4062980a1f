import type { Opened } from '../../src/core/pipeline'
import { StudioError } from '../../src/core/problem'
import type { Dialect, ReadWarning } from '../../src/core/readers/reader'
import { openReader } from '../../src/core/readers/registry'
import { inferSchema } from '../../src/core/schema/infer'
import { concatColumns } from '../../src/core/table/concat'
import { type Column, rowTexts, type Table } from '../../src/core/table/table'
import { addBatch, deleteChunks, sourceOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Project, SourceFacts } from '../../src/db/objects'
import { defaultGenerator, defaultSplit } from '../../src/db/projects'
import type { ImportPreview, ImportProgress } from '../../src/wire/api'
import { breathe } from '../../src/wire/breathe'
import { fileSource } from '../shared/file-source'

interface ImportRequest {
  readonly projectId: string
  readonly file: File
  readonly dialect?: Partial<Dialect>
  readonly signal: { readonly aborted: boolean }
  onPreview(preview: ImportPreview): void
  onProgress(progress: ImportProgress): void
}

const previewRows = 100
/** Schema and profiles look at no more rows than this; the counts of missing cells are exact all the same. */
const profileRows = 500_000
const progressIntervalMs = 200

/** File → column chunks in the database, schema draft, profiles. A project that exists is read again. */
export async function importProject(request: ImportRequest): Promise<void> {
  const { projectId, file, signal } = request
  const reader = await openReader(fileSource(file))
  const owner = sourceOwner(projectId)
  const sampled: Column[][] = []
  let opened: Opened | undefined
  let warnings: readonly ReadWarning[] = []
  let complete = true
  let preview: readonly (readonly string[])[] = []
  let rows = 0
  let part = 0
  let reportedAt = 0
  const before = await db.projects.get(projectId)
  const options = { signal, ...(request.dialect ? { dialect: request.dialect } : {}) }
  for await (const event of reader.read(fileSource(file), options)) {
    if (event.type === 'opened') {
      opened = event
      await begin(request, event, before)
    } else if (event.type === 'done') {
      warnings = event.warnings
      complete = event.complete
    } else {
      if (part === 0 && opened) {
        preview = firstRows({ rows: event.rows, names: opened.names, columns: event.columns })
        request.onPreview({ ...pickPreview(opened), projectId, rows: preview })
      }
      await addBatch(owner, part++, event.columns, event.rows)
      if (rows < profileRows) event.columns.forEach((column, c) => void (sampled[c] ??= []).push(column))
      rows += event.rows
      if (performance.now() - reportedAt > progressIntervalMs) {
        reportedAt = performance.now()
        request.onProgress({ phase: 'reading', rows, progress: 0.85 * event.progress })
      }
      await breathe()
    }
  }
  if (!opened || rows === 0) throw await nothingRead(projectId, file.name, before)
  request.onProgress({ phase: 'profiling', rows, progress: 0.85 })
  const columns = sampled.map(concatColumns)
  const table: Table = { rows: Math.min(rows, columnRows(columns[0])), names: opened.names, columns }
  const { schema, profiles } = inferSchema(table)
  request.onProgress({ phase: 'saving', rows, progress: 0.97 })
  const source: Partial<SourceFacts> = { rows, columns: opened.names.length, warnings, complete, status: 'ready' }
  await db.transaction('rw', db.projects, db.schemas, async () => {
    await db.schemas.put({ projectId, schema, profiles, preview })
    const project = await db.projects.get(projectId)
    if (project) await db.projects.put({ ...project, source: { ...project.source, ...source }, updatedAt: Date.now() })
  })
  void rememberHash(projectId, file)
}

async function begin({ projectId, file }: ImportRequest, opened: Opened, known: Project | undefined) {
  await deleteChunks(sourceOwner(projectId))
  const now = Date.now()
  const source: SourceFacts = {
    fileName: file.name,
    bytes: file.size,
    format: opened.format,
    rows: 0,
    columns: opened.names.length,
    dialect: opened.dialect,
    sheets: opened.sheets,
    warnings: [],
    complete: false,
    status: 'reading',
  }
  const fresh: Omit<Project, 'source'> = {
    id: projectId,
    name: file.name.replace(/(\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx|gz))+$/i, ''),
    createdAt: now,
    updatedAt: now,
    lastOpenedAt: now,
    split: defaultSplit,
    generator: defaultGenerator,
    seed: 1,
  }
  await db.transaction('rw', db.projects, db.files, async () => {
    await db.projects.put({ ...(known ?? fresh), source, updatedAt: now })
    await db.files.put({ projectId, file, name: file.name })
  })
}

/** A new project goes again; one that was read before keeps its name and file, to be read another way. */
async function nothingRead(projectId: string, name: string, before: Project | undefined): Promise<StudioError> {
  await deleteChunks(sourceOwner(projectId))
  if (!before) await Promise.all([db.projects.delete(projectId), db.files.delete(projectId)])
  return new StudioError({ code: 'read/no-rows', name })
}

const firstRows = (table: Table): string[][] =>
  Array.from({ length: Math.min(previewRows, table.rows) }, (_, row) => rowTexts(table, row))

function pickPreview(opened: Opened) {
  const { format, names, dialect, sheets, confidence } = opened
  return { format, names, dialect, sheets, confidence }
}

function columnRows(column: Column | undefined): number {
  if (!column) return 0
  return column.kind === 'number' ? column.values.length : column.codes.length
}

/** The source's SHA-256 goes into provenance; files past 256 MB are not hashed. */
async function rememberHash(projectId: string, file: File): Promise<void> {
  if (file.size > 256 * 2 ** 20) return
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const project = await db.projects.get(projectId)
  if (project) await db.projects.update(projectId, { source: { ...project.source, sha256 } })
}
