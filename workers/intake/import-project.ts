import type { Opened } from '../../src/core/pipeline'
import { StudioError } from '../../src/core/problem'
import type { Dialect, ReadWarning } from '../../src/core/readers/reader'
import { openReader } from '../../src/core/readers/registry'
import { inferSchema } from '../../src/core/schema/infer'
import { createSha256 } from '../../src/core/sha256'
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
  const known = db.projects.get(request.projectId).then((project) => project)
  try {
    const read = await readColumns(request, known)
    await saveDescription(request, read)
  } catch (error) {
    // A new project goes again; one that was read before keeps its name and file, to be read another way.
    await deleteChunks(sourceOwner(request.projectId))
    if (!(await known)) await Promise.all([db.projects.delete(request.projectId), db.files.delete(request.projectId)])
    throw error
  }
  void rememberHash(request.projectId, request.file).catch(() => {}) // The file changed or went meanwhile.
}

interface ReadColumns {
  readonly opened: Opened
  readonly rows: number
  /** What schema and profiles look at. */
  readonly sampled: readonly Column[]
  readonly warnings: readonly ReadWarning[]
  readonly complete: boolean
  readonly preview: readonly (readonly string[])[]
}

async function readColumns(request: ImportRequest, known: Promise<Project | undefined>): Promise<ReadColumns> {
  const { projectId, file, signal } = request
  const source = fileSource(file)
  const reader = await openReader(source)
  const chunks: Column[][] = []
  let opened: Opened | undefined
  let end: Pick<ReadColumns, 'warnings' | 'complete'> = { warnings: [], complete: true }
  let preview: readonly (readonly string[])[] = []
  let rows = 0
  let part = 0
  const report = throttled(request.onProgress)
  for await (const event of reader.read(source, { signal, ...(request.dialect ? { dialect: request.dialect } : {}) })) {
    if (event.type === 'opened') {
      opened = event
    } else if (event.type === 'done') {
      end = event
    } else if (opened) {
      if (part === 0) {
        preview = firstRows({ rows: event.rows, names: opened.names, columns: event.columns })
        request.onPreview({ ...pickPreview(opened), projectId, rows: preview })
        // The first rows are on screen before anything is written: a strict write waits for the disk.
        await breathe()
        await begin(request, opened, await known)
      }
      await addBatch(sourceOwner(projectId), part++, event.columns, event.rows)
      if (rows < profileRows) chunks.push([...event.columns])
      rows += event.rows
      report({ phase: 'reading', rows, progress: 0.85 * event.progress })
      await breathe()
    }
  }
  if (!opened || rows === 0) throw new StudioError({ code: 'read/no-rows', name: file.name })
  const sampled = opened.names.map((_, c) => concatColumns(chunks.map((columns) => columns[c]!)))
  return { opened, rows, sampled, preview, warnings: end.warnings, complete: end.complete }
}

/** Schema, profiles and the facts of the source, in one transaction. */
async function saveDescription({ projectId, onProgress }: ImportRequest, read: ReadColumns): Promise<void> {
  const { rows, opened, warnings, complete, preview } = read
  onProgress({ phase: 'profiling', rows, progress: 0.85 })
  const table = { names: opened.names, columns: read.sampled }
  const { schema, profiles } = inferSchema(table, { dateOrder: opened.dialect.dateOrder })
  onProgress({ phase: 'saving', rows, progress: 0.97 })
  const source: Partial<SourceFacts> = { rows, columns: opened.names.length, warnings, complete, status: 'ready' }
  await db.transaction('rw', db.projects, db.schemas, async () => {
    await db.schemas.put({ projectId, schema, profiles, preview })
    const project = await db.projects.get(projectId)
    if (project) await db.projects.put({ ...project, source: { ...project.source, ...source }, updatedAt: Date.now() })
  })
}

function throttled(tell: (progress: ImportProgress) => void): (progress: ImportProgress) => void {
  let toldAt = 0
  return (progress) => {
    if (performance.now() - toldAt < progressIntervalMs) return
    toldAt = performance.now()
    tell(progress)
  }
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
    confidence: opened.confidence,
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

const firstRows = (table: Table): string[][] =>
  Array.from({ length: Math.min(previewRows, table.rows) }, (_, row) => rowTexts(table, row))

function pickPreview(opened: Opened) {
  const { format, names, dialect, sheets, confidence } = opened
  return { format, names, dialect, sheets, confidence }
}

/** The source's SHA-256 goes into provenance. */
async function rememberHash(projectId: string, file: File): Promise<void> {
  const hash = createSha256()
  for await (const piece of fileSource(file).stream()) {
    hash.update(piece)
    await breathe()
  }
  const sha256 = hash.digest()
  const project = await db.projects.get(projectId)
  if (project) await db.projects.update(projectId, { source: { ...project.source, sha256 } })
}
