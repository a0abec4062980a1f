import { db, liveDb } from './database'
import type { Project } from './objects'
import { deletePictures } from './pictures'

/** Projects that are not in the bin, last used first. */
export async function listProjects(): Promise<Project[]> {
  const all = await db.projects.orderBy('updatedAt').reverse().toArray()
  return all.filter((project) => project.deletedAt === undefined)
}

export async function renameProject(id: string, name: string): Promise<void> {
  await db.projects.update(id, { name, updatedAt: Date.now() })
}

/** Into the bin: {@link restoreProject} takes it back until the next {@link emptyBin}. */
export async function deleteProject(id: string): Promise<void> {
  await db.projects.update(id, { deletedAt: Date.now() })
}

export async function restoreProject(id: string): Promise<void> {
  await db.projects.update(id, { deletedAt: undefined })
}

/** Removes for good what was put in the bin more than `olderThanMs` ago. */
export async function emptyBin(olderThanMs: number): Promise<void> {
  const limit = Date.now() - olderThanMs
  const gone = await db.projects.where('deletedAt').below(limit).primaryKeys()
  for (const id of gone) await purgeProject(id)
}

async function purgeProject(id: string): Promise<void> {
  const outputs = await db.outputs.where('projectId').equals(id).primaryKeys()
  const runs = await db.runs.where('projectId').equals(id).primaryKeys()
  await db.transaction('rw', db.tables, async () => {
    const owners = [`source:${id}`, ...outputs.map((output) => `output:${output}`)]
    await db.chunks.where('owner').anyOf(owners).delete()
    await db.reports.bulkDelete(outputs)
    await db.outputs.bulkDelete(outputs)
    await db.checkpoints.bulkDelete(runs)
    await db.models.bulkDelete(runs)
    await db.runs.bulkDelete(runs)
    await db.studies.where('projectId').equals(id).delete()
    await db.madePictures.where('projectId').equals(id).delete()
    await db.pictureReports.where('projectId').equals(id).delete()
    await deletePictures(id)
    await Promise.all([db.files.delete(id), db.schemas.delete(id), db.splits.delete(id), db.projects.delete(id)])
  })
  await liveDb.live.bulkDelete(runs)
  await liveDb.sheets.bulkDelete(runs)
}

/** A copy of the project's data, schema and choices, without runs and outputs. Returns its id. */
export async function duplicateProject(id: string, name: string): Promise<string> {
  const copy = crypto.randomUUID()
  await db.transaction(
    'rw',
    [db.projects, db.files, db.chunks, db.schemas, db.pictures, db.pictureBlocks, db.pictureScenes],
    async () => {
      const project = await db.projects.get(id)
      if (!project) return
      const { activeOutputId: _, deletedAt: __, ...kept } = project
      const now = Date.now()
      await db.projects.add({ ...kept, id: copy, name, createdAt: now, updatedAt: now, lastOpenedAt: now })
      const file = await db.files.get(id)
      if (file) await db.files.add({ ...file, projectId: copy })
      const schema = await db.schemas.get(id)
      if (schema) await db.schemas.add({ ...schema, projectId: copy })
      const pictures = await db.pictures.get(id)
      if (pictures) await db.pictures.add({ ...pictures, projectId: copy })
      const scenes = await db.pictureScenes.get(id)
      if (scenes) await db.pictureScenes.add({ ...scenes, projectId: copy })
      await db.pictureBlocks
        .where('projectId')
        .equals(id)
        .each((block) => void db.pictureBlocks.add({ ...block, projectId: copy }))
      await db.chunks
        .where('owner')
        .equals(`source:${id}`)
        .each((chunk) => void db.chunks.add({ ...chunk, owner: `source:${copy}` }))
    },
  )
  return copy
}

/** Bytes a project takes, by a count of its typed arrays and texts. */
export async function projectBytes(id: string): Promise<number> {
  const project = await db.projects.get(id)
  const outputs = await db.outputs.where('projectId').equals(id).toArray()
  return (project?.source.bytes ?? 0) * 2 + outputs.reduce((sum, output) => sum + output.bytes, 0)
}
