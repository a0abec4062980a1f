import { create } from 'zustand'
import { type Problem, StudioError } from '../core/problem'
import type { Dialect } from '../core/readers/reader'
import type { SyntheticMarker } from '../core/readers/synthetic-marker'
import { db } from '../db/database'
import type { Output, Project } from '../db/objects'
import { findReport, isComplete } from '../db/reports'
import { activateOutput, addRun } from '../db/runs'
import { chooseOutput, measurePictures, startMeasuring } from '../jobs/evaluate'
import { type ExportJob, startExport } from '../jobs/export'
import { type ImportJob, startImport } from '../jobs/import'
import { completeRows, type SampleJob, startDraft, startSampling, startTraining, type TrainJob } from '../jobs/train'
import type { ExportProgress, ExportTarget, ImportPreview, ImportProgress, MeasureProgress } from '../wire/api'
import type { PictureProgress } from '../wire/pictures-api'

/** What runs in this tab. Dies with it; what the jobs make is in the databases. */
export interface WorkState {
  readonly importing?: Importing
  readonly importingPictures?: ImportingPictures
  /** By project: its first table is being made, or why it could not be made. */
  readonly drafting: Readonly<Record<string, { status: 'running' } | { status: 'failed'; problem: Problem }>>
  readonly training?: { readonly projectId: string; readonly runId: string; readonly job: TrainJob }
  readonly sampling?: {
    readonly projectId: string
    readonly outputId: string
    readonly isOfPictures: boolean
    readonly rows: number
    readonly wantedRows: number
    readonly job: SampleJob
  }
  readonly measuring?: {
    readonly projectId: string
    readonly outputId: string
    readonly progress?: MeasureProgress
    /** Of pictures: the part that is done, 0–1. */
    readonly share?: number
  }
  readonly exporting?: {
    readonly outputId: string
    readonly format: string
    readonly progress: ExportProgress
    readonly startedAt: number
    readonly job: ExportJob
  }
}

export interface ImportingPictures {
  readonly projectId: string
  readonly name: string
  readonly progress?: PictureProgress
  readonly problem?: Problem
}

export interface Importing {
  readonly projectId: string
  readonly file: File
  readonly job: ImportJob
  readonly preview?: ImportPreview
  readonly progress?: ImportProgress
  readonly problem?: Problem
}

export const useWork = create<WorkState>()(() => ({ drafting: {} }))
const set = useWork.setState
const get = useWork.getState

/** The problem that an error carries; a bug goes on its way to the crash screen. */
export function problemOf(error: unknown): Problem {
  if (error instanceof StudioError) return error.problem
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return { code: 'storage/quota' }
  throw error
}

interface ImportChoices {
  /** Reads the file of a project again, with other guesses about it. */
  readonly again?: { readonly projectId: string; readonly dialect: Partial<Dialect> }
  /** What a provenance that was dropped with the file says about it. */
  readonly beside?: SyntheticMarker
  /** What is to be done to the project before anything is learned from it. */
  readonly prepare?: (projectId: string) => Promise<void>
}

/** Reads a file into a project and, when it stands, makes its first synthetic table. Resolves with the project's id. */
export async function importFile(file: File, { again, beside, prepare }: ImportChoices = {}): Promise<string> {
  get().importing?.job.stop()
  const job = startImport(
    file,
    {
      onPreview: (preview) => patchImport(job.projectId, { preview }),
      onProgress: (progress) => patchImport(job.projectId, { progress }),
    },
    again,
    beside,
  )
  set({ importing: { projectId: job.projectId, file, job } })
  try {
    await job.done
  } catch (error) {
    patchImport(job.projectId, { problem: problemOf(error) })
    return job.projectId
  }
  await prepare?.(job.projectId)
  if (get().importing?.projectId === job.projectId) set({ importing: undefined })
  const read = await db.projects.get(job.projectId)
  // Nothing is learned from synthetic rows before the person has been warned.
  if (!read?.source.marker) void draft(job.projectId)
  return job.projectId
}

export const dismissImport = (): void => set({ importing: undefined })

function patchImport(projectId: string, change: Partial<Importing>): void {
  const importing = get().importing
  if (importing?.projectId === projectId) set({ importing: { ...importing, ...change } })
}

/** Of each project the draft that was asked for last. */
const drafts = new Map<string, Promise<string>>()

/**
 * Makes the first full-size table of a project with trees and baselines (again after its schema changed). Drafts of one
 * project are made one after the other, so that the newest schema has the last word.
 */
export async function draft(projectId: string): Promise<void> {
  const before = drafts.get(projectId) ?? Promise.resolve('')
  const mine = before.catch(() => '').then(() => startDraft(projectId))
  drafts.set(projectId, mine)
  set({ drafting: { ...get().drafting, [projectId]: { status: 'running' } } })
  const isNewest = () => drafts.get(projectId) === mine
  try {
    const outputId = await mine
    const output = await db.outputs.get(outputId)
    if (!isNewest()) return
    const { [projectId]: _, ...drafting } = get().drafting
    set({ drafting })
    // Measuring pictures takes longer than the draft: it waits until somebody asks.
    if (!output?.perClass) await measure(outputId)
  } catch (error) {
    const problem = problemOf(error)
    if (isNewest()) set({ drafting: { ...get().drafting, [projectId]: { status: 'failed', problem } } })
  }
}

/**
 * What a change of the schema asks for: the first table again, or the figures of a table that was made elsewhere. From a
 * table that is synthetic itself nothing is learned before the person has asked for it.
 */
export async function renew(projectId: string): Promise<void> {
  const project = await db.projects.get(projectId)
  if (!project) return
  const { activeOutputId, audit, source } = project
  const output = activeOutputId ? await db.outputs.get(activeOutputId) : undefined
  if (audit && output?.generator === 'imported') return measure(output.id)
  if (source.marker && !output) return
  await draft(projectId)
}

/** Trains a generator for the project, samples from it, and lets the better of all generators be the active one. */
export async function train(project: Project, generator: string): Promise<void> {
  const run = await addRun(project, generator)
  await continueRun(run.projectId, run.id)
}

/** Trains a run that stands in the database, or goes on with it from its checkpoint. */
export async function continueRun(projectId: string, runId: string): Promise<void> {
  const job = startTraining(runId)
  set({ training: { projectId, runId, job } })
  try {
    const trained = await job.done
    const project = await db.projects.get(projectId)
    const isCompared = project?.generator.id === 'auto' && project.kind !== 'pictures'
    const outputId = isCompared ? await chooseOutput(projectId) : await activate(trained)
    // Only now: what is exported next is what was chosen.
    set({ training: undefined })
    await measure(outputId)
  } catch (error) {
    set({ training: undefined })
    problemOf(error) // The run in the database carries it; a bug is thrown on.
  }
}

async function activate(outputId: string): Promise<string> {
  const output = await db.outputs.get(outputId)
  if (output) await activateOutput(output)
  return outputId
}

/** Makes the rows of an output that stands in the database, shows it, and measures it. */
export async function sample(output: Output): Promise<void> {
  const job = startSampling(output.id, (rows) => {
    const sampling = get().sampling
    if (sampling?.outputId === output.id) set({ sampling: { ...sampling, rows } })
  })
  const { id: outputId, projectId, wantedRows } = output
  const isOfPictures = output.perClass !== undefined
  set({ sampling: { projectId, outputId, isOfPictures, rows: 0, wantedRows, job } })
  try {
    await job.done
    set({ sampling: undefined })
    const made = await db.outputs.get(output.id)
    if (!made || made.rows === 0) return // It was stopped before the first row: the table in use stays.
    await activate(output.id)
    await measure(output.id)
  } catch (error) {
    set({ sampling: undefined })
    problemOf(error) // The output in the database carries it.
  }
}

/** Completes the rows of a file into an output that stands in the database, and shows it. */
export async function complete(output: Output, file: File): Promise<void> {
  try {
    await completeRows(output.id, file)
    await activate(output.id)
  } catch (error) {
    problemOf(error) // The output in the database carries it.
  }
}

const measured = new Map<string, Promise<void>>()

/** Measures an output; its report is then in the database. Asked twice at a time, it is done once. */
export function measure(outputId: string): Promise<void> {
  const underWay = measured.get(outputId)
  if (underWay) return underWay
  const done = measureOnce(outputId).finally(() => measured.delete(outputId))
  measured.set(outputId, done)
  return done
}

async function measureOnce(outputId: string): Promise<void> {
  const output = await db.outputs.get(outputId)
  if (!output) return
  const { projectId } = output
  const patch = (change: Pick<NonNullable<WorkState['measuring']>, 'progress' | 'share'>) => {
    if (get().measuring?.outputId === outputId) set({ measuring: { projectId, outputId, ...change } })
  }
  set({ measuring: { projectId, outputId } })
  try {
    if (output.perClass) await measurePictures(outputId, (share) => patch({ share }))
    else await startMeasuring(outputId, (progress) => patch({ progress })).done
  } finally {
    if (get().measuring?.outputId === outputId) set({ measuring: undefined })
  }
}

async function hasReport(outputId: string): Promise<boolean> {
  const stored = await findReport(outputId)
  return stored !== undefined && isComplete(stored)
}

/** Writes an output to a file; resolves with the Blob of a download. A package waits for the report that it holds. */
export async function exportOutput(outputId: string, format: string, target: ExportTarget): Promise<Blob | undefined> {
  if (format.endsWith('package') && !(await hasReport(outputId))) await measure(outputId)
  const job = startExport(outputId, format, target, (progress) => {
    const exporting = get().exporting
    if (exporting?.outputId === outputId) set({ exporting: { ...exporting, progress } })
  })
  set({ exporting: { outputId, format, progress: { rows: 0, bytes: 0 }, startedAt: Date.now(), job } })
  try {
    return await job.done
  } finally {
    set({ exporting: undefined })
  }
}
