import type { ComparedColumn } from './compared-column'
import { codeCounts } from './pair/contingency-similarity'
import { pearson } from './pair/correlation-similarity'
import { cramersV } from './pair/cramers-v'

/** Whether SDMetrics' QualityReport counts the pair since 0.27: |r| > .5 in real, or Cramér's V > .3. */
export function isStrong(a: ComparedColumn, b: ComparedColumn): boolean {
  if (a.scale === 'continuous' && b.scale === 'continuous') {
    const r = pearson(a.real.values, b.real.values)
    return r.kind === 'value' && Math.abs(r.value) > 0.5
  }
  const v = cramersV(codeCounts(a, b, 'real'))
  return v.kind === 'value' && v.value > 0.3
}
