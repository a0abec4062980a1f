import type { TableEncoderState } from '../core/encoders/table-encoder'
import type { Checkpoint, ModelSnapshot } from '../core/generators/generator'
import type { Curation } from '../core/images/curation'
import type { Derivation } from '../core/images/derivation'
import type { PictureShape } from '../core/images/learn/float-pictures'
import type { Problem } from '../core/problem'
import type { Dialect, ReadWarning } from '../core/readers/reader'
import type { SyntheticMarker } from '../core/readers/synthetic-marker'
import type {
  ColumnDraw,
  FieldCondition,
  GeneratorChoice,
  OutputChoice,
  Parity,
  SplitChoice,
} from '../core/recipe/recipe'
import type { Proposal } from '../core/relations/relation'
import type { AuditFacts } from '../core/reports/audit-facts'
import type { MapPoints } from '../core/reports/faithful'
import type { ColumnOverlay } from '../core/reports/overlay'
import type { GeneratorChoiceReport, Report } from '../core/reports/report'
import type { FieldProfile, Schema } from '../core/schema/schema'
import type { Column } from '../core/table/table'

/** All ids are UUIDs; times are milliseconds since the epoch. */
export interface Project {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly lastOpenedAt: number
  /** Set when it was put in the bin; purged at the next start. */
  readonly deletedAt?: number
  /** Absent: a table. Of pictures, `source` has as many rows as pictures in use and as many columns as classes. */
  readonly kind?: 'pictures'
  readonly source: SourceFacts
  /** What the person chose about fitting; kept with the project, copied into each run. */
  readonly split: SplitChoice
  readonly generator: GeneratorChoice
  readonly seed: number
  /** What a recipe asks Generate for. */
  readonly output?: OutputChoice
  /** How Automatic last came to its choice. */
  readonly choice?: GeneratorChoiceReport
  /** The project checks a table that was made elsewhere: the last `holdoutRows` of its rows are the hold-out. */
  readonly audit?: { readonly holdoutRows: number; readonly facts: AuditFacts }
  /** The output that Report and Export show. */
  readonly activeOutputId?: string
}

export interface SourceFacts {
  readonly fileName: string
  readonly bytes: number
  readonly format: string
  readonly sha256?: string
  readonly rows: number
  readonly columns: number
  readonly dialect: Dialect
  /** How sure the guess of the dialect is, 0–1; absent in projects from before it was kept. */
  readonly confidence?: number
  readonly sheets: readonly string[]
  readonly warnings: readonly ReadWarning[]
  /** False when the import was cancelled and what was read was kept. */
  readonly complete: boolean
  readonly status: 'reading' | 'ready'
  /** The file says that it is synthetic itself. */
  readonly marker?: SyntheticMarker
}

/** The file as it was dropped, so that it can be read again with another delimiter. */
export interface StoredFile {
  readonly projectId: string
  readonly file: Blob
  readonly name: string
}

/** Some rows of one column. `owner`: `source:<projectId>` or `output:<outputId>`. */
export interface Chunk {
  readonly owner: string
  readonly part: number
  readonly column: number
  readonly rows: number
  readonly data: Column
}

export interface StoredSchema {
  readonly projectId: string
  readonly schema: Schema
  readonly profiles: readonly FieldProfile[]
  /** Exact first rows as text, for the preview: `[≤ 100][columns]`. */
  readonly preview: readonly (readonly string[])[]
}

/** Row numbers of the real parts. Made once for a schema's group key, seed and split choice. */
export interface StoredSplit {
  readonly projectId: string
  readonly key: string
  readonly train: Uint32Array
  readonly control: Uint32Array
  readonly test: Uint32Array
  readonly duplicates: number
  /** Relations found in the train rows, for fields as they were when they were looked for. */
  readonly relations?: { readonly key: string; readonly proposals: readonly Proposal[] }
}

/** 'waiting': another tab has the device. 'interrupted': its tab was closed; its newest checkpoint is there. */
export type RunStatus =
  | 'waiting'
  | 'preparing'
  | 'training'
  | 'paused'
  | 'recovering'
  | 'interrupted'
  | 'done'
  | 'stopped'
  | 'failed'

/** One fit of one generator. */
export interface Run {
  readonly id: string
  readonly projectId: string
  readonly generator: string
  readonly options: unknown
  readonly seed: number
  readonly createdAt: number
  readonly finishedAt?: number
  readonly status: RunStatus
  readonly problem?: Problem
  /** Whether the studio started it by itself. */
  readonly draft: boolean
  readonly backend: string
  readonly fitSeconds: number
  readonly steps: number
  readonly progress: number
  readonly note?: string
  /** The pictures as they stood when it learned from them; absent while they still stand so. */
  readonly learned?: Curation
  /** Things that happened: 'device-lost', 'rolled-back', 'resumed'. */
  readonly events: readonly string[]
  readonly quality?: Quality
}

/** Error shares 0–1 of shape (columns) and trend (pairs), beside their references. */
export interface Quality {
  readonly shapeError: number
  readonly trendError: number
  readonly control: { readonly shapeError: number; readonly trendError: number }
  readonly baseline: { readonly shapeError: number; readonly trendError: number }
}

/** What the Train screen draws of a run; rewritten at most twice a second. In the relaxed database. */
export interface LiveRun {
  readonly runId: string
  readonly updatedAt: number
  readonly status: RunStatus
  readonly progress: number
  readonly step: number
  readonly plannedSteps: number
  readonly elapsedSeconds: number
  readonly secondsLeft?: number
  readonly losses: readonly { readonly step: number; readonly loss?: number; readonly controlLoss?: number }[]
  readonly tiles: readonly ColumnOverlay[]
  readonly sample: readonly (readonly string[])[]
  readonly quality?: Quality
  /** The held-out line is met: training longer will hardly help. */
  readonly goodEnough: boolean
}

export interface StoredCheckpoint {
  readonly runId: string
  readonly savedAt: number
  readonly elapsedSeconds: number
  readonly checkpoint: Checkpoint
}

/** A fitted model and the encoders that belong to it; holds no row and no picture. */
export interface StoredModel {
  readonly runId: string
  readonly projectId: string
  readonly savedAt: number
  readonly snapshot: ModelSnapshot
  /** Absent for pictures, whose models read pixels. */
  readonly encoder?: TableEncoderState
}

export type OutputStatus = 'sampling' | 'done' | 'cancelled' | 'failed'

/** Synthetic rows, or pictures: then `names` are the classes and `rows` counts pictures. */
export interface Output {
  readonly id: string
  readonly projectId: string
  readonly runId: string
  readonly generator: string
  readonly createdAt: number
  readonly status: OutputStatus
  readonly problem?: Problem
  readonly draft: boolean
  readonly names: readonly string[]
  readonly rows: number
  readonly wantedRows: number
  readonly bytes: number
  readonly sampleSeconds: number
  readonly seed: number
  readonly temperature: number
  readonly conditions: readonly FieldCondition[]
  readonly columns?: readonly ColumnDraw[]
  readonly parity?: Parity
  /** Of completed rows: how often their gaps were filled; 1 when absent. */
  readonly copies?: number
  /** Whether it completes rows that were given. */
  readonly completed?: boolean
  /** Of pictures: how many of each class were asked for, and their size. */
  readonly perClass?: readonly number[]
  readonly shape?: PictureShape
  /** Of pictures that began from chosen ones of those that were learned from. */
  readonly derived?: Derivation
  readonly preview: readonly (readonly string[])[]
}

export interface StoredReport {
  readonly outputId: string
  readonly projectId: string
  readonly createdAt: number
  readonly report: Report
  /** Single rows on the map of rows: for this device's screen only. */
  readonly points?: MapPoints
  /** Parts that a person asked for since the measuring began, which it leaves as they are. */
  readonly asked?: AskedParts
}

export interface AskedParts {
  readonly usefulness?: Report['usefulness']
  /** Undefined once no column is marked any more. */
  readonly fairness?: Report['fairness'] | undefined
}
