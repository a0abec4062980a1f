import type { Derivation } from '../core/images/derivation'
import type { PictureSet } from '../core/images/picture-set'
import type { Lens, LensSide } from '../core/privacy/lens'
import type { Dialect } from '../core/readers/reader'
import type { SyntheticMarker } from '../core/readers/synthetic-marker'
import type { GeneratorChoice, Steering } from '../core/recipe/recipe'
import type { ReportSection } from '../core/reports/report'

/** Ids and handles cross threads, rows do not (previews excepted). Progress arrives at most five times a second. */

export interface ImportPreview {
  readonly projectId: string
  readonly format: string
  readonly names: readonly string[]
  readonly dialect: Dialect
  readonly sheets: readonly string[]
  readonly confidence: number
  /** `[≤ 100][columns]` */
  readonly rows: readonly (readonly string[])[]
}
export interface ImportProgress {
  readonly phase: 'reading' | 'profiling' | 'saving'
  readonly rows: number
  /** 0–1 over all phases. */
  readonly progress: number
}
/** The files of an audit: someone else's synthetic table beside the real one. */
export interface AuditRequest {
  readonly projectId: string
  readonly files: { readonly real: File; readonly holdout?: File; readonly synthetic: File }
}
export interface AuditProgress {
  readonly step: 'real' | 'synthetic' | 'holdout' | 'matching' | 'saving'
}
export interface IntakeApi {
  /** Resolves when a file would be read without delay. */
  ready(): Promise<void>
  /** Reads a file into a project: columns, schema draft, profiles. Reads again when the project exists. */
  importFile(
    projectId: string,
    file: File,
    dialect: Partial<Dialect> | undefined,
    onPreview: (preview: ImportPreview) => void,
    onProgress: (progress: ImportProgress) => void,
    /** What a provenance beside the file says. */
    beside?: SyntheticMarker,
  ): Promise<void>
  /** Reads and matches the files of an audit into a project; resolves with the id of its output. */
  importAudit(request: AuditRequest, onProgress: (progress: AuditProgress) => void): Promise<string>
  /** Stops reading and keeps what was read. */
  stop(): void
}

export interface EngineFacts {
  readonly backend: string
  readonly description: string
}
export interface TrainEstimate extends EngineFacts {
  readonly seconds: number
  readonly steps: number
  /** The next best engine, on which the same would take longer. */
  readonly slower?: { readonly description: string; readonly seconds: number }
}
export interface TrainApi {
  /** What trains here, found by a trial step. */
  engine(): Promise<EngineFacts>
  /** Time and steps for a network on this project's rows, by a trial step of the real model. */
  estimate(projectId: string, choice: GeneratorChoice): Promise<TrainEstimate>
  /** Trees and baselines, then a first full-size output. Resolves with its id. Skips what is there and still fits. */
  draft(projectId: string): Promise<string>
  /**
   * Fits the run's generator and samples a full-size output from it; state goes to the databases. Goes on from a
   * checkpoint when there is one. Resolves with the output's id.
   */
  train(runId: string): Promise<string>
  pause(): void
  /** Goes on after a pause. */
  play(): void
  /** One more slice of steps, then pauses again. */
  step(): void
  /** Stops, and keeps the best model so far. */
  stopAndKeep(): void
  /** Samples an output that stands in the database with status 'sampling'. */
  sample(outputId: string, onProgress: (rows: number) => void): Promise<void>
  /** Fills the gaps of the file's rows into an output that stands in the database with status 'sampling'. */
  complete(outputId: string, file: File): Promise<void>
  /** Measures an output of pictures and stores its report; told the share that is done. */
  measurePictures(outputId: string, onProgress: (share: number) => void): Promise<void>
  /** Stops sampling and keeps the rows that are there. */
  stopSampling(): void
  /** Pictures derived from chosen ones that a run learned from: a few, for a look. */
  deriveFew(runId: string, wish: Derivation, seed: number): Promise<PictureSet>
  /** 20 rows under these conditions, as text. */
  probe(runId: string, request: ProbeRequest): Promise<readonly (readonly string[])[]>
}
export interface ProbeRequest extends Steering {
  readonly seed: number
}

export interface MeasureProgress {
  readonly section: ReportSection
  readonly progress: number
}
/** `rows`: `[≤ 50][columns]`. */
export interface RowTexts {
  readonly names: readonly string[]
  readonly rows: readonly (readonly string[])[]
}
export interface EvaluateApi {
  /** Automatic: compares the newest output of each generator on control rows and makes the better one active. */
  choose(projectId: string): Promise<string>
  /** Measures an output and stores its report, part by part. */
  measure(outputId: string, onProgress: (progress: MeasureProgress) => void): Promise<void>
  /** Some rows as text, `[rows][columns]`: of the output, or of the control rows that it is compared with. */
  readRows(outputId: string, of: 'synthetic' | 'control', rows: readonly number[]): Promise<RowTexts>
  /** Some rows of an output (or of train) beside their nearest rows: a preview, for this screen only. */
  lens(outputId: string, from: LensSide): Promise<Lens>
  stop(): void
  /** Measures usefulness again for another target, into the output's stored report. */
  measureTarget(outputId: string, target: string): Promise<void>
  /** Audits fairness for the columns that are marked, into the output's stored report. */
  measureFairness(outputId: string): Promise<void>
  /** Goes on with a study that stands in the database, until it is done or its status is no longer a running one. */
  study(studyId: string): Promise<void>
}

/** Where a file goes: a handle from the save dialog, or a Blob for a download. */
export type ExportTarget =
  | { readonly to: 'handle'; readonly handle: FileSystemFileHandle }
  | { readonly to: 'download' }
export interface ExportProgress {
  readonly rows: number
  readonly bytes: number
}
export interface Preflight {
  readonly rows: number
  /** Rows equal to a train row, and how many a fresh real sample of that size would have (from control). */
  readonly copies: number
  readonly copiesExpected: number
  /** Values held by fewer train rows than the minimum count. */
  readonly rareValues: number
  readonly missingCells: number
  /** Text cells that a spreadsheet would run, neutralised on CSV, TSV and XLSX. */
  readonly formulaCells: number
  readonly estimatedBytes: number
}
export interface ExportApi {
  /** The output's report as one page; public: without what was measured on real rows. */
  reportPage(outputId: string, variant: 'internal' | 'public'): Promise<string>
  preflight(outputId: string, format: string): Promise<Preflight>
  /** Writes the output; resolves with the file for a download, with nothing for a handle. */
  exportOutput(
    outputId: string,
    format: string,
    target: ExportTarget,
    onProgress: (progress: ExportProgress) => void,
  ): Promise<Blob | undefined>
  /** All objects of these projects as one file. */
  backup(projectIds: readonly string[]): Promise<Blob>
  restore(file: Blob): Promise<readonly string[]>
  stop(): void
}
