import { exportDB, importInto, peakImportFile } from 'dexie-export-import'
import { StudioError } from '../../src/core/problem'
import { db } from '../../src/db/database'

/** These projects with all that belongs to them, as one file. */
export async function backUpProjects(projectIds: readonly string[]): Promise<Blob> {
  const ids = new Set(projectIds)
  const outputs = await db.outputs.where('projectId').anyOf(projectIds).primaryKeys()
  const runs = await db.runs.where('projectId').anyOf(projectIds).primaryKeys()
  const owners = new Set([...projectIds.map((id) => `source:${id}`), ...outputs.map((id) => `output:${id}`)])
  const runIds = new Set(runs)
  const bytes = await fileBytes(projectIds)
  return exportDB(db, {
    transform: (table, value) => ({
      value: table === 'files' ? { ...value, file: bytes.get(value.projectId) } : value,
    }),
    filter: (table, value) => {
      if (table === 'settings') return false
      if (table === 'projects') return ids.has(value.id)
      if (table === 'chunks') return owners.has(value.owner)
      if (table === 'checkpoints') return runIds.has(value.runId)
      return ids.has(value.projectId)
    },
  })
}

/** The dropped files as bytes: dexie-export-import reads a Blob through a blob: URL, which the seal refuses. */
async function fileBytes(projectIds: readonly string[]): Promise<Map<string, Uint8Array>> {
  const files = await db.files.bulkGet([...projectIds])
  const bytes = new Map<string, Uint8Array>()
  for (const stored of files) if (stored) bytes.set(stored.projectId, new Uint8Array(await stored.file.arrayBuffer()))
  return bytes
}

/** Puts a backup's projects back; what is there under the same ids is replaced. Resolves with the projects' ids. */
export async function restoreProjects(file: Blob): Promise<string[]> {
  const restored: string[] = []
  try {
    const { data } = await peakImportFile(file)
    if (data.databaseName !== db.name) throw new Error('it is not a backup of this studio')
    if (data.databaseVersion > db.verno) throw new Error('it comes from a newer version of the studio')
    await importInto(db, file, {
      overwriteValues: true,
      acceptVersionDiff: true,
      transform: (table, value) => {
        if (table === 'files') return { value: { ...value, file: new Blob([value.file]) } }
        if (table !== 'projects') return { value }
        // A project that was in the bin when it was backed up comes back out of it.
        const { deletedAt: _, ...project } = value
        restored.push(project.id)
        return { value: project }
      },
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StudioError({ code: 'storage/backup-unreadable', reason })
  }
  return restored
}
