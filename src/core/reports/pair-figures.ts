import type { ComparedColumn } from '../metrics/compared-column'
import { type Measurement, undefinedBecause } from '../metrics/metric'
import { codeCounts } from '../metrics/pair/contingency-similarity'
import { correlationRatioOf } from '../metrics/pair/correlation-ratio'
import { pearson } from '../metrics/pair/correlation-similarity'
import { cramersV } from '../metrics/pair/cramers-v'
import { sharedBinSimilarity } from '../metrics/pair/shared-bin-similarity'
import { trendMetric } from '../metrics/registry'
import { isStrong } from '../metrics/strong-pair'
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
    association: associationOf(a, b),
    strong: isStrong(a, b),
  }
}

function associationOf(a: ComparedColumn, b: ComparedColumn): PairReport['association'] {
  if (a.scale !== b.scale)
    return {
      measure: 'correlation-ratio',
      train: correlationRatioOf(a, b, 'real'),
      synthetic: correlationRatioOf(a, b, 'synthetic'),
    }
  if (a.scale === 'discrete')
    return {
      measure: 'cramers-v',
      train: cramersV(codeCounts(a, b, 'real')),
      synthetic: cramersV(codeCounts(a, b, 'synthetic')),
    }
  return {
    measure: 'pearson',
    train: pearson(a.real.values, b.real.values),
    synthetic: pearson(a.synthetic.values, b.synthetic.values),
  }
}
