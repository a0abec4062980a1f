import { useLiveQuery } from 'dexie-react-hooks'
import { db } from '../../db/database'
import { isCurrent } from '../../db/reports'
import { useWork } from '../../store/work'
import type { Stage } from '../routes'
import type { Place } from './use-open-project'

export interface StageState {
  readonly status: 'done' | 'ready' | 'busy' | 'waiting' | 'problem'
  /** What it waits for, or what is wrong. */
  readonly reason?: string
}

const waiting = (reason: string): StageState => ({ status: 'waiting', reason })
const done: StageState = { status: 'done' }
const ready: StageState = { status: 'ready' }
const busy: StageState = { status: 'busy' }

/** How each stage of the open project stands. */
export function useStageStates({ projectId, project }: Place): Readonly<Record<Stage, StageState>> {
  const work = useWork()
  const kept = useLiveQuery(() => (projectId ? countKept(projectId) : undefined), [projectId])
  const isMine = (job: { readonly projectId: string } | undefined) => job?.projectId === projectId
  const isRead = project?.source.status === 'ready'
  const draft = projectId ? work.drafting[projectId] : undefined
  const noData = waiting('Waits for the file to be read')
  const isOfPictures = project?.kind === 'pictures'
  const made = isOfPictures ? 'set of made pictures' : 'synthetic table'
  const noOutput = waiting(draft ? `Waits for the first ${made}` : `There is no ${made} yet`)
  const output = project?.activeOutputId
  const isMeasured = output !== undefined && kept?.measured.includes(output)
  return {
    data: dataState(isMine(work.importing), work.importing?.problem !== undefined, isRead),
    schema: isRead ? done : noData,
    augment: isRead ? ready : noData,
    compose: isRead ? ready : noData,
    train: isMine(work.training) ? busy : kept?.trained ? done : isRead ? ready : noData,
    generate: isMine(work.sampling) || draft?.status === 'running' ? busy : kept?.made ? done : isRead ? ready : noData,
    report: isMine(work.measuring) ? busy : isMeasured ? done : output ? ready : noOutput,
    export: work.exporting ? busy : output || (isOfPictures && isRead) ? ready : noOutput,
    runs: kept?.runs ? ready : waiting('Nothing was trained yet'),
  }
}

function dataState(isImporting: boolean, hasProblem: boolean, isRead: boolean): StageState {
  if (isImporting) return hasProblem ? { status: 'problem', reason: 'The file could not be read' } : busy
  return isRead ? done : waiting('No file was read')
}

async function countKept(projectId: string) {
  const [runs, outputs, measured, pictures] = await Promise.all([
    db.runs.where('projectId').equals(projectId).toArray(),
    db.outputs.where('projectId').equals(projectId).toArray(),
    db.reports.where('projectId').equals(projectId).filter(isCurrent).primaryKeys(),
    db.pictureReports.where('projectId').equals(projectId).primaryKeys(),
  ])
  return {
    runs: runs.length,
    trained: runs.some((run) => !run.draft && (run.status === 'done' || run.status === 'stopped')),
    made: outputs.some((output) => !output.draft),
    measured: [...measured, ...pictures],
  }
}
