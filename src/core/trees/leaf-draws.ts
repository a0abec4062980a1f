import { keepNucleus } from '../nucleus'
import { permutation, type Random } from '../random'
import { type Tempering, temper } from '../tempering'
import { type Forest, leafCount } from './forest'

/** What is changed about a leaf's histogram before a code is drawn from it. */
export interface LeafShape extends Tempering {
  /** Only the likeliest codes of what is allowed that make up this share; 1 or undefined = all. */
  readonly topP?: number
  /** `[size]`, 1 = allowed; undefined = all. */
  readonly allowed?: Uint8Array
}

/** Cumulative weights of one leaf's codes, to be used again for the next leaf. */
export interface LeafWeights {
  readonly cumulative: Float64Array
  total: number
}

/** Fills `weights` for `leaf`; `total` is 0 when nothing is allowed. */
export function weighLeaf(forest: Forest, leaf: number, shape: LeafShape, weights: LeafWeights): void {
  const start = forest.leafStart[leaf]!
  const end = forest.leafStart[leaf + 1]!
  const { cumulative } = weights
  let before = 0
  for (let i = start; i < end; i++) {
    const upTo = forest.leafCumulative[i]!
    const count = upTo - before
    before = upTo
    cumulative[i - start] = count
  }
  if (shape.temperature !== 1) temper(cumulative, shape, end - start, (i) => forest.leafCodes[start + i]!)
  const { allowed } = shape
  if (allowed) for (let i = start; i < end; i++) if (allowed[forest.leafCodes[i]!] !== 1) cumulative[i - start] = 0
  if (shape.topP !== undefined)
    keepNucleus(cumulative, shape.topP, shape, end - start, (i) => forest.leafCodes[start + i]!)
  for (let i = 1; i < end - start; i++) cumulative[i] = cumulative[i]! + cumulative[i - 1]!
  weights.total = end > start ? cumulative[end - start - 1]! : 0
}

/** The code at `share` (0–1) of the leaf's weight. */
export function codeAt(forest: Forest, leaf: number, weights: LeafWeights, share: number): number {
  const start = forest.leafStart[leaf]!
  const length = forest.leafStart[leaf + 1]! - start
  return forest.leafCodes[start + firstAbove(weights.cumulative, length, share * weights.total)]!
}

export function leafWeights(forest: Forest): LeafWeights {
  let longest = 1
  for (let leaf = 0; leaf < leafCount(forest); leaf++)
    longest = Math.max(longest, forest.leafStart[leaf + 1]! - forest.leafStart[leaf]!)
  return { cumulative: new Float64Array(longest), total: 0 }
}

/** 1 / golden ratio: multiples of it, modulo 1, fill [0, 1) more evenly than any other's (Weyl sequence). */
const goldenStep = 0.6180339887498949

/**
 * One code per row from the leaf it reached (`leaves`: `[rows]`). Each draw alone follows its leaf's histogram;
 * together they are stratified, leaf by leaf and over neighbouring leaves, so that frequencies scatter less than
 * those of independent draws. Rows meet their place in the sequence in a random order.
 */
export function drawFromLeaves(forest: Forest, leaves: Int32Array, shape: LeafShape, random: Random): Uint16Array {
  const codes = new Uint16Array(leaves.length)
  const sorted = sortByLeaf(leaves, leafCount(forest), random)
  const weights = leafWeights(forest)
  let share = random.uniform()
  let leaf = -1
  for (const row of sorted) {
    if (leaves[row] !== leaf) {
      leaf = leaves[row]!
      weighLeaf(forest, leaf, shape, weights)
    }
    codes[row] = codeAt(forest, leaf, weights, share)
    share = (share + goldenStep) % 1
  }
  return codes
}

/** Rows in the order of their leaves; those of one leaf in random order. */
function sortByLeaf(leaves: Int32Array, count: number, random: Random): Uint32Array {
  const starts = new Uint32Array(count + 1)
  for (const leaf of leaves) starts[leaf + 1] = starts[leaf + 1]! + 1
  for (let leaf = 0; leaf < count; leaf++) starts[leaf + 1] = starts[leaf + 1]! + starts[leaf]!
  const sorted = new Uint32Array(leaves.length)
  for (const row of permutation(leaves.length, random)) {
    const leaf = leaves[row]!
    sorted[starts[leaf]!] = row
    starts[leaf] = starts[leaf]! + 1
  }
  return sorted
}

/** The first position whose cumulative weight is above `weight`. */
function firstAbove(cumulative: Float64Array, length: number, weight: number): number {
  let low = 0
  let high = length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cumulative[middle]! > weight) high = middle
    else low = middle + 1
  }
  return low
}
