import { boundaryAdherence } from './column/boundary-adherence'
import { categoryAdherence } from './column/category-adherence'
import { categoryCoverage } from './column/category-coverage'
import { ksComplement } from './column/ks-complement'
import { missingValueSimilarity } from './column/missing-value-similarity'
import { rangeCoverage } from './column/range-coverage'
import { tvComplement } from './column/tv-complement'
import { wasserstein } from './column/wasserstein'
import type { ComparedColumn } from './compared-column'
import type { ColumnMetric, PairMetric } from './metric'
import { contingencySimilarity } from './pair/contingency-similarity'
import { correlationRatioSimilarity } from './pair/correlation-ratio'
import { correlationSimilarity } from './pair/correlation-similarity'
import { cramersVSimilarity } from './pair/cramers-v'
import { sharedBinSimilarity } from './pair/shared-bin-similarity'
import { rankSimilarity } from './pair/spearman'

export const columnMetrics: readonly ColumnMetric[] = [
  ksComplement,
  tvComplement,
  missingValueSimilarity,
  wasserstein,
  boundaryAdherence,
  categoryAdherence,
  rangeCoverage,
  categoryCoverage,
]
export const pairMetrics: readonly PairMetric[] = [
  correlationSimilarity,
  rankSimilarity,
  contingencySimilarity,
  sharedBinSimilarity,
  cramersVSimilarity,
  correlationRatioSimilarity,
]

/** What SDMetrics' QualityReport calls a column's shape. */
export const shapeMetric = (column: ComparedColumn): ColumnMetric =>
  ksComplement.applies(column) ? ksComplement : tvComplement

/** What SDMetrics' QualityReport calls a pair's trend. */
export const trendMetric = (a: ComparedColumn, b: ComparedColumn): PairMetric =>
  correlationSimilarity.applies(a, b) ? correlationSimilarity : contingencySimilarity
