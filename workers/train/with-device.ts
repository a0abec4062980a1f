import { StudioError } from '../../src/core/problem'
import { db } from '../../src/db/database'
import { deviceLock } from '../../src/db/locks'
import { setRunStatus } from './live'
import type { RunControl } from './run-control'

/**
 * One trainer per device: while another tab has it, the run waits, and says so.
 * @throws run/cancelled when it was stopped while it waited
 */
export async function withDevice<T>(runId: string, control: RunControl, work: () => Promise<T>): Promise<T> {
  const before = (await db.runs.get(runId))?.status
  const atOnce = await navigator.locks.request(deviceLock, { ifAvailable: true }, async (lock) =>
    lock ? { done: await work() } : undefined,
  )
  if (atOnce) return atOnce.done
  await setRunStatus(runId, 'waiting')
  try {
    return await navigator.locks.request(deviceLock, { signal: control.signal }, async () => {
      if (before) await setRunStatus(runId, before)
      return work()
    })
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
    const checkpoint = await db.checkpoints.get(runId)
    await setRunStatus(runId, checkpoint ? 'interrupted' : 'failed')
    throw new StudioError({ code: 'run/cancelled' })
  }
}
