import type { Random } from '../random'
import { bestSplit, type Split, type SplitSearch } from './best-split'
import type { ForestBuilder } from './forest-builder'
import { accumulate, type GrowthData, type HistogramLayout, histogramLayout, subtract } from './histogram'
import { type CodeCounts, detailedCounts, type LeafDetail } from './leaf-detail'

export interface GrowthOptions {
  /** Fewest rows in a leaf. */
  readonly minimumLeaf: number
  /** Share of the features that each split may ask about. */
  readonly columnShare: number
  /** A split has to explain at least as many times the variance of one row; by noise alone each explains about one. */
  readonly leastExplained?: number
  /** Where a leaf's detail comes from a node of at least `rows` rows above it; absent: from the leaf itself. */
  readonly detail?: LeafDetail & { readonly rows: number }
}

/** Below it a gain is rounding. */
const leastGain = 1e-9

/** What the trees of one target share. */
export interface Growth {
  readonly data: GrowthData
  readonly layout: HistogramLayout
  /** `[features]`: the unit that each feature is. */
  readonly units: ArrayLike<number>
  /** Number of codes of the target. */
  readonly size: number
  readonly options: GrowthOptions
}

export function growth(data: GrowthData, units: ArrayLike<number>, size: number, options: GrowthOptions): Growth {
  return { data, layout: histogramLayout(data.features, data.target), units, size, options }
}

/** The histogram of `rows`: the same for the roots of all trees that grow on them. */
export function rootHistogram({ data, layout }: Growth, rows: Uint32Array): Float64Array {
  const histogram = new Float64Array(layout.length)
  accumulate(data, layout, rows, histogram)
  return histogram
}

/**
 * CART (Breiman et al. 1984) on binned codes: depth first, the smaller child's histogram counted and the larger
 * one's got by subtraction (LightGBM, Ke et al. 2017). `rows` are reordered and `histogram` is used up.
 */
export function growTree(
  growth: Growth,
  rows: Uint32Array,
  histogram: Float64Array,
  builder: ForestBuilder,
  random: Random,
): void {
  const state: GrowthState = {
    growth,
    builder,
    random,
    spare: [],
    held: new Uint32Array(rows.length),
    columns: Uint32Array.from(growth.data.features, (_, f) => f),
  }
  growNode(state, builder.addTree(), rows, histogram)
}

interface GrowthState {
  readonly growth: Growth
  readonly builder: ForestBuilder
  readonly random: Random
  /** Histograms to be used again; never more than log₂(rows), since only smaller children take one. */
  readonly spare: Float64Array[]
  readonly held: Uint32Array
  readonly columns: Uint32Array
}

/** `above`: codes of the nearest node above that has enough rows for detail. */
function growNode(
  state: GrowthState,
  root: number,
  allRows: Uint32Array,
  histogram: Float64Array,
  above?: CodeCounts,
): void {
  const { growth, builder, spare } = state
  const { data, layout, options } = growth
  let node = root
  let rows = allRows
  let wider = above
  for (;;) {
    if (options.detail && (!wider || rows.length >= options.detail.rows)) wider = codeCounts(growth, rows)
    const split = rows.length >= 2 * options.minimumLeaf ? findSplit(state, rows, histogram) : undefined
    if (!split) {
      addLeaf(state, node, rows, wider)
      return
    }
    const middle = partition(state, rows, split)
    const left = builder.addSplit(node, split, growth.units[split.feature]!)
    const leftIsSmaller = middle <= rows.length - middle
    const smaller = leftIsSmaller ? rows.subarray(0, middle) : rows.subarray(middle)
    const larger = leftIsSmaller ? rows.subarray(middle) : rows.subarray(0, middle)
    if (larger.length >= 2 * options.minimumLeaf) {
      const part = spare.pop() ?? new Float64Array(layout.length)
      part.fill(0)
      accumulate(data, layout, smaller, part)
      subtract(histogram, part)
      growNode(state, leftIsSmaller ? left : left + 1, smaller, part, wider)
      spare.push(part)
    } else addLeaf(state, leftIsSmaller ? left : left + 1, smaller, wider)
    node = leftIsSmaller ? left + 1 : left
    rows = larger
  }
}

function findSplit(state: GrowthState, rows: Uint32Array, histogram: Float64Array): Split | undefined {
  const { layout, data, options } = state.growth
  const { columns, random } = state
  if (columns.length === 0) return undefined
  const { sums, spread } = totals(data, rows)
  if (spread <= leastGain) return undefined
  const search: SplitSearch = { layout, minimumLeaf: options.minimumLeaf, count: rows.length, sums }
  const tried = Math.max(1, Math.ceil(options.columnShare * columns.length))
  let atLeast = Math.max(leastGain, ((options.leastExplained ?? 0) * spread) / rows.length)
  let best: Split | undefined
  for (let i = 0; i < tried; i++) {
    const j = i + random.below(columns.length - i)
    const f = columns[j]!
    columns[j] = columns[i]!
    columns[i] = f
    const split = bestSplit(histogram, f, data.features[f]!, search, atLeast)
    if (!split) continue
    best = split
    atLeast = split.gain
  }
  return best
}

/** Sums of the target's dimensions over `rows`, and their summed squared distance from the mean. */
function totals({ target, codes }: GrowthData, rows: Uint32Array): { sums: Float64Array; spread: number } {
  const { dimensions, points } = target
  const sums = new Float64Array(dimensions)
  let squares = 0
  for (let i = 0; i < rows.length; i++) {
    const point = codes[rows[i]!]! * dimensions
    for (let d = 0; d < dimensions; d++) {
      const value = points[point + d]!
      sums[d] = sums[d]! + value
      squares += value * value
    }
  }
  let explained = 0
  for (const sum of sums) explained += (sum * sum) / rows.length
  return { sums, spread: squares - explained }
}

/** Rows of the left child first, the order within each child kept. Returns how many they are. */
function partition({ growth, held }: GrowthState, rows: Uint32Array, split: Split): number {
  const binned = growth.data.binned[split.feature]!
  const { missingFrom } = growth.data.features[split.feature]!
  const { mask, threshold, missingLeft } = split
  let left = 0
  let right = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const bin = binned[row]!
    const isLeft = mask
      ? ((mask[bin >>> 5]! >>> (bin & 31)) & 1) === 1
      : bin >= missingFrom
        ? missingLeft
        : bin <= threshold
    if (isLeft) rows[left++] = row
    else held[right++] = row
  }
  rows.set(held.subarray(0, right), left)
  return left
}

function codeCounts({ data, size }: Growth, rows: Uint32Array): CodeCounts {
  const counts = new Uint32Array(size)
  for (let i = 0; i < rows.length; i++) counts[data.codes[rows[i]!]!]!++
  return counts
}

function addLeaf({ growth, builder }: GrowthState, node: number, rows: Uint32Array, wider?: CodeCounts): void {
  const { detail } = growth.options
  const own = codeCounts(growth, rows)
  const weights = detail && wider ? detailedCounts(own, rows.length, wider, detail) : own
  const present: number[] = []
  for (let code = 0; code < weights.length; code++) if (weights[code]! > 0) present.push(code)
  builder.addLeaf(
    node,
    present,
    present.map((code) => weights[code]!),
  )
}
