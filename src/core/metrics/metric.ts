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

export const undefinedBecause = (reason: UndefinedReason): Measurement => ({ kind: 'undefined', reason })
/** Of numbers so large that their squares overflow there is no figure. */
export const value = (v: number): Measurement =>
  Number.isFinite(v) ? { kind: 'value', value: v } : undefinedBecause('not-applicable')

/** A figure beside its references. */
export interface Referenced {
  readonly synthetic: Measurement
  /** The same figure for control rows against train rows: as good as real. */
  readonly control: Measurement
  /** The same figure for the baseline (independent columns) against train rows. */
  readonly baseline: Measurement
}

/** The mean of those that are values; the first reason where none is. */
export function meanOf(measurements: readonly Measurement[]): Measurement {
  let sum = 0
  let count = 0
  for (const m of measurements) {
    if (m.kind !== 'value') continue
    sum += m.value
    count++
  }
  return count > 0 ? value(sum / count) : (measurements[0] ?? undefinedBecause('not-applicable'))
}

/** `change` of the value; an undefined figure stays as it is. */
export const mapValue = (m: Measurement, change: (v: number) => number): Measurement =>
  m.kind === 'value' ? value(change(m.value)) : m

interface MetricFacts {
  readonly id: string
  readonly label: string
  /** Where it is defined. */
  readonly source: string
  readonly goal: 'maximize' | 'minimize'
  readonly range: readonly [number, number]
}

export interface ColumnMetric extends MetricFacts {
  applies(column: ComparedColumn): boolean
  compute(column: ComparedColumn): Measurement
}

export interface PairMetric extends MetricFacts {
  applies(a: ComparedColumn, b: ComparedColumn): boolean
  compute(a: ComparedColumn, b: ComparedColumn): Measurement
}
