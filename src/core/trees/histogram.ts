import type { FeatureBins } from './feature-bins'
import type { TreeTarget } from './tree-target'

/** The rows a tree is grown on. */
export interface GrowthData {
  readonly features: readonly FeatureBins[]
  /** `[features][rows]` */
  readonly binned: readonly Uint8Array[]
  readonly target: TreeTarget
  /** `[rows]`: codes of the target unit. */
  readonly codes: Uint16Array
}

/** Where each feature's part begins in a histogram; a bin holds `[count, sum of each dimension]`. */
export interface HistogramLayout {
  readonly stride: number
  readonly offsets: Int32Array
  readonly length: number
}

export function histogramLayout(features: readonly FeatureBins[], target: TreeTarget): HistogramLayout {
  const stride = 1 + target.dimensions
  const offsets = new Int32Array(features.length)
  let length = 0
  features.forEach((feature, f) => {
    offsets[f] = length
    length += feature.count * stride
  })
  return { stride, offsets, length }
}

/** Adds `rows[start … end)` to `histogram`, for every feature. */
export function accumulate(
  data: GrowthData,
  layout: HistogramLayout,
  rows: Uint32Array,
  histogram: Float64Array,
): void {
  const { target } = data
  data.binned.forEach((binned, f) => {
    const offset = layout.offsets[f]!
    if (target.hot) addClasses(binned, data.codes, target.hot, { rows, histogram, offset, stride: layout.stride })
    else if (target.dimensions === 1) addScalars(binned, data.codes, target.points, { rows, histogram, offset })
    else addPoints(binned, data.codes, target, { rows, histogram, offset, stride: layout.stride })
  })
}

/** `from -= part`: the histogram of the other child. */
export function subtract(from: Float64Array, part: Float64Array): void {
  for (let i = 0; i < from.length; i++) from[i] = from[i]! - part[i]!
}

interface Place {
  readonly rows: Uint32Array
  readonly histogram: Float64Array
  readonly offset: number
}

function addScalars(binned: Uint8Array, codes: Uint16Array, points: Float64Array, place: Place): void {
  const { rows, histogram, offset } = place
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const at = offset + 2 * binned[row]!
    histogram[at] = histogram[at]! + 1
    histogram[at + 1] = histogram[at + 1]! + points[codes[row]!]!
  }
}

function addClasses(
  binned: Uint8Array,
  codes: Uint16Array,
  hot: Uint16Array,
  place: Place & { readonly stride: number },
): void {
  const { rows, histogram, offset, stride } = place
  const none = stride - 1
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const at = offset + stride * binned[row]!
    histogram[at] = histogram[at]! + 1
    const dimension = hot[codes[row]!]!
    if (dimension < none) histogram[at + 1 + dimension] = histogram[at + 1 + dimension]! + 1
  }
}

function addPoints(
  binned: Uint8Array,
  codes: Uint16Array,
  target: TreeTarget,
  place: Place & { readonly stride: number },
): void {
  const { rows, histogram, offset, stride } = place
  const { points, dimensions } = target
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const at = offset + stride * binned[row]!
    const point = codes[row]! * dimensions
    histogram[at] = histogram[at]! + 1
    for (let d = 0; d < dimensions; d++) histogram[at + 1 + d] = histogram[at + 1 + d]! + points[point + d]!
  }
}
