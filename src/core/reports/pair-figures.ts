import type { ComparedColumn } from '../metrics/compared-column'
import { type Measurement, undefinedBecause } from '../metrics/metric'
import { codeCounts } from '../metrics/pair/contingency-similarity'
import { correlationRatioOf } from '../metrics/pair/correlation-ratio'
import { pearson } from '../metrics/pair/correlation-similarity'
import { cramersV } from '../metrics/pair/cramers-v'
import { sharedBinSimilarity } from '../metrics/pair/shared-bin-similarity'
import { rankSimilarity, spearman } from '../metrics/pair/spearman'
import { trendMetric } from '../metrics/registry'
import { isStrong } from '../metrics/strong-pair'
import { pairCeilings } from './ceilings'
import type { PairReport } from './report'

/** The compared columns by name, of one table against train; absent where there is no such table. */
export type Comparison = ReadonlyMap<string, ComparedColumn> | undefined

export interface Comparisons {
  readonly synthetic: Comparison
  readonly control: Comparison
  readonly baseline: Comparison
}

export const missingTable: Measurement = undefinedBecause('too-few-rows')

/** The same figure of all three comparisons. */
export function referenced(comparisons: Comparisons, figure: (of: ReadonlyMap<string, ComparedColumn>) => Measurement) {
  const measure = (of: Comparison) => (of ? figure(of) : missingTable)
  const { synthetic, control, baseline } = comparisons
  return { synthetic: measure(synthetic), control: measure(control), baseline: measure(baseline) }
}

export function pairReport(a: ComparedColumn, b: ComparedColumn, comparisons: Comparisons): PairReport {
  const metric = trendMetric(a, b)
  const of = (metricOf: typeof metric) =>
    referenced(comparisons, (columns) => {
      const [x, y] = [columns.get(a.field.name), columns.get(b.field.name)]
      return x && y ? metricOf.compute(x, y) : undefinedBecause('not-applicable')
    })
  return {
    a: a.field.name,
    b: b.field.name,
    metric: metric.id,
    trend: of(metric),
    sharedBins: of(sharedBinSimilarity),
    association: associationOf(a, b, comparisons.control),
    ...(rankSimilarity.applies(a, b) ? { ranks: ranksOf(a, b, comparisons.control) } : {}),
    ceilings: pairCeilings(a, b),
    strong: isStrong(a, b),
  }
}

function associationOf(a: ComparedColumn, b: ComparedColumn, control: Comparison): PairReport['association'] {
  const measure = a.scale !== b.scale ? 'correlation-ratio' : a.scale === 'discrete' ? 'cramers-v' : 'pearson'
  return {
    measure,
    train: strengthOf(a, b, 'real'),
    synthetic: strengthOf(a, b, 'synthetic'),
    control: inControl(a, b, control, (x, y) => strengthOf(x, y, 'synthetic')),
  }
}

/** Pearson's r of two numbers, Cramér's V of two levels, else the correlation ratio. */
export function strengthOf(a: ComparedColumn, b: ComparedColumn, side: 'real' | 'synthetic'): Measurement {
  if (a.scale !== b.scale) return correlationRatioOf(a, b, side)
  return a.scale === 'discrete' ? cramersV(codeCounts(a, b, side)) : pearson(a[side].values, b[side].values)
}

function ranksOf(a: ComparedColumn, b: ComparedColumn, control: Comparison): PairReport['ranks'] & {} {
  return {
    train: spearman(a.real, b.real),
    synthetic: spearman(a.synthetic, b.synthetic),
    control: inControl(a, b, control, (x, y) => spearman(x.synthetic, y.synthetic)),
  }
}

/** A figure of control rows, which stand in the place of the synthetic ones in their comparison. */
function inControl(
  a: ComparedColumn,
  b: ComparedColumn,
  control: Comparison,
  figure: (x: ComparedColumn, y: ComparedColumn) => Measurement,
): Measurement {
  const [x, y] = [control?.get(a.field.name), control?.get(b.field.name)]
  return x && y ? figure(x, y) : missingTable
}
