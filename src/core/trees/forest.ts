import type { FeatureBins } from './feature-bins'

/**
 * Trees of one unit, node after node in shared arrays. Holds no row: a leaf is the histogram of its rows' codes.
 * Plain typed arrays, structured-clonable.
 */
export interface Forest {
  /** `[trees]`: the root's node. */
  readonly roots: Int32Array
  /** `[nodes]`: the unit asked about, −1 in a leaf. */
  readonly feature: Int32Array
  /** `[nodes]`: the left child (the right one follows it); in a leaf its number. */
  readonly child: Int32Array
  /** `[nodes]`: ordinal: last bin on the left, + 256 when missing goes left; nominal: first word in `masks`. */
  readonly question: Int32Array
  /** Eight words per nominal split: 256 bits, set for bins on the left. */
  readonly masks: Uint32Array
  /** `[leaves + 1]`: where each leaf's codes begin. */
  readonly leafStart: Int32Array
  /** Codes of all leaves, ascending within each. */
  readonly leafCodes: Uint16Array
  /** Beside `leafCodes`: rows of the leaf with this code or a lower one. */
  readonly leafCumulative: Uint32Array
}

/** The number of the leaf that a row reaches. `binned`: `[units][rows]`, filled for every unit that is asked about. */
export function leafOf(
  forest: Forest,
  root: number,
  features: readonly FeatureBins[],
  binned: readonly Uint8Array[],
  row: number,
): number {
  const { feature, child, question, masks } = forest
  let node = root
  for (;;) {
    const f = feature[node]!
    if (f < 0) return child[node]!
    const bins = features[f]!
    const bin = binned[f]![row]!
    const q = question[node]!
    let left: boolean
    if (bins.scale === 'nominal') left = ((masks[q + (bin >>> 5)]! >>> (bin & 31)) & 1) === 1
    else left = bin >= bins.missingFrom ? q >= 256 : bin <= (q & 255)
    node = child[node]! + (left ? 0 : 1)
  }
}

export function leafCount(forest: Forest): number {
  return forest.leafStart.length - 1
}
