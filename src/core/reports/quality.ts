import { compareTables, pairsOf } from '../metrics/compared-table'
import { type Measurement, meanOf } from '../metrics/metric'
import { shapeMetric, trendMetric } from '../metrics/registry'
import type { Schema } from '../schema/schema'
import type { Table } from '../table/table'

/** Mean errors (1 − similarity) over columns and pairs, 0–1. */
export interface QualityErrors {
  readonly shapeError: number
  readonly trendError: number
}

/** Keeps a view of a wide table live: an even choice of its pairs says as much. */
const mostPairs = 500

/** One figure for shape and one for trend: cheap enough for a live view of a few thousand rows. */
export function quickQuality(real: Table, synthetic: Table, schema: Schema): QualityErrors {
  const columns = compareTables(real, synthetic, schema)
  const shapes = columns.map((column) => shapeMetric(column).compute(column))
  const trends = pairsOf(columns.length, mostPairs).map(([i, j]) => {
    const [a, b] = [columns[i]!, columns[j]!]
    return trendMetric(a, b).compute(a, b)
  })
  return { shapeError: errorOf(shapes), trendError: errorOf(trends) }
}

/** 1 − the mean of what is defined; 0 when nothing is. */
function errorOf(similarities: readonly Measurement[]): number {
  const mean = meanOf(similarities)
  return mean.kind === 'value' ? 1 - mean.value : 0
}
