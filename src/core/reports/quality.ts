import { type ComparedColumn, compareColumn } from '../metrics/compared-column'
import type { Measurement } from '../metrics/metric'
import { shapeMetric, trendMetric } from '../metrics/registry'
import type { Field, Schema } from '../schema/schema'
import type { Table } from '../table/table'

/** Mean errors (1 − similarity) over columns and pairs, 0–1. */
export interface QualityErrors {
  readonly shapeError: number
  readonly trendError: number
}

const mostPairs = 500

/** The fields that are compared: what is learned; fresh ids, fakes and texts are alike by design, not by learning. */
export const measuredFields = (schema: Schema): Field[] =>
  schema.fields.filter((field) => field.action === 'learn' && field.kind !== 'id' && field.kind !== 'text')

/** Both tables' measured columns side by side. Columns that are missing in either are left out. */
export function compareTables(real: Table, synthetic: Table, schema: Schema): ComparedColumn[] {
  return measuredFields(schema).flatMap((field) => {
    const a = real.columns[real.names.indexOf(field.name)]
    const b = synthetic.columns[synthetic.names.indexOf(field.name)]
    return a && b ? [compareColumn(field, a, b)] : []
  })
}

/** All pairs of `n` columns, or an even choice of at most `most` of them. */
export function pairsOf(n: number, most: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) pairs.push([a, b])
  if (pairs.length <= most) return pairs
  return Array.from({ length: most }, (_, i) => pairs[Math.floor((i * pairs.length) / most)]!)
}

/** One quick figure for shape and one for trend: cheap enough for a live view of a few thousand rows. */
export function quickQuality(real: Table, synthetic: Table, schema: Schema): QualityErrors {
  const columns = compareTables(real, synthetic, schema)
  const shapes = columns.map((column) => shapeMetric(column).compute(column))
  const trends = pairsOf(columns.length, mostPairs).map(([i, j]) => {
    const [a, b] = [columns[i]!, columns[j]!]
    return trendMetric(a, b).compute(a, b)
  })
  return { shapeError: meanError(shapes), trendError: meanError(trends) }
}

/** 1 − the mean of what is defined; 0 when nothing is. */
export function meanError(measurements: readonly Measurement[]): number {
  const values = measurements.flatMap((m) => (m.kind === 'value' ? [m.value] : []))
  return values.length === 0 ? 0 : 1 - values.reduce((sum, v) => sum + v, 0) / values.length
}
