import { type PreparedAudit, prepareAudit } from '../../src/core/audit/prepare'
import { type Opened, readTable } from '../../src/core/pipeline'
import { defaultGenerator, defaultSplit } from '../../src/core/recipe/defaults'
import { inferSchema } from '../../src/core/schema/infer'
import { rowTexts, type Table, takeRows } from '../../src/core/table/table'
import { addBatch, columnBytes, deleteChunks, outputOwner, sourceOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Output, Project } from '../../src/db/objects'
import type { AuditProgress, AuditRequest } from '../../src/wire/api'
import { breathe } from '../../src/wire/breathe'
import { fileSource } from '../shared/file-source'

const previewRows = 100
const batchRows = 65_536

/**
 * Files of an audit → a project whose output was made elsewhere: the real rows and those of the hold-out are its source,
 * the foreign rows its output. From there on it is a project like any other. Resolves with the output's id.
 */
export async function importAudit(
  { projectId, files }: AuditRequest,
  onProgress: (progress: AuditProgress) => void,
): Promise<string> {
  const read = async (file: File, step: AuditProgress['step']) => {
    onProgress({ step })
    await breathe()
    const { table, opened } = await readTable(fileSource(file), {})
    return { name: file.name, table, dialect: opened.dialect, opened }
  }
  const real = await read(files.real, 'real')
  const synthetic = await read(files.synthetic, 'synthetic')
  const holdout = files.holdout && (await read(files.holdout, 'holdout'))
  onProgress({ step: 'matching' })
  await breathe()
  const { schema, profiles } = inferSchema(real.table, { dateOrder: real.dialect.dateOrder })
  const audit = prepareAudit({ real, synthetic, ...(holdout ? { holdout } : {}) }, schema)
  onProgress({ step: 'saving' })
  const output = outputOf(projectId, audit.synthetic)
  const owners = [sourceOwner(projectId), outputOwner(output.id)] as const
  try {
    await saveRows(owners[0], audit.table)
    await saveRows(owners[1], audit.synthetic)
    await db.transaction('rw', db.projects, db.files, db.schemas, db.outputs, async () => {
      await db.projects.put(projectOf(projectId, files, audit, real.opened, output.id))
      await db.files.put({ projectId, file: files.real, name: files.real.name })
      await db.schemas.put({ projectId, schema, profiles, preview: firstTexts(real.table) })
      await db.outputs.put(output)
    })
  } catch (error) {
    for (const owner of owners) await deleteChunks(owner)
    throw error
  }
  return output.id
}

function projectOf(
  id: string,
  { real, synthetic }: AuditRequest['files'],
  { table, holdoutRows, facts }: PreparedAudit,
  opened: Opened,
  activeOutputId: string,
): Project {
  const now = Date.now()
  return {
    id,
    name: `${plainName(synthetic.name)}, checked`,
    createdAt: now,
    updatedAt: now,
    lastOpenedAt: now,
    source: {
      fileName: real.name,
      bytes: real.size,
      format: opened.format,
      rows: table.rows,
      columns: opened.names.length,
      dialect: opened.dialect,
      sheets: opened.sheets,
      warnings: [],
      complete: true,
      status: 'ready',
    },
    split: defaultSplit,
    generator: defaultGenerator,
    seed: 1,
    audit: { holdoutRows, facts },
    activeOutputId,
  }
}

const plainName = (name: string) => name.replace(/(\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx|zip|gz))+$/i, '')

function outputOf(projectId: string, table: Table): Output {
  return {
    id: crypto.randomUUID(),
    projectId,
    runId: '',
    generator: 'imported',
    createdAt: Date.now(),
    status: 'done',
    draft: false,
    names: table.names,
    rows: table.rows,
    wantedRows: table.rows,
    bytes: table.columns.reduce((sum, column) => sum + columnBytes(column), 0),
    sampleSeconds: 0,
    seed: 0,
    temperature: 1,
    conditions: [],
    preview: firstTexts(table),
  }
}

const firstTexts = (table: Table): string[][] =>
  Array.from({ length: Math.min(previewRows, table.rows) }, (_, row) => rowTexts(table, row))

async function saveRows(owner: string, table: Table): Promise<void> {
  for (let start = 0, part = 0; start < table.rows; start += batchRows, part++) {
    const rows = Uint32Array.from({ length: Math.min(batchRows, table.rows - start) }, (_, i) => start + i)
    await addBatch(owner, part, takeRows(table, rows).columns, rows.length)
    await breathe()
  }
}
