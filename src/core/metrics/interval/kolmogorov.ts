import type { ComparedColumn } from '../compared-column'
import type { Influence } from './influence'

/** Adds what each row moves the Kolmogorov–Smirnov distance by: it lies on this or that side of where the gap is widest. */
export function addKsInfluence({ real, synthetic }: ComparedColumn, into: Influence): void {
  const [a, b] = [real.sorted, synthetic.sorted]
  if (a.length === 0 || b.length === 0) return
  const { at, sign } = widestGap(a, b)
  const sides = [
    { side: real, entries: into.real, factor: -sign },
    { side: synthetic, entries: into.synthetic, factor: sign },
  ]
  for (const { side, entries, factor } of sides) {
    const scale = (factor * side.rows) / side.sorted.length
    for (let row = 0; row < side.rows; row++) if (side.values[row]! <= at) entries[row] = entries[row]! + scale
  }
}

/** Where the distribution functions of ascending `a` and `b` are farthest apart; `sign`: +1 where that of `b` is higher. */
function widestGap(a: Float64Array, b: Float64Array): { readonly at: number; readonly sign: number } {
  let [at, widest] = [a[0]!, 0]
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = Math.min(a[i]!, b[j]!)
    while (i < a.length && a[i]! === x) i++
    while (j < b.length && b[j]! === x) j++
    const gap = j / b.length - i / a.length
    if (Math.abs(gap) > Math.abs(widest)) [at, widest] = [x, gap]
  }
  return { at, sign: Math.sign(widest) }
}
