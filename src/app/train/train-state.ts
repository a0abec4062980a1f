import type { Problem } from '../../core/problem'
import type { Project, Run } from '../../db/objects'
import { underWay } from '../../db/runs'

/** What the Train screen shows. */
export type TrainState =
  | { readonly status: 'no-data' }
  | { readonly status: 'drafting' }
  | { readonly status: 'ready'; readonly run?: Run; readonly draftProblem?: Problem }
  | { readonly status: 'running'; readonly run: Run; readonly where: 'here' | 'elsewhere' }
  /** It was training when its tab was closed; its checkpoint is there. */
  | { readonly status: 'interrupted'; readonly run: Run }
  | { readonly status: 'ended'; readonly run: Run }

interface TrainFacts {
  readonly project: Project
  readonly runs: readonly Run[]
  /** Run that this tab trains. */
  readonly ownRunId?: string
  readonly drafting?: { readonly status: 'running' } | { readonly status: 'failed'; readonly problem: Problem }
  /** Whether some tab trains now. */
  readonly deviceHeld: boolean
  readonly now: number
}

/** A new run takes a moment to get hold of the device. */
const startMs = 5000

/** The run to look at: this tab's, else one under way, else the newest. */
export function watchedRun(runs: readonly Run[], ownRunId?: string): Run | undefined {
  return (
    runs.find((run) => run.id === ownRunId) ??
    newest(runs.filter((run) => isUnderWay(run) && !run.draft)) ??
    newest(runs)
  )
}

export function trainState(facts: TrainFacts): TrainState {
  const { project, runs, drafting } = facts
  if (project.source.status === 'reading' || project.source.rows === 0) return { status: 'no-data' }
  const run = watchedRun(runs, facts.ownRunId)
  if (run && run.id === facts.ownRunId) return { status: 'running', run, where: 'here' }
  if (run && isUnderWay(run) && !run.draft) {
    return facts.deviceHeld || facts.now - run.createdAt < startMs
      ? { status: 'running', run, where: 'elsewhere' }
      : { status: 'interrupted', run }
  }
  if (drafting?.status === 'running') return { status: 'drafting' }
  if (run?.status === 'interrupted') return { status: 'interrupted', run }
  if (run && !run.draft) return { status: 'ended', run }
  return {
    status: 'ready',
    ...(run ? { run } : {}),
    ...(drafting?.status === 'failed' ? { draftProblem: drafting.problem } : {}),
  }
}

const isUnderWay = (run: Run): boolean => underWay.includes(run.status)

const newest = (runs: readonly Run[]): Run | undefined =>
  runs.reduce<Run | undefined>((best, run) => (best && best.createdAt >= run.createdAt ? best : run), undefined)
