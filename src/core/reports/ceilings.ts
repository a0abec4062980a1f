import { expectedKs } from '../metrics/ceiling/kolmogorov'
import { expectedShareGap, expectedTotalVariation } from '../metrics/ceiling/skellam'
import type { ComparedColumn } from '../metrics/compared-column'
import { addCorrelationInfluence, expectedCorrelationGap } from '../metrics/interval/correlation'
import { type Influence, intervalOf, noInfluence } from '../metrics/interval/influence'
import { addKsInfluence } from '../metrics/interval/kolmogorov'
import { addLevelInfluence, addPairInfluence } from '../metrics/interval/total-variation'
import { countJoint } from '../metrics/joint-counts'
import { type Measurement, meanOf, undefinedBecause, value } from '../metrics/metric'
import { correlationSimilarity } from '../metrics/pair/correlation-similarity'
import type { ColumnReport, PairReport, ReportSummary, SummaryFigure } from './report'

/** What sampling alone lets the error of a column's shape come to, as many fresh rows as there are synthetic ones. */
export function shapeCeiling({ scale, real, synthetic, size }: ComparedColumn): Measurement {
  const [n, m] = [real.rows - real.missing, synthetic.rows - synthetic.missing]
  if (n === 0 || m === 0) return undefinedBecause('all-missing')
  if (scale === 'continuous') return value(expectedKs(real.sorted, n, m))
  const counts = new Float64Array(size)
  for (const code of real.codes) counts[code] = counts[code]! + 1
  return value(expectedTotalVariation(counts.subarray(0, size - 1), n, m))
}

export function missingCeiling({ real, synthetic }: ComparedColumn): Measurement {
  return value(expectedShareGap(real.missing / Math.max(1, real.rows), real.rows, synthetic.rows))
}

/** The same of a pair's trend, and of its shared bins. */
export function pairCeilings(a: ComparedColumn, b: ComparedColumn): { trend: Measurement; sharedBins: Measurement } {
  const [n, m] = [a.real.rows, a.synthetic.rows]
  const ofCounts = (coding: 'codes' | 'shared') => {
    const [sizeA, sizeB] = coding === 'codes' ? [a.size, b.size] : [a.sharedSize, b.sharedSize]
    return value(expectedTotalVariation(countJoint(a.real[coding], sizeA, b.real[coding], sizeB).counts, n, m))
  }
  const trend = correlationSimilarity.applies(a, b)
    ? (expectedCorrelationGap(a.real.values, b.real.values, n, m) ?? undefinedBecause('constant'))
    : ofCounts('codes')
  return { trend, sharedBins: ofCounts('shared') }
}

/** Sums of what each row moves the headlines by. */
interface Sums {
  readonly into: Influence
  figures: number
}

/** The summary with the sampling ceiling and the 95 % interval of each headline. `of`: synthetic against train. */
export function withCeilings(
  summary: ReportSummary,
  columns: readonly ColumnReport[],
  pairs: readonly PairReport[],
  of: ReadonlyMap<string, ComparedColumn>,
): ReportSummary {
  const first = of.values().next().value
  if (!first) return summary
  const start = (): Sums => ({ into: noInfluence(first.real.rows, first.synthetic.rows), figures: 0 })
  const sums = { shape: start(), missing: start(), trend: start(), strong: start(), shared: start() }
  for (const column of of.values()) {
    count(sums.shape, (into) =>
      column.scale === 'continuous' ? addKsInfluence(column, into) : addLevelInfluence(column, into),
    )
    count(sums.missing, (into) => addMissingInfluence(column, into))
  }
  for (const { a, b, strong, trend } of pairs) {
    const [x, y] = [of.get(a), of.get(b)]
    if (!x || !y) continue
    count(sums.shared, (into) => addPairInfluence(x, y, 'shared', into))
    if (trend.synthetic.kind === 'undefined') continue
    const addTrend = (into: Influence) =>
      correlationSimilarity.applies(x, y) ? addCorrelationInfluence(x, y, into) : addPairInfluence(x, y, 'codes', into)
    count(sums.trend, addTrend)
    if (strong) count(sums.strong, addTrend)
  }
  const finish = (figure: SummaryFigure, ceilings: readonly (Measurement | undefined)[], { into, figures }: Sums) => ({
    ...figure,
    ceiling: meanOf(ceilings.filter((ceiling) => ceiling !== undefined)),
    ...(figure.synthetic.kind === 'value' ? { interval: intervalOf(figure.synthetic.value, into, figures) } : {}),
  })
  const strongPairs = pairs.filter(({ strong }) => strong)
  return {
    ...summary,
    shapeError: finish(
      summary.shapeError,
      columns.map((column) => column.ceiling),
      sums.shape,
    ),
    missingGap: finish(summary.missingGap, [...of.values()].map(missingCeiling), sums.missing),
    trendError: finish(
      summary.trendError,
      pairs.map((pair) => pair.ceilings?.trend),
      sums.trend,
    ),
    strongTrendError: finish(
      summary.strongTrendError,
      strongPairs.map((pair) => pair.ceilings?.trend),
      sums.strong,
    ),
    sharedBinError: finish(
      summary.sharedBinError,
      pairs.map((pair) => pair.ceilings?.sharedBins),
      sums.shared,
    ),
  }
}

function count(sums: Sums, add: (into: Influence) => void): void {
  sums.figures++
  add(sums.into)
}

function addMissingInfluence({ real, synthetic, scale, size }: ComparedColumn, into: Influence): void {
  const sign = Math.sign(synthetic.missing / synthetic.rows - real.missing / real.rows)
  for (const [side, entries, factor] of [
    [real, into.real, -sign],
    [synthetic, into.synthetic, sign],
  ] as const)
    for (let row = 0; row < side.rows; row++) {
      const isMissing = scale === 'continuous' ? Number.isNaN(side.values[row]!) : side.codes[row] === size - 1
      if (isMissing) entries[row] = entries[row]! + factor
    }
}

/** Whether a figure (0 is best) is smaller than sampling alone would make it, by more than its own scatter. */
export function isBelowCeiling({ ceiling, interval }: Pick<SummaryFigure, 'ceiling' | 'interval'>): boolean {
  return ceiling?.kind === 'value' && interval !== undefined && interval[1] < ceiling.value
}
