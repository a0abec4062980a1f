import type { Measurement } from '../metrics/metric'
import type { EvaluationFigure } from './provenance'
import type { Report } from './report'

/** A report's headlines as provenance states them; figures that there are none of are left out. */
export function evaluationOf({ summary, detectors, usefulness, rows }: Report): EvaluationFigure[] {
  const { shapeError, trendError, strongTrendError, sharedBinError, missingGap } = summary
  const figures = Object.entries({ shapeError, trendError, strongTrendError, sharedBinError, missingGap })
  return [
    ...figures.flatMap(([name, { synthetic, control, baseline }]) =>
      stated(kebab(name), rows.synthetic, synthetic, control, baseline),
    ),
    ...detectors.flatMap(({ detector, auc, rows: n }) =>
      stated(`two-sample-auc/${detector}`, n, auc.synthetic, auc.control, auc.baseline),
    ),
    ...(usefulness?.scores ?? []).flatMap(({ learner, measure, synthetic, real, majority }) =>
      stated(`usefulness/${learner}/${measure}`, usefulness?.trainRows ?? 0, synthetic, real, majority),
    ),
  ]
}

function stated(
  metric: string,
  n: number,
  made: Measurement,
  reference: Measurement,
  baseline: Measurement,
): EvaluationFigure[] {
  if (made.kind !== 'value') return []
  return [
    {
      metric,
      value: made.value,
      ...(reference.kind === 'value' ? { reference: reference.value } : {}),
      ...(baseline.kind === 'value' ? { baseline: baseline.value } : {}),
      n,
    },
  ]
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
