import type { FeatureBins } from './feature-bins'
import type { HistogramLayout } from './histogram'

/** A question to a row. Left: bin ≤ `threshold` (missing bins: `missingLeft`), or the bin's bit in `mask` is set. */
export interface Split {
  readonly feature: number
  readonly gain: number
  readonly threshold: number
  readonly missingLeft: boolean
  /** 256 bits, nominal features only. */
  readonly mask?: Uint32Array
}

export interface SplitSearch {
  readonly layout: HistogramLayout
  readonly minimumLeaf: number
  /** Rows in the node. */
  readonly count: number
  /** `[dimensions]`: sums over the node's rows. */
  readonly sums: Float64Array
}

/** One-vs-rest is tried only up to this many bins. */
const fewBins = 12
/** Rows of the node's own mean that a nominal bin is mixed with before bins are ordered (LightGBM: `cat_smooth`). */
const orderSmoothing = 10

/** The best split by `feature`, or undefined when none gains more than `atLeast`. */
export function bestSplit(
  histogram: Float64Array,
  feature: number,
  bins: FeatureBins,
  search: SplitSearch,
  atLeast: number,
): Split | undefined {
  if (bins.scale === 'ordinal') return ordinalSplit(histogram, feature, bins, search, atLeast)
  let best = orderedSplit(histogram, feature, bins, search, atLeast)
  if (bins.count <= fewBins && search.sums.length > 1)
    best = oneVersusRest(histogram, feature, bins, search, best?.gain ?? atLeast) ?? best
  return best
}

/** Part of the summed squares that the split explains: Σ L²/n_L + R²/n_R − S²/n over dimensions. */
function gainOf(left: Float64Array, leftCount: number, search: SplitSearch): number {
  const { sums, count } = search
  let gain = 0
  for (let d = 0; d < sums.length; d++) {
    const l = left[d]!
    const s = sums[d]!
    gain += (l * l) / leftCount + ((s - l) * (s - l)) / (count - leftCount) - (s * s) / count
  }
  return gain
}

function ordinalSplit(
  histogram: Float64Array,
  feature: number,
  bins: FeatureBins,
  search: SplitSearch,
  atLeast: number,
): Split | undefined {
  const { layout, minimumLeaf, count, sums } = search
  const { stride } = layout
  const offset = layout.offsets[feature]!
  const dimensions = stride - 1
  const left = new Float64Array(dimensions)
  const missingAt = offset + bins.missingFrom * stride
  const missing = bins.missingFrom < bins.count ? histogram[missingAt]! : 0
  let best: Split | undefined
  for (const missingLeft of missing > 0 ? [false, true] : [false]) {
    let leftCount = missingLeft ? missing : 0
    for (let d = 0; d < dimensions; d++) left[d] = missingLeft ? histogram[missingAt + 1 + d]! : 0
    for (let bin = 0; bin < bins.missingFrom; bin++) {
      const at = offset + bin * stride
      const added = histogram[at]!
      if (added === 0) continue
      leftCount += added
      for (let d = 0; d < dimensions; d++) left[d] = left[d]! + histogram[at + 1 + d]!
      if (leftCount < minimumLeaf) continue
      if (count - leftCount < minimumLeaf) break
      const gain = dimensions === 1 ? scalarGain(left[0]!, leftCount, sums[0]!, count) : gainOf(left, leftCount, search)
      if (gain > (best?.gain ?? atLeast)) best = { feature, gain, threshold: bin, missingLeft }
    }
  }
  return best
}

function scalarGain(l: number, leftCount: number, s: number, count: number): number {
  return (l * l) / leftCount + ((s - l) * (s - l)) / (count - leftCount) - (s * s) / count
}

function oneVersusRest(
  histogram: Float64Array,
  feature: number,
  bins: FeatureBins,
  search: SplitSearch,
  atLeast: number,
): Split | undefined {
  const { layout, minimumLeaf, count } = search
  let bestBin = -1
  let bestGain = atLeast
  for (let bin = 0; bin < bins.count; bin++) {
    const at = layout.offsets[feature]! + bin * layout.stride
    const held = histogram[at]!
    if (held < minimumLeaf || count - held < minimumLeaf) continue
    const gain = gainOf(histogram.subarray(at + 1, at + layout.stride), held, search)
    if (gain <= bestGain) continue
    bestGain = gain
    bestBin = bin
  }
  return bestBin < 0 ? undefined : nominal(feature, bestGain, [bestBin])
}

/** Bins ordered by their mean, then cut: optimal for one dimension (Fisher 1958; Breiman et al. 1984, §4.2). */
function orderedSplit(
  histogram: Float64Array,
  feature: number,
  bins: FeatureBins,
  search: SplitSearch,
  atLeast: number,
): Split | undefined {
  const { layout, minimumLeaf, count, sums } = search
  const { stride } = layout
  const offset = layout.offsets[feature]!
  const by = mostVaried(sums, count)
  const mean = sums[by]! / count
  const held: number[] = []
  for (let bin = 0; bin < bins.count; bin++) if (histogram[offset + bin * stride]! > 0) held.push(bin)
  if (held.length < 2) return undefined
  const score = (bin: number) => {
    const at = offset + bin * stride
    return (histogram[at + 1 + by]! + orderSmoothing * mean) / (histogram[at]! + orderSmoothing)
  }
  const scores = Float64Array.from({ length: bins.count }, (_, bin) => score(bin))
  held.sort((a, b) => scores[a]! - scores[b]! || a - b)
  const left = new Float64Array(stride - 1)
  let leftCount = 0
  let bestCut = -1
  let bestGain = atLeast
  for (let cut = 0; cut < held.length - 1; cut++) {
    const at = offset + held[cut]! * stride
    leftCount += histogram[at]!
    for (let d = 0; d < left.length; d++) left[d] = left[d]! + histogram[at + 1 + d]!
    if (leftCount < minimumLeaf) continue
    if (count - leftCount < minimumLeaf) break
    const gain = gainOf(left, leftCount, search)
    if (gain <= bestGain) continue
    bestGain = gain
    bestCut = cut
  }
  return bestCut < 0 ? undefined : nominal(feature, bestGain, held.slice(0, bestCut + 1))
}

/** The dimension nearest to an even share: for one-hot points the class that a cut can separate most of. */
function mostVaried(sums: Float64Array, count: number): number {
  let best = 0
  let bestVariance = -1
  for (let d = 0; d < sums.length; d++) {
    const mean = sums[d]! / count
    const variance = mean * (1 - mean)
    if (variance <= bestVariance) continue
    bestVariance = variance
    best = d
  }
  return best
}

function nominal(feature: number, gain: number, leftBins: readonly number[]): Split {
  const mask = new Uint32Array(8)
  for (const bin of leftBins) mask[bin >>> 5] = mask[bin >>> 5]! | (1 << (bin & 31))
  return { feature, gain, threshold: 0, missingLeft: false, mask }
}
