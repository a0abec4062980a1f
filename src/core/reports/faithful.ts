import type { Measurement, Referenced } from '../metrics/metric'
import type { RareCells } from '../metrics/table/rare-cells'
import type { Validity } from '../metrics/table/validity'
import type { SummaryFigure } from './report'

/** How close the rows are beyond columns and pairs. JSON: aggregates only. */
export interface FaithfulReport {
  /** Absent with fewer than three learned columns. */
  readonly triples?: TripleReport
  readonly joint: JointReport
  readonly rareCells: RareCells
  readonly validity: Validity
  /** Absent where two directions cannot be found. */
  readonly map?: MapReport
}

/** Total variation over the shared bins of three columns: 0–1, 0 is best. */
export interface TripleReport {
  readonly measured: number
  readonly of: number
  readonly error: SummaryFigure
  /** The worst first. */
  readonly worst: readonly {
    readonly names: readonly [string, string, string]
    readonly error: Referenced
    readonly ceiling: Measurement
  }[]
}

/** Where the rows lie in the space of all columns: each 0–1. */
export interface JointReport {
  /** Rows on each side. */
  readonly rows: number
  readonly alphaPrecision: JointFigure
  readonly betaRecall: JointFigure
  readonly coverage: JointFigure
}

/** A figure beside its references; `ceiling`: what fresh rows have on average, where a formula is known. */
export interface JointFigure extends Referenced {
  readonly ceiling?: Measurement
  /** 95 % interval of the synthetic figure. */
  readonly interval?: readonly [number, number]
}

/** Two directions in which train rows differ most, and where the other rows lie along them, as shares of a grid. */
export interface MapReport {
  readonly axes: readonly [MapAxis, MapAxis]
  /** `bins × bins`, row by row from the lowest y; shares (0–1), those of fewer than five control rows left out. */
  readonly bins: number
  readonly control: readonly number[]
  readonly synthetic: readonly number[]
  /** Rows that the shares are of. */
  readonly rows: { readonly control: number; readonly synthetic: number }
}

export interface MapAxis {
  /** Share (0–1) of the variance that it holds. */
  readonly explained: number
  /** The columns that it mostly consists of. */
  readonly columns: readonly string[]
  /** What the frame spans. */
  readonly from: number
  readonly to: number
}

/** Single rows on the map. They stay on the device and out of every export: a place is made from a row. */
export interface MapPoints {
  readonly control: PlacedRows
  readonly synthetic: PlacedRows
}

export interface PlacedRows {
  /** Row numbers in their table. */
  readonly rows: readonly number[]
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/**
 * How two columns go together, on both sides: shares (0–1) over bins that both share, row by row of `a`. Cells of one to
 * four real rows are left out on both sides.
 */
export interface PairPicture {
  readonly a: string
  readonly b: string
  readonly labelsA: readonly string[]
  readonly labelsB: readonly string[]
  readonly real: readonly number[]
  readonly synthetic: readonly number[]
}
