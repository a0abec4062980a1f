import type { Codes } from '../encoders/encoder'
import { binCodes } from '../trees/feature-bins'
import { type Forest, leafOf } from '../trees/forest'
import type { SequentialTrees } from './sequential-trees-model'

/** The part of each conditional that is the unit's marginal, so that a code no leaf holds is unlikely, not impossible. */
const marginalShare = 1e-3

/** Σ over units of ln of the mean over the trees of the share that the row's leaf gives to its code. `[rows]` */
export function treesLogLikelihood(trees: SequentialTrees, codes: readonly Codes[]): Float64Array {
  const rows = codes[0]?.length ?? 0
  const sums = new Float64Array(rows)
  const binned: Uint8Array[] = []
  trees.order.forEach((unit, position) => {
    const forest = trees.forests[position]!
    const marginal = trees.marginals[unit]!
    const total = marginal.reduce((sum, count) => sum + count, 0)
    const own = codes[unit]!
    for (let row = 0; row < rows; row++) {
      let share = 0
      for (const root of forest.roots)
        share += shareOf(forest, leafOf(forest, root, trees.features, binned, row), own[row]!)
      const floor = (marginal[own[row]!]! + 1) / (total + marginal.length)
      sums[row]! += Math.log((1 - marginalShare) * (share / forest.roots.length) + marginalShare * floor)
    }
    binned[unit] = binCodes(trees.features[unit]!, own)
  })
  return sums
}

/** The part of a leaf's rows that hold `code`. */
function shareOf({ leafStart, leafCodes, leafCumulative }: Forest, leaf: number, code: number): number {
  const [start, end] = [leafStart[leaf]!, leafStart[leaf + 1]!]
  let low = start
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if (leafCodes[middle]! < code) low = middle + 1
    else high = middle
  }
  if (low === end || leafCodes[low] !== code) return 0
  return (leafCumulative[low]! - (low > start ? leafCumulative[low - 1]! : 0)) / leafCumulative[end - 1]!
}
