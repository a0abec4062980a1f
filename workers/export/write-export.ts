import { csv } from '../../src/core/exporters/delimited'
import type { ExportHeader } from '../../src/core/exporters/exporter'
import { syntheticName } from '../../src/core/exporters/file-name'
import { findExporter } from '../../src/core/exporters/registry'
import { provenanceMarks } from '../../src/core/handover/marks'
import { type HandoverParts, type Variant, writePackage } from '../../src/core/handover/package'
import { StudioError } from '../../src/core/problem'
import { writeRecipe } from '../../src/core/recipe/read-recipe'
import { publicProvenance } from '../../src/core/reports/provenance'
import type { Table } from '../../src/core/table/table'
import { loadBatches, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Output, Project } from '../../src/db/objects'
import { findReport } from '../../src/db/reports'
import { withStudies } from '../../src/db/studies'
import type { ExportProgress, ExportTarget } from '../../src/wire/api'
import { breathe } from '../../src/wire/breathe'
import { getOrThrow } from '../shared/get-or-throw'
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
  const batches = loadBatches(outputOwner(outputId), output.names)
  const variant = packageVariants[format]
  if (variant) {
    const bytes = watch(
      writePackage(await packageParts({ output, project, header, batches, variant })),
      output.rows,
      control,
    )
    return writeTo(target, bytes, 'application/zip')
  }
  const exporter = findExporter(format)
  const marked = exporter.id === 'parquet' ? { ...header, marks: await marksOf(output) } : header
  return writeTo(target, watch(exporter.write(batches, marked), output.rows, control), exporter.mimeType)
}

/** Formats that are no exporters: the zip of everything, and the one for strangers. */
const packageVariants: Readonly<Record<string, Variant>> = { package: 'internal', 'public-package': 'public' }

interface PackageRequest {
  readonly output: Output
  readonly project: Project
  readonly header: ExportHeader
  readonly batches: AsyncIterable<Table>
  readonly variant: Variant
}

async function packageParts({ output, project, header, batches, variant }: PackageRequest): Promise<HandoverParts> {
  const stored = await findReport(output.id)
  const recipe = await recipeOfOutput(output.id)
  return {
    title: project.name,
    variant,
    exporter: csv,
    header,
    missingWords: project.source.dialect.missingWords,
    batches,
    path: syntheticName(project.name, csv.extension),
    provenance: await provenanceOf(output, recipe, stored?.report),
    recipe: writeRecipe(recipe),
    ...(stored ? { report: await withStudies(stored) } : {}),
  }
}

/** What a Parquet file says of itself: the public variant, since such files travel without their package. */
async function marksOf(output: Output): Promise<Readonly<Record<string, string>>> {
  return provenanceMarks(publicProvenance(await provenanceOf(output, await recipeOfOutput(output.id), undefined)))
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

function writeTo(
  target: ExportTarget,
  bytes: AsyncIterable<Uint8Array<ArrayBuffer>>,
  type: string,
): Promise<Blob | undefined> {
  return target.to === 'handle' ? writeToHandle(bytes, target.handle) : writeToBlob(bytes, type)
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
