import { useLiveQuery } from 'dexie-react-hooks'
import { db, liveDb } from '../../db/database'
import type { LiveRun } from '../../db/objects'
import { useWork, type WorkState } from '../../store/work'
import type { Stage } from '../routes'
import { studyJobs } from './study-jobs'

/** A job in words and buttons, for the job bar. */
export interface JobView {
  readonly id: string
  readonly label: string
  readonly detail?: string
  /** 0–1; absent when it can't be known. */
  readonly progress?: number
  readonly secondsLeft?: number
  readonly isPaused?: boolean
  /** Where it is shown at length. */
  readonly at?: { readonly projectId: string; readonly stage: Stage }
  readonly pause?: () => void
  readonly play?: () => void
  readonly stop?: { readonly label: string; readonly run: () => void }
}

const phases = { reading: 'Reading', profiling: 'Looking at every column of', saving: 'Saving' } as const
const sections = {
  check: 'the split',
  rows: 'whole rows',
  columns: 'columns',
  pairs: 'pairs of columns',
  detectors: 'how well it can be told apart',
  usefulness: 'usefulness',
  copies: 'copies',
  attacks: 'whether it leaks',
} as const

/** A live picture that was not renewed for so long belongs to a tab that is gone. */
const staleMs = 8000

/** What runs, the most important first. */
export function useJobs(projectId: string | undefined): readonly JobView[] {
  const work = useWork()
  const live = useLiveQuery(() => liveDb.live.toArray(), [], [])
  const studies = useLiveQuery(() => db.studies.where('status').equals('running').toArray(), [], [])
  return [
    ...importJob(work),
    ...trainJob(work, live),
    ...samplingJob(work),
    ...draftJob(work, projectId),
    ...exportJob(work),
    ...measureJob(work),
    ...studyJobs(studies),
    ...otherTabs(work, live),
  ]
}

function importJob({ importing }: WorkState): JobView[] {
  if (!importing || importing.problem) return []
  const { progress, file, job, projectId } = importing
  return [
    {
      id: 'import',
      label: `${phases[progress?.phase ?? 'reading']} ${file.name}`,
      ...(progress ? { progress: progress.progress } : {}),
      at: { projectId, stage: 'data' },
      stop: { label: 'Stop and keep what was read', run: () => job.stop() },
    },
  ]
}

function trainJob({ training }: WorkState, live: readonly LiveRun[]): JobView[] {
  if (!training) return []
  const now = live.find((run) => run.runId === training.runId)
  const isPaused = now?.status === 'paused'
  return [
    {
      id: 'train',
      label: isPaused ? 'Training paused' : now?.status === 'recovering' ? 'Recovering from a checkpoint' : 'Training',
      ...(now?.goodEnough ? { detail: 'Good enough: more training will hardly help' } : {}),
      ...(now ? { progress: now.progress, isPaused } : {}),
      ...(now?.secondsLeft !== undefined && !isPaused ? { secondsLeft: now.secondsLeft } : {}),
      at: { projectId: training.projectId, stage: 'train' },
      pause: () => training.job.pause(),
      play: () => training.job.play(),
      stop: { label: 'Stop and keep the model', run: () => training.job.stopAndKeep() },
    },
  ]
}

function samplingJob({ sampling }: WorkState): JobView[] {
  if (!sampling) return []
  return [
    {
      id: 'sample',
      label: sampling.isOfPictures ? 'Making pictures' : 'Generating rows',
      progress: sampling.wantedRows > 0 ? sampling.rows / sampling.wantedRows : 0,
      at: { projectId: sampling.projectId, stage: 'generate' },
      stop: {
        label: sampling.isOfPictures ? 'Stop and keep the pictures' : 'Stop and keep the rows',
        run: () => sampling.job.stop(),
      },
    },
  ]
}

function draftJob({ drafting }: WorkState, projectId: string | undefined): JobView[] {
  const running = Object.keys(drafting).filter((id) => drafting[id]?.status === 'running')
  const id = running.find((one) => one === projectId) ?? running[0]
  return id ? [{ id: 'draft', label: 'Making the first synthetic data', at: { projectId: id, stage: 'data' } }] : []
}

function exportJob({ exporting }: WorkState): JobView[] {
  if (!exporting) return []
  return [
    {
      id: 'export',
      label: 'Writing the file',
      stop: { label: 'Stop and discard the file', run: () => exporting.job.stop() },
    },
  ]
}

function measureJob({ measuring }: WorkState): JobView[] {
  if (!measuring) return []
  const { progress, projectId, share } = measuring
  return [
    {
      id: 'measure',
      label: progress ? `Measuring ${sections[progress.section]}` : 'Measuring',
      ...(progress ? { progress: progress.progress } : share === undefined ? {} : { progress: share }),
      at: { projectId, stage: 'report' },
    },
  ]
}

function otherTabs({ training }: WorkState, live: readonly LiveRun[]): JobView[] {
  const isRunning = (run: LiveRun) => run.status === 'training' || run.status === 'recovering'
  return live
    .filter((run) => run.runId !== training?.runId && isRunning(run) && Date.now() - run.updatedAt < staleMs)
    .map((run) => ({ id: run.runId, label: 'Training in another tab', progress: run.progress }))
}
