import { db, liveDb } from './database'
import { deviceLock, draftLock, outputLock, studyLock } from './locks'
import { underWay } from './runs'

/**
 * Work that was under way in a tab that is gone: its Web Lock is free. Runs then are 'interrupted' (their checkpoint is
 * there), first tables have failed, outputs keep the rows that were made, and studies what they found.
 */
export async function settleInterrupted(): Promise<void> {
  const { held = [], pending = [] } = await navigator.locks.query()
  const locks = new Set([...held, ...pending].map((lock) => lock.name))
  await settleRuns(locks)
  await settleOutputs(locks)
  await settleStudies(locks)
}

async function settleRuns(locks: ReadonlySet<string | undefined>): Promise<void> {
  const runs = await db.runs.where('status').anyOf(underWay).toArray()
  for (const run of runs) {
    if (locks.has(run.draft ? draftLock(run.projectId) : deviceLock)) continue
    const status = run.draft ? 'failed' : 'interrupted'
    await db.runs.update(run.id, { status })
    await liveDb.live.update(run.id, { status })
  }
}

async function settleOutputs(locks: ReadonlySet<string | undefined>): Promise<void> {
  const outputs = await db.outputs.filter((output) => output.status === 'sampling').toArray()
  for (const { id, projectId, rows } of outputs) {
    const busy = [outputLock(id), deviceLock, draftLock(projectId)].some((lock) => locks.has(lock))
    if (!busy) await db.outputs.update(id, { status: rows > 0 ? 'cancelled' : 'failed' })
  }
}

async function settleStudies(locks: ReadonlySet<string | undefined>): Promise<void> {
  const studies = await db.studies.where('status').anyOf('planning', 'running').primaryKeys()
  for (const id of studies) if (!locks.has(studyLock(id))) await db.studies.update(id, { status: 'interrupted' })
}
