import { useInterval } from '@mantine/hooks'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { db, liveDb } from '../../db/database'
import type { LiveRun, Project } from '../../db/objects'
import { useWork } from '../../store/work'
import { type TrainState, trainState, watchedRun } from './train-state'

/** The state of the screen and the newest picture of its run. Undefined until the databases have answered. */
export function useTrainState(project: Project): { state: TrainState; live?: LiveRun } | undefined {
  const training = useWork((work) => work.training)
  const drafting = useWork((work) => work.drafting[project.id])
  const [now, setNow] = useState(() => Date.now())
  useInterval(() => setNow(Date.now()), 2000, { autoInvoke: true })

  const runs = useLiveQuery(() => db.runs.where('projectId').equals(project.id).toArray(), [project.id])
  const ownRunId = training?.projectId === project.id ? training.runId : undefined
  const watchedId = runs && watchedRun(runs, ownRunId)?.id
  const live = useLiveQuery(async () => (watchedId ? ((await liveDb.live.get(watchedId)) ?? null) : null), [watchedId])
  if (!runs || live === undefined) return undefined
  const shown = live?.runId === watchedId ? (live ?? undefined) : undefined
  const state = trainState({
    project,
    runs,
    now,
    ...(shown ? { live: shown } : {}),
    ...(ownRunId ? { ownRunId } : {}),
    ...(drafting ? { drafting } : {}),
  })
  return { state, ...(shown ? { live: shown } : {}) }
}
