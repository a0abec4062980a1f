import { ksComplement } from './column/ks-complement'
import { missingValueSimilarity } from './column/missing-value-similarity'
import { tvComplement } from './column/tv-complement'
import type { ComparedColumn } from './compared-column'
import type { ColumnMetric, PairMetric } from './metric'
import { contingencySimilarity } from './pair/contingency-similarity'
import { correlationSimilarity } from './pair/correlation-similarity'

export const columnMetrics: readonly ColumnMetric[] = [ksComplement, tvComplement, missingValueSimilarity]
export const pairMetrics: readonly PairMetric[] = [correlationSimilarity, contingencySimilarity]

/** The shape metric of a column: the first of the list that applies. */
export function shapeMetric(column: ComparedColumn): ColumnMetric {
  return columnMetrics.find((metric) => metric.applies(column)) ?? missingValueSimilarity
}

/** The trend metric of a pair: the first of the list that applies. */
export function trendMetric(a: ComparedColumn, b: ComparedColumn): PairMetric {
  return pairMetrics.find((metric) => metric.applies(a, b)) ?? contingencySimilarity
}
