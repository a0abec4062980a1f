import { type ColumnMetric, undefinedBecause, value } from '../metric'

/**
 * 1 − ½ Σ |share in real − share in synthetic| over the levels, missing cells left out: SDMetrics' TVComplement, without
 * the count of 1e-6 that it gives real for a level that only synthetic has.
 */
export const tvComplement: ColumnMetric = {
  id: 'tv-complement',
  label: 'TV complement',
  source: 'SDMetrics, single_column/statistical/tvcomplement.py',
  goal: 'maximize',
  range: [0, 1],
  applies: (column) => column.scale === 'discrete',
  compute({ real, synthetic, size }) {
    if (real.rows === 0 || synthetic.rows === 0) return undefinedBecause('too-few-rows')
    const [p, q] = [levelShares(real.codes, size - 1), levelShares(synthetic.codes, size - 1)]
    if (!p || !q) return undefinedBecause('all-missing')
    let sum = 0
    for (let level = 0; level < p.length; level++) sum += Math.abs(p[level]! - q[level]!)
    return value(1 - sum / 2)
  },
}

/** Shares of the codes below `levels`; undefined where there are none. */
function levelShares(codes: Int32Array, levels: number): Float64Array | undefined {
  const shares = new Float64Array(levels)
  let present = 0
  for (const code of codes) {
    if (code >= levels) continue
    shares[code] = shares[code]! + 1
    present++
  }
  return present === 0 ? undefined : shares.map((count) => count / present)
}
