import { csv } from '../../src/core/exporters/delimited'
import type { ExportHeader } from '../../src/core/exporters/exporter'
import { writePackage } from '../../src/core/exporters/package'
import { findExporter } from '../../src/core/exporters/registry'
import { StudioError } from '../../src/core/problem'
import { publicReportHtml } from '../../src/core/reports/html/privacy-html'
import { reportHtml } from '../../src/core/reports/html/report-html'
import type { Table } from '../../src/core/table/table'
import { loadBatches, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Output } from '../../src/db/objects'
import { withStudies } from '../../src/db/studies'
import type { ExportProgress, ExportTarget } from '../../src/wire/api'
import { breathe } from '../../src/wire/breathe'
import { getOrThrow } from '../shared/project-data'
import { provenanceOf } from './provenance'
import { recipeOfOutput } from './recipe'

interface ExportControl {
  stopped(): boolean
  onProgress(progress: ExportProgress): void
}

const progressIntervalMs = 200
/** Small pieces become one Blob every so many bytes: the browser may then keep it on disk. */
const blobBytes = 8 * 2 ** 20

/** Database chunks → exporter → file, in bounded memory. Resolves with the file when it is a download. */
export async function writeExport(
  outputId: string,
  format: string,
  target: ExportTarget,
  control: ExportControl,
): Promise<Blob | undefined> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const project = await getOrThrow(db.projects.get(output.projectId), 'project')
  const { schema } = await getOrThrow(db.schemas.get(output.projectId), 'schema')
  const header: ExportHeader = {
    tableName: `${project.name} synthetic`,
    fields: schema.fields.filter((field) => output.names.includes(field.name)),
    rows: output.rows,
  }
  const isPackage = format === 'package'
  const exporter = isPackage ? csv : findExporter(format)
  const batches = loadBatches(outputOwner(outputId), output.names)
  const bytes = isPackage ? await packageBytes(output, header, batches) : exporter.write(batches, header)
  const watched = watch(bytes, output.rows, control)
  if (target.to === 'handle') return writeToHandle(watched, target.handle)
  return writeToBlob(watched, isPackage ? 'application/zip' : exporter.mimeType)
}

async function packageBytes(output: Output, header: ExportHeader, batches: AsyncIterable<Table>) {
  const stored = await db.reports.get(output.id)
  const recipe = await recipeOfOutput(output.id)
  const provenance = await provenanceOf(output, recipe, stored?.report)
  const statement = provenance.privacy.differentialPrivacy
  return writePackage({
    exporter: csv,
    batches,
    header,
    recipe,
    provenance,
    ...(statement === 'none'
      ? stored && { reportHtml: reportHtml(await withStudies(stored.report, output.projectId), provenance) }
      : { reportHtml: publicReportHtml(provenance, statement) }),
  })
}

/** Tells of progress, lets messages in, and ends with `run/cancelled` when it was stopped. */
async function* watch(
  bytes: AsyncIterable<Uint8Array>,
  rows: number,
  { stopped, onProgress }: ExportControl,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let written = 0
  let toldAt = 0
  for await (const piece of bytes) {
    yield piece as Uint8Array<ArrayBuffer>
    written += piece.byteLength
    await breathe()
    if (stopped()) throw new StudioError({ code: 'run/cancelled' })
    if (performance.now() - toldAt < progressIntervalMs) continue
    toldAt = performance.now()
    onProgress({ rows: 0, bytes: written })
  }
  onProgress({ rows, bytes: written })
}

/** The file system keeps the old file until `close`, so that a stop or a full disk leaves nothing half written. */
async function writeToHandle(
  bytes: AsyncIterable<Uint8Array<ArrayBuffer>>,
  handle: FileSystemFileHandle,
): Promise<undefined> {
  const file = await handle.createWritable()
  try {
    for await (const piece of bytes) await file.write(piece)
    await file.close()
  } catch (error) {
    await file.abort()
    throw error
  }
}

async function writeToBlob(bytes: AsyncIterable<Uint8Array<ArrayBuffer>>, type: string): Promise<Blob> {
  let whole: Blob[] = []
  let pieces: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const piece of bytes) {
    pieces.push(piece)
    size += piece.byteLength
    if (size < blobBytes) continue
    whole = [...whole, new Blob(pieces)]
    pieces = []
    size = 0
  }
  return new Blob([...whole, ...pieces], { type })
}
