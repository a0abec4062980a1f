import type { BinnedFeatures } from './features'

/** A tree as arrays. Node 0 is the root. A leaf has feature −1. */
export interface BoostedTree {
  readonly feature: readonly number[]
  /** Per node and code of its feature: 1 = to the left. */
  readonly left: readonly Uint8Array[]
  /** Positions of the left child; the right one follows it. */
  readonly child: readonly number[]
  readonly weight: readonly number[]
  /** What the split of a node takes from the loss (twice; XGBoost's gain), 0 in leaves. */
  readonly gain: readonly number[]
}

export interface TreeOptions {
  readonly depth: number
  /** λ of the penalty on leaf weights. */
  readonly ridge: number
  /** Least sum of second derivatives in a leaf. */
  readonly minimumHessian: number
}

interface Growing {
  readonly features: BinnedFeatures
  readonly options: TreeOptions
  /** `[rows × 2]`: first and second derivative of the loss. */
  readonly derivatives: Float64Array
  readonly offsets: Int32Array
  /** Row numbers; a node's rows are a range of it. */
  readonly order: Uint32Array
  readonly spare: Uint32Array
  /** Room for the derivatives of a node's rows, side by side. */
  readonly gathered: Float64Array
  /** `[rows]`: the weight of the leaf that a row falls into. */
  readonly fitted: Float64Array
  readonly feature: number[]
  readonly left: Uint8Array[]
  readonly child: number[]
  readonly weight: number[]
  readonly gain: number[]
}

interface Range {
  readonly start: number
  readonly end: number
}

interface Split {
  readonly gain: number
  readonly feature: number
  readonly left: Uint8Array
}

/**
 * One regression tree on binned features by second-order gains (Chen & Guestrin 2016, XGBoost, equations 5–7), missing
 * values on the better side, or where most rows go when none is missing. Levels are put in order of g / h first (Fisher
 * 1958; LightGBM's categorical splits). `fitted` `[rows]` takes the weight of each row's leaf.
 */
export function growBoostedTree(
  features: BinnedFeatures,
  derivatives: Float64Array,
  options: TreeOptions,
  fitted: Float64Array,
): BoostedTree {
  const offsets = Int32Array.from(features.sizes)
  let total = 0
  for (let f = 0; f < offsets.length; f++) {
    const size = offsets[f]!
    offsets[f] = total
    total += size
  }
  const growing: Growing = {
    features,
    options,
    derivatives,
    offsets,
    order: Uint32Array.from({ length: features.rows }, (_, i) => i),
    spare: new Uint32Array(features.rows),
    gathered: new Float64Array(2 * features.rows),
    fitted,
    feature: [-1],
    left: [none],
    child: [0],
    weight: [0],
    gain: [0],
  }
  const root = { start: 0, end: features.rows }
  const histogram = new Float64Array(2 * total)
  accumulate(growing, root, histogram)
  grow(growing, 0, root, histogram, options.depth)
  const { feature, left, child, weight, gain } = growing
  return { feature, left, child, weight, gain }
}

const none = new Uint8Array(0)

function grow(growing: Growing, node: number, range: Range, histogram: Float64Array, depth: number): void {
  const { features, options } = growing
  let [g, h] = [0, 0]
  for (let code = 0; code < (features.sizes[0] ?? 0); code++) {
    g += histogram[2 * code]!
    h += histogram[2 * code + 1]!
  }
  const split = depth > 0 && h >= 2 * options.minimumHessian ? bestSplit(growing, histogram, g, h) : undefined
  const middle = split ? partition(growing, range, split) : range.end
  if (!split || middle === range.start || middle === range.end) {
    makeLeaf(growing, node, range, -g / (h + options.ridge))
    return
  }
  const child = growing.feature.push(-1, -1) - 2
  growing.left.push(none, none)
  growing.child.push(0, 0)
  growing.weight.push(0, 0)
  growing.gain.push(0, 0)
  growing.gain[node] = split.gain
  growing.feature[node] = split.feature
  growing.left[node] = split.left
  growing.child[node] = child
  const [a, b] = [
    { start: range.start, end: middle },
    { start: middle, end: range.end },
  ]
  if (depth === 1) {
    leafWeight(growing, child, a)
    leafWeight(growing, child + 1, b)
    return
  }
  // The smaller half is counted, the larger is what remains.
  const small = new Float64Array(histogram.length)
  const isLeftSmaller = a.end - a.start <= b.end - b.start
  accumulate(growing, isLeftSmaller ? a : b, small)
  for (let i = 0; i < histogram.length; i++) histogram[i] = histogram[i]! - small[i]!
  grow(growing, child, a, isLeftSmaller ? small : histogram, depth - 1)
  grow(growing, child + 1, b, isLeftSmaller ? histogram : small, depth - 1)
}

function leafWeight(growing: Growing, node: number, range: Range): void {
  const { order, derivatives, options } = growing
  let [g, h] = [0, 0]
  for (let i = range.start; i < range.end; i++) {
    g += derivatives[2 * order[i]!]!
    h += derivatives[2 * order[i]! + 1]!
  }
  makeLeaf(growing, node, range, -g / (h + options.ridge))
}

function makeLeaf({ order, weight, fitted }: Growing, node: number, { start, end }: Range, value: number): void {
  weight[node] = value
  for (let i = start; i < end; i++) fitted[order[i]!] = value
}

function accumulate(
  { features, offsets, derivatives, order, gathered }: Growing,
  { start, end }: Range,
  into: Float64Array,
): void {
  for (let i = start; i < end; i++) {
    const row = order[i]!
    gathered[2 * (i - start)] = derivatives[2 * row]!
    gathered[2 * (i - start) + 1] = derivatives[2 * row + 1]!
  }
  for (let f = 0; f < offsets.length; f++) {
    const codes = features.codes[f]!
    const offset = offsets[f]!
    for (let i = start, k = 0; i < end; i++, k += 2) {
      const at = 2 * (offset + codes[order[i]!]!)
      into[at] = into[at]! + gathered[k]!
      into[at + 1] = into[at + 1]! + gathered[k + 1]!
    }
  }
}

/** Rows that go left first, order kept; the first row that does not. */
function partition({ features, order, spare }: Growing, { start, end }: Range, { feature, left }: Split): number {
  const codes = features.codes[feature]!
  let middle = start
  let held = 0
  for (let i = start; i < end; i++) {
    const row = order[i]!
    if (left[codes[row]!] === 1) order[middle++] = row
    else spare[held++] = row
  }
  order.set(spare.subarray(0, held), middle)
  return middle
}

interface Cut {
  gain: number
  feature: number
  /** Codes before this position go left. */
  position: number
  missingLeft: boolean
}

function bestSplit(growing: Growing, histogram: Float64Array, g: number, h: number): Split | undefined {
  const { features } = growing
  const cut: Cut = { gain: 1e-9, feature: -1, position: 0, missingLeft: false }
  for (let f = 0; f < features.sizes.length; f++) scan(growing, histogram, f, { g, h }, cut)
  if (cut.feature < 0) return undefined
  const left = new Uint8Array(features.sizes[cut.feature]!)
  for (const code of codeOrder(growing, histogram, cut.feature).subarray(0, cut.position)) left[code] = 1
  left[0] = cut.missingLeft ? 1 : 0
  return { gain: cut.gain, feature: cut.feature, left }
}

/** Codes 1 … in the order in which a cut goes through them. */
function codeOrder({ features, offsets }: Growing, histogram: Float64Array, feature: number): Uint8Array {
  const codes = Uint8Array.from({ length: features.sizes[feature]! - 1 }, (_, i) => i + 1)
  if (features.ordered[feature]) return codes
  const offset = offsets[feature]!
  const smoothing = 10 // LightGBM's cat_smooth: a level of few rows must not lead
  const slope = Float64Array.from({ length: codes.length + 1 }, (_, code) => {
    return histogram[2 * (offset + code)]! / (histogram[2 * (offset + code) + 1]! + smoothing)
  })
  return codes.sort((a, b) => slope[a]! - slope[b]! || a - b)
}

function scan(growing: Growing, histogram: Float64Array, f: number, all: { g: number; h: number }, cut: Cut): void {
  const { minimumHessian } = growing.options
  // LightGBM's cat_l2: a split that picks its levels one by one has to earn it.
  const ridge = growing.options.ridge + (growing.features.ordered[f] || growing.features.sizes[f]! <= 5 ? 0 : 10)
  const offset = growing.offsets[f]!
  const order = codeOrder(growing, histogram, f)
  const [missingG, missingH] = [histogram[2 * offset]!, histogram[2 * offset + 1]!]
  const { g, h } = all
  const parent = (g * g) / (h + growing.options.ridge)
  let [leftG, leftH] = [0, 0]
  for (let i = 0; i < order.length; i++) {
    const at = 2 * (offset + order[i]!)
    leftG += histogram[at]!
    leftH += histogram[at + 1]!
    for (let side = 0; side < (missingH > 0 ? 2 : 1); side++) {
      const a = side === 1 ? leftG + missingG : leftG
      const b = side === 1 ? leftH + missingH : leftH
      if (b < minimumHessian || h - b < minimumHessian) continue
      const gain = (a * a) / (b + ridge) + ((g - a) * (g - a)) / (h - b + ridge) - parent
      if (gain <= cut.gain) continue
      cut.gain = gain
      cut.feature = f
      cut.position = i + 1
      cut.missingLeft = missingH > 0 ? side === 1 : leftH > h / 2
    }
  }
}

/** Adds the tree's weights times `rate` to `scores` (`[rows × outputs]`, column `output`). */
export function addTree(
  tree: BoostedTree,
  features: BinnedFeatures,
  rate: number,
  scores: Float64Array,
  [output, outputs]: readonly [number, number],
): void {
  const { feature, left, child, weight } = tree
  for (let row = 0; row < features.rows; row++) {
    let node = 0
    while (feature[node]! >= 0) {
      node = child[node]! + (left[node]![features.codes[feature[node]!]![row]!] === 1 ? 0 : 1)
    }
    const at = row * outputs + output
    scores[at] = scores[at]! + rate * weight[node]!
  }
}
