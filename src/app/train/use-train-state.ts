import { useInterval } from '@mantine/hooks'
import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { db, liveDb } from '../../db/database'
import { deviceLock } from '../../db/locks'
import type { LiveRun, Project } from '../../db/objects'
import { useWork } from '../../store/work'
import { type TrainState, trainState, watchedRun } from './train-state'

/** The state of the screen and the newest picture of its run. Undefined until the databases have answered. */
export function useTrainState(project: Project): { state: TrainState; live?: LiveRun } | undefined {
  const training = useWork((work) => work.training)
  const drafting = useWork((work) => work.drafting[project.id])
  const device = useDeviceHeld()
  const runs = useLiveQuery(() => db.runs.where('projectId').equals(project.id).toArray(), [project.id])
  const ownRunId = training?.projectId === project.id ? training.runId : undefined
  const watchedId = runs && watchedRun(runs, ownRunId)?.id
  const live = useLiveQuery(async () => (watchedId ? ((await liveDb.live.get(watchedId)) ?? null) : null), [watchedId])
  if (!runs || !device || live === undefined) return undefined
  const state = trainState({
    ...device,
    project,
    runs,
    ...(ownRunId ? { ownRunId } : {}),
    ...(drafting ? { drafting } : {}),
  })
  return { state, ...(live && live.runId === watchedId ? { live } : {}) }
}

/** Whether some tab trains, asked every two seconds. */
function useDeviceHeld(): { deviceHeld: boolean; now: number } | undefined {
  const [answer, setAnswer] = useState<{ deviceHeld: boolean; now: number }>()
  const ask = async () => {
    const { held = [] } = await navigator.locks.query()
    setAnswer({ deviceHeld: held.some((lock) => lock.name === deviceLock), now: Date.now() })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once at the start, then by the interval
  useEffect(() => void ask(), [])
  useInterval(() => void ask(), 2000, { autoInvoke: true })
  return answer
}
