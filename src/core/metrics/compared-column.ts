import { numbersOf, scaleOf, shareLevels } from '../learners/column-values'
import type { Field } from '../schema/schema'
import { type Column, countMissing } from '../table/table'
import { codeByUpperEdges, digitize, equalWidthEdges, quantileEdges } from './bins'

/** One column of two tables, prepared once: every metric reads from here. */
export interface ComparedColumn {
  readonly field: Field
  readonly scale: 'continuous' | 'discrete'
  readonly real: ComparedSide
  readonly synthetic: ComparedSide
  /** Number of codes in `codes` and in `shared`, missing included. */
  readonly size: number
  readonly sharedSize: number
  /** What the codes of `shared` stand for, before other (levels) and missing. */
  readonly bins: SharedBins
}

/** Upper edges of the bins, or the levels that have one of their own. */
export type SharedBins =
  | { readonly kind: 'edges'; readonly edges: Float64Array }
  | { readonly kind: 'levels'; readonly levels: readonly string[] }

export interface ComparedSide {
  readonly rows: number
  readonly missing: number
  /** `[rows]`, NaN where missing. Continuous columns only. */
  readonly values: Float64Array
  /** `values` without NaN, ascending. */
  readonly sorted: Float64Array
  /** As SDMetrics codes: a discrete column's levels and then missing; a continuous one's ten bins over its own range. */
  readonly codes: Int32Array
  /** Bins of both sides together: at most ten by real's quantiles or most frequent levels, other, missing. */
  readonly shared: Int32Array
}

const binCount = 10
/** As mostlyai-qa: a level that fewer real rows hold is pooled. */
const minimumLevelCount = 5

/** Undefined where the field's values are made fresh rather than learned, so that there is nothing to compare. */
export function compareColumn(field: Field, real: Column, synthetic: Column): ComparedColumn | undefined {
  const scale = scaleOf(field)
  if (scale === undefined) return undefined
  return scale === 'continuous' ? compareNumbers(real, synthetic, field) : compareLevels(real, synthetic, field)
}

function compareNumbers(real: Column, synthetic: Column, field: Field): ComparedColumn {
  const [a, b] = [numbersOf(real, field), numbersOf(synthetic, field)]
  const [sortedA, sortedB] = [sortedValues(a), sortedValues(b)]
  const edges = quantileEdges(sortedA, binCount)
  const side = (values: Float64Array, sorted: Float64Array): ComparedSide => ({
    rows: values.length,
    missing: values.length - sorted.length,
    values,
    sorted,
    codes: digitize(values, equalWidthEdges(sorted, binCount)),
    shared: codeByUpperEdges(values, edges),
  })
  return {
    field,
    scale: 'continuous',
    real: side(a, sortedA),
    synthetic: side(b, sortedB),
    size: binCount + 2,
    sharedSize: edges.length + 1,
    bins: { kind: 'edges', edges },
  }
}

function compareLevels(real: Column, synthetic: Column, field: Field): ComparedColumn {
  const { levels, codes } = shareLevels([real, synthetic])
  const [a, b] = [codes[0]!, codes[1]!]
  const frequent = frequentLevels(a, levels.length)
  const pooled = poolLevels(frequent, levels.length)
  const side = (column: Column, own: Int32Array): ComparedSide => ({
    rows: own.length,
    missing: countMissing(column),
    values: none,
    sorted: none,
    codes: own,
    shared: Int32Array.from(own, (code) => pooled[code]!),
  })
  return {
    field,
    scale: 'discrete',
    real: side(real, a),
    synthetic: side(synthetic, b),
    size: levels.length + 1,
    sharedSize: binCount + 2,
    bins: { kind: 'levels', levels: frequent.map((code) => levels[code]!) },
  }
}

const none = new Float64Array(0)

function sortedValues(values: Float64Array): Float64Array {
  return values.filter((v) => !Number.isNaN(v)).sort()
}

/** The codes of the most frequent levels that enough real rows hold. */
function frequentLevels(codes: Int32Array, levels: number): number[] {
  const counts = new Int32Array(levels + 1)
  for (const code of codes) counts[code] = counts[code]! + 1
  return Array.from({ length: levels }, (_, code) => code)
    .filter((code) => counts[code]! >= minimumLevelCount)
    .sort((x, y) => counts[y]! - counts[x]! || x - y)
    .slice(0, binCount)
}

/** Per code its place among the most frequent, else `binCount` (other); missing is `binCount + 1`. */
function poolLevels(frequent: readonly number[], levels: number): Int32Array {
  const pooled = new Int32Array(levels + 1).fill(binCount)
  frequent.forEach((code, place) => {
    pooled[code] = place
  })
  pooled[levels] = binCount + 1
  return pooled
}
