import { type Measurement, undefinedBecause, value } from './metric'

/** Spearman's rank correlation (1904): Pearson's of the ranks, equal values with their mean rank. `a`, `b`: `[n]`. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): Measurement {
  if (a.length < 3) return undefinedBecause('too-few-rows')
  const [x, y] = [ranksOf(a), ranksOf(b)]
  const middle = (a.length + 1) / 2
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - middle) * (y[i]! - middle)
    xx += (x[i]! - middle) ** 2
    yy += (y[i]! - middle) ** 2
  }
  return xx > 0 && yy > 0 ? value(xy / Math.sqrt(xx * yy)) : undefinedBecause('constant')
}

/** 1 … n, ties share their mean rank. */
function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const ranks = new Float64Array(order.length)
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}
