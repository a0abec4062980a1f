import type { Problem } from '../core/problem'
import type { MixingPlan } from '../core/reports/mixing/arms'
import type { MixingReport } from '../core/reports/mixing/mixing-report'
import type { ArmResult } from '../core/reports/mixing/run'
import type { ColumnPredictability } from '../core/reports/predictability'
import type { Report } from '../core/reports/report'
import { db } from './database'
import type { StoredReport } from './objects'

/**
 * planning: a first few models are trained to tell how long it takes · interrupted: its tab was closed; what it found is
 * there, and it goes on from it.
 */
export type StudyStatus = 'planning' | 'planned' | 'running' | 'paused' | 'interrupted' | 'done' | 'failed'

interface StudyFacts {
  readonly id: string
  readonly projectId: string
  readonly createdAt: number
  readonly status: StudyStatus
  readonly problem?: Problem
  /** 0–1. */
  readonly progress: number
  readonly secondsLeft?: number
}

/** How much real, how much synthetic: one per project. */
export interface MixingStudy extends StudyFacts {
  readonly kind: 'mixing'
  readonly target: string
  readonly seeds: number
  /** Rows and schema that the results belong to; others start anew. */
  readonly key?: string
  readonly plan?: MixingPlan
  readonly results: readonly ArmResult[]
  readonly seconds: number
  readonly report?: MixingReport
}

/** How well every column is predicted: one per output. */
export interface ColumnsStudy extends StudyFacts {
  readonly kind: 'columns'
  readonly outputId: string
  readonly columns: readonly ColumnPredictability[]
}

/** Work of minutes: goes on from what is stored. Whoever sets another status than running pauses it. */
export type Study = MixingStudy | ColumnsStudy

export const mixingId = (projectId: string) => `mixing:${projectId}`
export const columnsId = (outputId: string) => `columns:${outputId}`

/** Puts a fresh study of the mixing of real and synthetic rows in the place of the last one; resolves with its id. */
export async function addMixingStudy(projectId: string, target: string, seeds: number): Promise<string> {
  const id = mixingId(projectId)
  const facts = { id, projectId, createdAt: Date.now(), status: 'planning', progress: 0 } as const
  await db.studies.put({ ...facts, kind: 'mixing', target, seeds, results: [], seconds: 0 })
  return id
}

export async function addColumnsStudy(projectId: string, outputId: string): Promise<string> {
  const id = columnsId(outputId)
  const facts = { id, projectId, createdAt: Date.now(), status: 'running', progress: 0 } as const
  await db.studies.put({ ...facts, kind: 'columns', outputId, columns: [] })
  return id
}

/** Changes what is told of a study that is still there. */
export const patchStudy = <Kind extends Study>(id: string, change: Partial<Omit<Kind, 'id' | 'kind'>>) =>
  db.studies.where('id').equals(id).modify(change)

export const pauseStudy = (id: string) => db.studies.update(id, { status: 'paused' })

/** An output's report with what studies of it and of its project found. */
export async function withStudies({ report, projectId, outputId }: StoredReport): Promise<Report> {
  const [mixing, columns] = await Promise.all([
    db.studies.get(mixingId(projectId)),
    db.studies.get(columnsId(outputId)),
  ])
  return {
    ...report,
    ...(mixing?.kind === 'mixing' && mixing.report ? { mixing: mixing.report } : {}),
    ...(columns?.kind === 'columns' && columns.columns.length > 0 ? { predictability: columns.columns } : {}),
  }
}
