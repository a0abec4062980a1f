import type { ColumnMetric } from '../metric'
import { undefinedBecause, value } from '../metric'

/** 1 − ½ Σ |p − q| over the levels of present values (SDMetrics `TVComplement`). */
export const tvComplement: ColumnMetric = {
  id: 'tv-complement',
  label: 'TV complement',
  source: 'SDMetrics TVComplement; total variation distance',
  goal: 'maximize',
  range: [0, 1],
  applies: (column) => column.scale === 'discrete',
  compute({ real, synthetic, levels }) {
    const p = shares(real.codes, levels)
    const q = shares(synthetic.codes, levels)
    if (!p || !q) return undefinedBecause('all-missing')
    let distance = 0
    for (let level = 0; level < levels; level++) distance += Math.abs(p[level]! - q[level]!)
    return value(1 - distance / 2)
  },
}

/** Share of each level among the present cells; nothing when there are none. */
function shares(codes: Int32Array, levels: number): Float64Array | undefined {
  const counts = new Float64Array(levels + 1)
  for (const code of codes) counts[code]!++
  const present = codes.length - counts[levels]!
  return present === 0 ? undefined : counts.map((count) => count / present)
}
