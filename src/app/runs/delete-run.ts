import { deleteChunks, outputOwner } from '../../db/chunks'
import { db, liveDb } from '../../db/database'
import { deleteMadePictures } from '../../db/made-pictures'
import type { Output, Run } from '../../db/objects'

const ofOutputs = [db.outputs, db.reports, db.chunks, db.madePictures, db.pictureReports, db.projects]

/** Removes a run with its model and tables. The newest table that remains is then in use. */
export async function deleteRun(run: Run): Promise<void> {
  const outputs = await db.outputs.where('runId').equals(run.id).toArray()
  await db.transaction('rw', [...ofOutputs, db.runs, db.models, db.checkpoints], async () => {
    for (const output of outputs) await removeOutput(output)
    await db.models.delete(run.id)
    await db.checkpoints.delete(run.id)
    await db.runs.delete(run.id)
    await keepSomethingInUse(run.projectId)
  })
  await liveDb.live.delete(run.id)
  await liveDb.sheets.delete(run.id)
}

/** Removes one table; its run and model stay. */
export async function deleteOutput(output: Output): Promise<void> {
  await db.transaction('rw', ofOutputs, async () => {
    await removeOutput(output)
    await keepSomethingInUse(output.projectId)
  })
}

async function removeOutput({ id }: Output): Promise<void> {
  await deleteChunks(outputOwner(id))
  await deleteMadePictures(id)
  await db.reports.delete(id)
  await db.pictureReports.delete(id)
  await db.outputs.delete(id)
}

async function keepSomethingInUse(projectId: string): Promise<void> {
  const project = await db.projects.get(projectId)
  const remaining = await db.outputs.where('projectId').equals(projectId).sortBy('createdAt')
  if (!project || remaining.some(({ id }) => id === project.activeOutputId)) return
  const next = remaining.findLast(({ status }) => status === 'done')
  await db.projects.update(projectId, { activeOutputId: next?.id })
}
