import type { ComparedColumn } from '../metrics/compared-column'
import { type Measurement, mapValue, meanOf, type Referenced, undefinedBecause } from '../metrics/metric'
import { sharedBinSimilarity } from '../metrics/pair/shared-bin-similarity'
import { shapeMetric, trendMetric } from '../metrics/registry'
import { strengthOf } from './pair-figures'
import type { ColumnReport, PairReport, ReportSummary, SummaryFigure } from './report'

const worstShown = 10

/** `matched`: the synthetic rows thinned to as many as control has, compared with train; `copula`: so many of a copula. */
export function summarise(
  columns: readonly ColumnReport[],
  pairs: readonly PairReport[],
  matched: ReadonlyMap<string, ComparedColumn> | undefined,
  copula: ReadonlyMap<string, ComparedColumn> | undefined,
): ReportSummary {
  const measured = columns.filter((column) => column.metric !== undefined)
  const strong = pairs.filter((pair) => pair.strong)
  const small = matchedErrors(measured, pairs, matched)
  const second = matchedErrors(measured, pairs, copula)
  const withCopula = (figure: SummaryFigure, of: Measurement): SummaryFigure =>
    copula ? { ...figure, copula: of } : figure
  return {
    shapeError: withCopula(
      errorOf(
        measured.map((c) => c.shape),
        small.shape,
      ),
      second.shape,
    ),
    trendError: withCopula(
      errorOf(
        pairs.map((p) => p.trend),
        small.trend,
      ),
      second.trend,
    ),
    strongTrendError: withCopula(
      errorOf(
        strong.map((p) => p.trend),
        small.strongTrend,
      ),
      second.strongTrend,
    ),
    sharedBinError: withCopula(
      errorOf(
        pairs.map((p) => p.sharedBins),
        small.sharedBins,
      ),
      second.sharedBins,
    ),
    missingGap: mean(
      measured.map((c) => c.missingGap),
      (v) => v,
      small.missing,
    ),
    associationGap: associationGap(pairs, small.association),
    worstColumns: worst(measured, (c) => c.shape).map((c) => c.name),
    worstPairs: worst(pairs, (p) => p.sharedBins).map((p) => [p.a, p.b] as const),
  }
}

/** Mean of |strength in train − strength in the other rows|. */
function associationGap(pairs: readonly PairReport[], matched: Measurement): SummaryFigure {
  const mean = (side: 'synthetic' | 'control') =>
    meanOf(pairs.map(({ association }) => gapOf(association.train, association[side])))
  return {
    synthetic: mean('synthetic'),
    control: mean('control'),
    baseline: undefinedBecause('not-applicable'),
    matched,
  }
}

const gapOf = (a: Measurement, b: Measurement): Measurement =>
  a.kind === 'value' ? mapValue(b, (v) => Math.abs(v - a.value)) : a

const errorOf = (scores: readonly Referenced[], matched: Measurement): SummaryFigure =>
  mean(scores, (score) => 1 - score, matched)

function mean(figures: readonly Referenced[], change: (v: number) => number, matched: Measurement): SummaryFigure {
  const of = (side: keyof Referenced) => mapValue(meanOf(figures.map((figure) => figure[side])), change)
  return { synthetic: of('synthetic'), control: of('control'), baseline: of('baseline'), matched }
}

function worst<T>(entries: readonly T[], score: (entry: T) => Referenced): T[] {
  const rank = (entry: T) => {
    const { synthetic } = score(entry)
    return synthetic.kind === 'value' ? synthetic.value : Number.POSITIVE_INFINITY
  }
  return entries
    .filter((entry) => rank(entry) < 1)
    .sort((x, y) => rank(x) - rank(y))
    .slice(0, worstShown)
}

function matchedErrors(
  columns: readonly ColumnReport[],
  pairs: readonly PairReport[],
  matched: ReadonlyMap<string, ComparedColumn> | undefined,
) {
  const none = undefinedBecause('too-few-rows')
  if (!matched)
    return { shape: none, trend: none, strongTrend: none, sharedBins: none, missing: none, association: none }
  const error = (scores: readonly Measurement[]) => mapValue(meanOf(scores), (score) => 1 - score)
  const own = columns.flatMap(({ name }) => matched.get(name) ?? [])
  const trends = pairs.map(({ a, b, strong }) => {
    const [x, y] = [matched.get(a), matched.get(b)]
    if (!x || !y) return { strong, trend: none, shared: none }
    return { strong, trend: trendMetric(x, y).compute(x, y), shared: sharedBinSimilarity.compute(x, y) }
  })
  const gap = ({ real, synthetic }: ComparedColumn) =>
    Math.abs(real.missing / real.rows - synthetic.missing / synthetic.rows)
  return {
    shape: error(own.map((column) => shapeMetric(column).compute(column))),
    trend: error(trends.map((pair) => pair.trend)),
    strongTrend: error(trends.filter((pair) => pair.strong).map((pair) => pair.trend)),
    sharedBins: error(trends.map((pair) => pair.shared)),
    association: meanOf(
      pairs.map(({ a, b, association }) => {
        const [x, y] = [matched.get(a), matched.get(b)]
        return x && y ? gapOf(association.train, strengthOf(x, y, 'synthetic')) : none
      }),
    ),
    missing: meanOf(own.map((column) => ({ kind: 'value' as const, value: gap(column) }))),
  }
}
