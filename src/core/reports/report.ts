import type { TailMass } from '../metrics/column/tail-mass'
import type { Measurement, Referenced } from '../metrics/metric'
import type { DataCheck } from '../metrics/table/data-check'
import type { FieldKind } from '../schema/schema'
import type { AuditReport } from './audit-facts'
import type { FairnessReport } from './fairness/fairness-report'
import type { FaithfulReport, PairPicture } from './faithful'
import type { LeakReport } from './leak'
import type { MixingReport } from './mixing/mixing-report'
import type { ColumnOverlay } from './overlay'
import type { ColumnPredictability } from './predictability'
import type { Spike } from './spike'
import type { UsefulnessReport } from './usefulness-report'

export type { UsefulnessReport, UsefulnessScore } from './usefulness-report'

/** Of what {@link Report} holds: a stored report of another version is measured again. */
export const reportVersion = 3

/** What was measured about one output. JSON: aggregates only, no words, no charts, no rows. */
export interface Report {
  readonly version: typeof reportVersion
  readonly generator: string
  readonly level: ReportLevel
  readonly rows: { readonly train: number; readonly control: number; readonly test: number; readonly synthetic: number }
  /** What is not measured yet; absent when all is. */
  readonly pending?: readonly ReportSection[]
  /** Whether train, control and test are fit to be compared. */
  readonly check: DataCheck
  readonly summary: ReportSummary
  /** In table order. */
  readonly columns: readonly ColumnReport[]
  /** In table order, `a` before `b`. */
  readonly pairs: readonly PairReport[]
  /** The worst pairs as they go together. */
  readonly pairPictures: readonly PairPicture[]
  /** Absent in a quick report. */
  readonly faithful?: FaithfulReport
  readonly detectors: readonly DetectorReport[]
  /** Absent where there is no column to predict. */
  readonly usefulness?: UsefulnessReport
  readonly copies: CopyReport
  /** Absent in a quick report, and with too few rows to attack. */
  readonly leak?: LeakReport
  /** Absent where no column is marked as sensitive. */
  readonly fairness?: FairnessReport
  /** How well every column is predicted: a study that the person may start. */
  readonly predictability?: readonly ColumnPredictability[]
  /** How much real, how much synthetic: a study that the person may start. */
  readonly mixing?: MixingReport
  readonly rareValues: RareValueReport
  /** How Automatic came to its choice; absent when the person chose. */
  readonly choice?: GeneratorChoiceReport
  /** Of a table that was made elsewhere. */
  readonly audit?: AuditReport
  readonly limits: readonly ReportLimit[]
}

/** quick: columns, pairs and exact copies. full: everything. */
export type ReportLevel = 'quick' | 'full'

/** The parts of the work, in order. */
export const reportSections = [
  'check',
  'columns',
  'pairs',
  'rows',
  'detectors',
  'usefulness',
  'copies',
  'attacks',
] as const
export type ReportSection = (typeof reportSections)[number]

/**
 * A headline beside its references. `matched`: the synthetic figure for only as many rows as control has: what may be
 * compared with `control` row for row, since every such figure falls with the number of rows.
 */
export interface SummaryFigure extends Referenced {
  readonly matched: Measurement
  /** The second baseline: a Gaussian copula, on as many rows as control has. */
  readonly copula?: Measurement
  /** What sampling alone gives as many fresh rows as there are synthetic ones (of `synthetic`, not of `matched`). */
  readonly ceiling?: Measurement
  /** 95 % interval of `synthetic`. */
  readonly interval?: readonly [number, number]
}

/** Errors are shares (0–1, 0 is best): 1 − the mean of SDMetrics' scores. */
export interface ReportSummary {
  /** 1 − mean of KSComplement and TVComplement over the columns. */
  readonly shapeError: SummaryFigure
  /** 1 − mean of CorrelationSimilarity and ContingencySimilarity over all pairs. */
  readonly trendError: SummaryFigure
  /** As {@link trendError}, of pairs with |r| > .5 or Cramér's V > .3 in train only (SDMetrics since 0.27). */
  readonly strongTrendError: SummaryFigure
  /** Total variation over shared bins, mean over all pairs: nothing shifts unseen (SDMetrics bins each side apart). */
  readonly sharedBinError: SummaryFigure
  /** Mean difference between the shares of missing cells. */
  readonly missingGap: SummaryFigure
  /** Mean difference of the strengths of links: Pearson's r, Cramér's V, correlation ratio. */
  readonly associationGap: SummaryFigure
  /** Names of the worst columns and pairs, worst first, at most 10 of each. */
  readonly worstColumns: readonly string[]
  readonly worstPairs: readonly (readonly [string, string])[]
}

export interface ColumnReport {
  readonly name: string
  readonly kind: FieldKind
  /** A metric's id: 'ks-complement' or 'tv-complement'; absent where the column is not compared. */
  readonly metric?: string
  /** Score 0–1, 1 is best. */
  readonly shape: Referenced
  /** Difference between the shares of missing cells, 0–1, 0 is best. */
  readonly missingGap: Referenced
  /** What sampling alone lets 1 − shape come to. */
  readonly ceiling?: Measurement
  /** Wasserstein distance in real standard deviations; numbers and dates only. */
  readonly distance?: Referenced & { readonly ceiling: Measurement }
  /** Values beyond train's 1 % and 99 % quantiles, in synthetic and in control rows. */
  readonly tails?: { readonly synthetic: TailMass; readonly control?: TailMass }
  /** Control against synthetic rows (train where control has too few). */
  readonly overlay?: ColumnOverlay
  /** The value that many train rows share; absent where there is none. */
  readonly spike?: Spike
}

export interface PairReport {
  readonly a: string
  readonly b: string
  /** A metric's id: 'correlation-similarity' or 'contingency-similarity'. */
  readonly metric: string
  /** Score 0–1, 1 is best. */
  readonly trend: Referenced
  /** 1 − total variation over bins shared by both sides, 0–1, 1 is best. */
  readonly sharedBins: Referenced
  /** Strength in train and in synthetic: Pearson's r, Cramér's V or the correlation ratio. */
  readonly association: {
    readonly measure: 'pearson' | 'cramers-v' | 'correlation-ratio'
    readonly train: Measurement
    readonly synthetic: Measurement
    readonly control: Measurement
  }
  /** Spearman's ρ, of two numbers. */
  readonly ranks?: { readonly train: Measurement; readonly synthetic: Measurement; readonly control: Measurement }
  /** What sampling alone lets 1 − trend and 1 − sharedBins come to. */
  readonly ceilings?: { readonly trend: Measurement; readonly sharedBins: Measurement }
  /** Whether SDMetrics since 0.27 counts this pair. */
  readonly strong: boolean
}

/** How well a model tells synthetic from control rows: AUC, .5 = not at all. 3-fold. */
export interface DetectorReport {
  readonly detector: 'boosting' | 'logistic'
  /** `synthetic` and `baseline` against control rows; `control` against train rows. */
  readonly auc: Referenced
  /** 95 % interval of the synthetic figure. */
  readonly interval?: readonly [number, number]
  /** Rows on each side. */
  readonly rows: number
}

/** Synthetic rows beside train rows, counted against what real rows that were not learned from show. */
export interface CopyReport {
  /** Rows equal to a train row in every compared column. */
  readonly exact: CopyCount
  /** Among the rows that are no exact copy: nearer to a train row than 99 % of control rows are. */
  readonly near: CopyCount
  /**
   * Share of synthetic rows nearer to train than to control; .5 is chance. Of train only as many rows are searched as
   * control has: of rows that were all copied, this share is then 1 only where both have the same size.
   */
  readonly nearerToTrain: Measurement
  /** Wilson interval, 95 %. */
  readonly nearerToTrainInterval?: readonly [number, number]
  /** Duplicates inside the synthetic rows, and inside control. */
  readonly duplicates: { readonly synthetic: Measurement; readonly control: Measurement }
}

export interface CopyCount {
  readonly rows: number
  readonly compared: number
  readonly synthetic: Measurement
  /** What rows that were not learned from let one expect. */
  readonly control: Measurement
  /** Wilson interval of the synthetic share, 95 %. */
  readonly interval: readonly [number, number]
}

/** Values of few train rows: none may be emitted below `minimumCount`. */
export interface RareValueReport {
  readonly minimumCount: number
  readonly columns: readonly {
    readonly name: string
    /** Distinct values in synthetic that fewer than `minimumCount` train rows hold, and the cells that hold them. */
    readonly values: number
    readonly cells: number
  }[]
}

/** Why Automatic took what it took. */
export interface GeneratorChoiceReport {
  readonly chosen: string
  readonly reason: ChoiceReason
  /** The best first. */
  readonly candidates: readonly CandidateFigures[]
}

/**
 * only-candidate · copies: the better-looking ones copy more than control does · less-detectable: the worst detector
 * tells it apart least · more-useful: as hard to detect, models learn more from it · closer: as good in both, smaller
 * errors in columns and pairs · tie: no figure tells them apart, the first was taken
 */
export type ChoiceReason = 'only-candidate' | 'copies' | 'less-detectable' | 'more-useful' | 'closer' | 'tie'

export interface CandidateFigures {
  readonly generator: string
  readonly shapeError: Measurement
  readonly trendError: Measurement
  /** The highest AUC of the detectors, against control rows. */
  readonly worstAuc: Measurement
  readonly detectors: readonly { readonly detector: 'boosting' | 'logistic'; readonly auc: Measurement }[]
  /** Trained on synthetic, tested on control rows. */
  readonly usefulness: Measurement
  readonly nearCopies: Measurement
  readonly exactCopies: Measurement
  /** Whether near or exact copies exceed what control shows by more than chance. */
  readonly copies: boolean
}

/** What a reader has to know before relying on a figure. */
export type ReportLimit =
  /** control-maybe-seen: made elsewhere, perhaps from all rows: control and test may not be unseen rows. */
  | { readonly code: 'no-control' | 'no-test' | 'no-target' | 'conditions' | 'control-maybe-seen' }
  /** The target was made as frequent in every group of the sensitive columns. */
  | { readonly code: 'parity'; readonly target: string; readonly sensitive: readonly string[] }
  | { readonly code: 'small-control' | 'small-test'; readonly rows: number }
  | {
      readonly code: 'sampled'
      readonly section: 'pairs' | 'rows' | 'detectors' | 'usefulness' | 'copies'
      readonly rows: number
    }
  | { readonly code: 'pairs-capped'; readonly measured: number; readonly of: number }
  | { readonly code: 'columns-not-compared'; readonly names: readonly string[] }
  | { readonly code: 'quick' }
