import type { Measurement, Referenced } from '../metrics/metric'
import type { FieldKind } from '../schema/schema'
import type { ColumnOverlay } from './overlay'

/** What was measured on one output. JSON; facts only, the words are the app's. Errors and gaps are shares, 0–1. */
export interface Report {
  readonly format: 'synthetic-data-studio/report'
  readonly version: 1
  readonly generator: string
  readonly rows: { readonly train: number; readonly control: number; readonly test: number; readonly synthetic: number }
  readonly summary: {
    /** Mean over columns of 1 − SDMetrics' column shape. */
    readonly shapeError: Referenced
    /** Mean over pairs of 1 − SDMetrics' pair trend. */
    readonly trendError: Referenced
  }
  /** Worst first. */
  readonly columns: readonly ColumnReport[]
  /** Worst first. */
  readonly pairs: readonly PairReport[]
  readonly detectors: readonly DetectorReport[]
  readonly usefulness: UsefulnessReport
  readonly copies: CopiesReport
  readonly choice?: ChoiceReport
  readonly limits: readonly ReportLimit[]
}

export interface ColumnReport {
  readonly name: string
  readonly kind: FieldKind
  readonly metric: string
  readonly error: Referenced
  /** Difference between the shares of missing cells. */
  readonly missingGap: Referenced
  readonly overlay: ColumnOverlay
}

export interface PairReport {
  readonly a: string
  readonly b: string
  readonly metric: string
  readonly error: Referenced
}

/** AUC of telling rows apart, cross-validated; .5 = can't. */
export interface DetectorReport {
  readonly detector: 'boosted-trees' | 'logistic-regression'
  /** synthetic: against control rows; control: train against control rows; baseline: independent columns. */
  readonly auc: Referenced
}

/** Train on synthetic, test on real. */
export type UsefulnessReport =
  | { readonly kind: 'none'; readonly reason: 'no-target' | 'too-few-test-rows' | 'target-not-made' }
  | {
      readonly kind: 'measured'
      readonly target: string
      readonly task: 'binary' | 'multiclass' | 'regression'
      /** 'auc' | 'macro-f1' | 'r2' */
      readonly metric: string
      readonly synthetic: Measurement
      readonly real: Measurement
      readonly majority: Measurement
      readonly baseline: Measurement
    }

export interface CopiesReport {
  /** Shares (0–1) of rows equal to a train row: in the synthetic table, and in control for comparison. */
  readonly exact: { readonly synthetic: Measurement; readonly control: Measurement; readonly count: number }
  /** Shares nearer to a train row than 1 % of control rows are; chance is .01. */
  readonly near: { readonly synthetic: Measurement; readonly control: Measurement }
  /** Share of synthetic rows nearer to train than to control rows of equal number; chance is .5. */
  readonly nearerToTrain: Measurement
}

export interface ChoiceReport {
  readonly chosen: string
  /** Why, most decisive first. */
  readonly reasons: readonly ChoiceReason[]
  readonly candidates: readonly CandidateReport[]
}
export interface CandidateReport {
  readonly generator: string
  readonly shapeError: Measurement
  readonly trendError: Measurement
  readonly detectors: readonly { readonly detector: string; readonly auc: Measurement }[]
  readonly usefulness: Measurement
  readonly nearCopies: Measurement
}
export type ChoiceReason =
  | { readonly code: 'only-candidate' }
  | { readonly code: 'harder-to-detect'; readonly chosen: number; readonly other: number; readonly against: string }
  | { readonly code: 'more-useful'; readonly chosen: number; readonly other: number; readonly against: string }
  | {
      readonly code: 'closer-shape' | 'closer-trend'
      readonly chosen: number
      readonly other: number
      readonly against: string
    }
  | { readonly code: 'fewer-copies'; readonly chosen: number; readonly other: number; readonly against: string }
  | { readonly code: 'tied-and-faster'; readonly against: string }

export type ReportLimit =
  | { readonly code: 'few-control-rows'; readonly rows: number }
  | { readonly code: 'no-test-rows' }
  | {
      readonly code: 'sampled'
      readonly what: 'rows' | 'pairs' | 'columns'
      readonly used: number
      readonly of: number
    }
  | { readonly code: 'column-not-learned'; readonly column: string; readonly reason: string }
  | { readonly code: 'more-synthetic-than-real'; readonly factor: number }
