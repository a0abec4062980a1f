import type { ComparedColumn } from './compared-column'

/** A figure, or the reason why there is none. NaN is never an answer. */
export type Measurement =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'undefined'; readonly reason: UndefinedReason }
export type UndefinedReason =
  | 'constant'
  | 'all-missing'
  | 'too-few-rows'
  | 'not-applicable'
  | 'no-target'
  | 'too-many-levels'

export const value = (v: number): Measurement => ({ kind: 'value', value: v })
export const undefinedBecause = (reason: UndefinedReason): Measurement => ({ kind: 'undefined', reason })

/** A figure beside its references. */
export interface Referenced {
  readonly synthetic: Measurement
  /** The same figure for control rows against train rows: as good as real. */
  readonly control: Measurement
  /** The same figure for the baseline (independent columns) against train rows. */
  readonly baseline: Measurement
}

interface MetricFacts {
  readonly id: string
  readonly label: string
  /** Where it is defined. */
  readonly source: string
  readonly goal: 'maximize' | 'minimize'
  readonly range: readonly [number, number]
}

/** Real against synthetic values of one column. A new one is one file and one line in the registry. */
export interface ColumnMetric extends MetricFacts {
  applies(column: ComparedColumn): boolean
  compute(column: ComparedColumn): Measurement
}

/** How two columns hang together, in real against synthetic rows. */
export interface PairMetric extends MetricFacts {
  applies(a: ComparedColumn, b: ComparedColumn): boolean
  compute(a: ComparedColumn, b: ComparedColumn): Measurement
}
