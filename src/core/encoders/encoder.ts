import type { SubsampledGaussian } from '../dp/subsampled-gaussian'
import type { Random } from '../random'
import type { Field } from '../schema/schema'
import type { Column } from '../table/table'

/** Codes of one unit, one per row. */
export type Codes = Uint16Array

/**
 * A unit is what a generator models: one discrete variable with `size` codes. A field has none (it is made, not
 * learned), one (a number, a category) or several (a date's day, weekday, hour).
 */
export interface Unit {
  /** 'age', 'sold at · weekday' */
  readonly name: string
  /** Position of the field in the schema. */
  readonly field: number
  readonly size: number
  /** ordinal: the codes below `missingFrom` are in the order of their values. */
  readonly scale: 'nominal' | 'ordinal'
  /** `[size]`: mid-rank of each code among the train rows, 0–1; NaN for missing codes. Only for ordinal units. */
  readonly ranks?: Float32Array
  /** `[size]`: of quantile bins, in the values' own measure, smoothed over neighbours; 0 for other codes. */
  readonly widths?: Float64Array
  /** `[size]`: 1 for quantile bins of a continuous value (a smooth output basis fits them), 0 for atoms. */
  readonly smooth?: Uint8Array
  /** Codes from here on stand for missing values (one per spelling); equal to `size` when nothing is missing. */
  readonly missingFrom: number
  /** `[size]`: train rows per code. */
  readonly counts: Float64Array
}

/** The learned part of a table as codes. `codes`: `[units][rows]`. */
export interface EncodedTable {
  readonly rows: number
  readonly units: readonly Unit[]
  readonly codes: readonly Codes[]
  /** Set where the units' counts were released by a mechanism; codes and `rows` are then for mechanisms alone. */
  readonly measured?: PrivateCounts
}

/** What is public of a privately encoded table beside its units. */
export interface PrivateCounts {
  /** Noisy. */
  readonly rows: number
  /** `[units][size]`: of each count. */
  readonly variances: readonly Float64Array[]
  /** What is left of the budget, in zero-concentrated privacy: for choosing pairs, and for measuring them. */
  readonly selectRho: number
  readonly pairRho: number
  /** What the rest of the budget allows a network that trains. */
  readonly training?: SubsampledGaussian
  /** The unit that models shall predict. */
  readonly target?: number
}

export interface EncodingOptions {
  /** Most codes for a number's values (without missing): trees want about 250, the network about 100 bins. */
  readonly bins: number
  /** Numbers with at most this many distinct values get one code per value. */
  readonly exactUpTo: number
  /** A level or repeated value held by fewer rows is never emitted. */
  readonly minimumCount: number
}

interface FitEncoderContext {
  readonly options: EncodingOptions
  readonly random: Random
}

/** One way of turning a field into units and back. A new one is one file and one line in the registry. */
export interface Encoder {
  readonly id: string
  /** Whether this encoder takes the field, given its kind and action. The first of the registry that does is used. */
  takes(field: Field): boolean
  /** Looks at train rows only. */
  fit(column: Column, field: Field, context: FitEncoderContext): Promise<FittedEncoder>
  restore(state: EncoderState, field: Field): Promise<FittedEncoder>
}

export interface FittedEncoder {
  /** Without `field`: {@link fitTableEncoder} adds it. */
  readonly units: readonly Omit<Unit, 'field'>[]
  /** `[units][rows]`. Values never seen in training go to the nearest or most frequent code. */
  encode(column: Column): Codes[]
  /** The inverse. `codes`: `[units][rows]`. Same random state, same column. */
  decode(codes: readonly Codes[], context: DecodeContext): Column
  /** What the condition allows, or a problem (thrown) when the field can't be conditioned or the value is unknown. */
  allow(condition: ValueCondition): Allowed
  /** What is left when the condition must not hold. Throws as {@link FittedEncoder.allow} does. */
  forbid(condition: ValueCondition): Allowed
  /** Plain data without a row: structured-clonable, and JSON when typed arrays are written as arrays. */
  state(): EncoderState
  /** Why values are made rather than learned; absent when they are learned. */
  readonly notLearned?: NotLearnedReason
}

export type NotLearnedReason = 'constant' | 'empty' | 'too-few-rows' | 'id' | 'personal' | 'text' | 'fake' | 'dropped'

export interface DecodeContext {
  readonly rows: number
  /** Rows that were decoded before this batch for the same output: fresh ids go on from here. */
  readonly offset: number
  readonly random: Random
  /** The same for all batches of an output: what must not repeat between them hangs on it. */
  readonly seed: number
  /** Real bounds for values inside a bin, from a condition; positions of levels where a code holds several texts. */
  readonly bounds?: Bounds
}

export interface Bounds {
  readonly low: number
  readonly high: number
  /** Closed intervals that are excluded: what is left when a condition must not hold. */
  readonly except?: readonly { readonly low: number; readonly high: number }[]
  /** Only these values. */
  readonly values?: readonly number[]
}

export interface EncoderState {
  readonly encoder: string
  readonly [fact: string]: unknown
}

/** A wish for the values of one field. Texts are as the file writes them. Both ends of `between` belong to it. */
export type ValueCondition =
  | { readonly is: 'in'; readonly values: readonly string[] }
  | { readonly is: 'between'; readonly low?: string; readonly high?: string }
  | { readonly is: 'missing' }
  | { readonly is: 'present' }

/** `masks`: per unit of the field `[size]`, 1 = allowed; undefined = all. */
export interface Allowed {
  readonly masks: readonly (Uint8Array | undefined)[]
  readonly bounds?: Bounds
}
