import type { Codes } from '../encoders/encoder'
import { StudioError } from '../problem'
import type { Random } from '../random'
import { leafOf } from '../trees/forest'
import { codeAt, type LeafShape, type LeafWeights, leafWeights, weighLeaf } from '../trees/leaf-draws'
import { type SampleRequest, type Stratum, shapeOf } from './generator'
import { resample } from './resample'
import { type BatchRequest, type DrawnUnits, keepCodes, type SequentialTrees } from './sequential-trees-model'

/** Weight of the marginal in a conditioned unit's distribution, so that what no leaf has seen together stays possible. */
const marginalShare = 1e-3
/** Candidates per row for importance resampling, where rows differ in what is known and where they don't. */
const candidatesPerKnownRow = 32
const candidatesPerRow = 8
const fewestCandidates = 4096

/**
 * How many units of the order's beginning the stratum conditions, free ones between them included.
 * @throws sample/needs-refit when a conditioned unit comes after a free one that the fit was not asked to put ahead,
 * sample/impossible when a mask allows
 * nothing that was ever seen.
 */
export function conditionedUnits(trees: SequentialTrees, stratum: Stratum): number {
  const units = [...trees.order].filter((u) => stratum.known?.[u] || isRestriction(stratum.allowed[u]))
  const reach = units.reduce((most, u) => Math.max(most, trees.order.indexOf(u) + 1), 0)
  if (reach > Math.max(units.length, trees.ahead ?? 0)) {
    throw new StudioError({ code: 'sample/needs-refit', units: units.sort((a, b) => a - b) })
  }
  const impossible = units.filter((u) => !stratum.known?.[u] && allowedMarginal(trees, u, stratum.allowed[u]!) === 0)
  if (impossible.length > 0) {
    throw new StudioError({ code: 'sample/impossible', columns: impossible.map((u) => trees.names[u]!) })
  }
  return reach
}

function isRestriction(mask: Uint8Array | undefined): mask is Uint8Array {
  return mask?.includes(0) ?? false
}

/**
 * Draws the conditioned units. A single mask is met exactly by renormalising; a condition that comes after a drawn
 * unit weighs its candidates by how likely they make it, and candidates are resampled by weight (SIR, Rubin 1987).
 */
export function drawConditioned(trees: SequentialTrees, batch: BatchRequest, request: SampleRequest): DrawnUnits {
  const { random } = request
  const { stratum, conditioned, rows } = batch
  const units = trees.order.subarray(0, conditioned)
  const known = units.map((u) => (stratum.known?.[u] ? 1 : 0))
  const firstMask = known.indexOf(0)
  const weighted = firstMask >= 0 && firstMask < conditioned - 1
  const rowsDiffer = known.includes(1)
  const each = !weighted
    ? 1
    : rowsDiffer
      ? candidatesPerKnownRow
      : Math.max(candidatesPerRow, Math.ceil(fewestCandidates / rows))
  const candidates: DrawnUnits = { rows: rows * each, codes: [], binned: [] }
  const weights = new Float64Array(candidates.rows).fill(1)
  for (let position = 0; position < conditioned; position++) {
    const unit = units[position]!
    const given = stratum.known?.[unit]
    const codes = given ? repeatEach(given.subarray(batch.offset, batch.offset + rows), each) : undefined
    const shape: LeafShape = {
      ...shapeOf(request, unit),
      ...(given ? {} : { allowed: stratum.allowed[unit] ?? allCodes(trees, unit) }),
    }
    // Knowing the units before the first mask changes no weight: every candidate of a row shares them.
    if (codes && position > firstMask && weighted) weighKnown(trees, position, candidates, { codes, shape, weights })
    keepCodes(trees, candidates, unit, codes ?? drawMasked(trees, position, candidates, { shape, weights, random }))
  }
  if (!weighted) return candidates
  const picked = resample(weights, rows, rowsDiffer ? each : weights.length, random)
  const drawn: DrawnUnits = { rows, codes: [], binned: [] }
  for (const unit of units) keepCodes(trees, drawn, unit, take(candidates.codes[unit]!, picked))
  return drawn
}

const allCodes = (trees: SequentialTrees, unit: number) => new Uint8Array(trees.marginals[unit]!.length).fill(1)

interface MaskedDraw {
  readonly shape: LeafShape
  readonly weights: Float64Array
  readonly random: Random
}

/** A code per candidate from the allowed part of the forest's mean histogram; multiplies `weights` by its share. */
function drawMasked(trees: SequentialTrees, position: number, candidates: DrawnUnits, draw: MaskedDraw): Codes {
  const forest = trees.forests[position]!
  const unit = trees.order[position]!
  const { shape, weights, random } = draw
  const shares = leafShares(trees, position, shape)
  const isCut = (shape.topP ?? 1) < 1
  const marginal = marginalShare * allowedMarginal(trees, unit, shape.allowed!)
  const codes = new Uint16Array(candidates.rows)
  const leaf = leafWeights(forest)
  const leaves = new Int32Array(forest.roots.length)
  for (let row = 0; row < candidates.rows; row++) {
    let total = 0
    for (let t = 0; t < leaves.length; t++) {
      leaves[t] = leafOf(forest, forest.roots[t]!, trees.features, candidates.binned, row)
      total += shares(leaves[t]!) / leaves.length
    }
    // The marginal would bring back what a nucleus has cut off.
    if (!isCut || total === 0) total += marginal
    weights[row] = weights[row]! * total
    let at = random.uniform() * total
    let t = 0
    while (t < leaves.length && at >= shares(leaves[t]!) / leaves.length) at -= shares(leaves[t++]!) / leaves.length
    if (t === leaves.length) {
      codes[row] = drawMarginal(trees, unit, shape.allowed!, random)
      continue
    }
    weighLeaf(forest, leaves[t]!, shape, leaf)
    codes[row] = codeAt(forest, leaves[t]!, leaf, random.uniform())
  }
  return codes
}

/** The part of a leaf's weight that the shape allows, remembered per leaf. */
function leafShares(trees: SequentialTrees, position: number, shape: LeafShape): (leaf: number) => number {
  const forest = trees.forests[position]!
  const weights: LeafWeights = leafWeights(forest)
  const remembered = new Map<number, number>()
  return (leaf) => {
    let share = remembered.get(leaf)
    if (share === undefined) {
      const { topP: _, allowed, ...tempering } = shape
      weighLeaf(forest, leaf, tempering, weights)
      const whole = weights.total
      weighLeaf(forest, leaf, { ...tempering, ...(allowed ? { allowed } : {}) }, weights)
      share = whole > 0 ? ((1 - marginalShare) * weights.total) / whole : 0
      remembered.set(leaf, share)
    }
    return share
  }
}

/** Multiplies `weights` by the probability of each candidate's known code. */
function weighKnown(
  trees: SequentialTrees,
  position: number,
  candidates: DrawnUnits,
  { codes, shape, weights }: { readonly codes: Codes; readonly shape: LeafShape; readonly weights: Float64Array },
): void {
  const forest = trees.forests[position]!
  const marginal = trees.marginals[trees.order[position]!]!
  const total = marginal.reduce((sum, count) => sum + count, 0)
  const leaf = leafWeights(forest)
  const { topP: _, allowed: __, ...tempering } = shape
  for (let row = 0; row < candidates.rows; row++) {
    const code = codes[row]!
    // Half a row, so that a code no train row holds is unlikely rather than impossible.
    let probability = (marginalShare * Math.max(0.5, marginal[code]!)) / Math.max(1, total)
    for (const root of forest.roots) {
      const reached = leafOf(forest, root, trees.features, candidates.binned, row)
      weighLeaf(forest, reached, tempering, leaf)
      const start = forest.leafStart[reached]!
      const at = forest.leafCodes.subarray(start, forest.leafStart[reached + 1]).indexOf(code)
      if (at < 0) continue
      const weight = leaf.cumulative[at]! - (at > 0 ? leaf.cumulative[at - 1]! : 0)
      probability += ((1 - marginalShare) * weight) / leaf.total / forest.roots.length
    }
    weights[row] = weights[row]! * probability
  }
}

function allowedMarginal(trees: SequentialTrees, unit: number, allowed: Uint8Array): number {
  let inside = 0
  let total = 0
  trees.marginals[unit]!.forEach((count, code) => {
    total += count
    if (allowed[code] === 1) inside += count
  })
  return total > 0 ? inside / total : allowed.includes(1) ? 1 : 0
}

function drawMarginal(trees: SequentialTrees, unit: number, allowed: Uint8Array, random: Random): number {
  const counts = trees.marginals[unit]!
  let total = 0
  counts.forEach((count, code) => {
    if (allowed[code] === 1) total += count
  })
  if (total === 0) return allowed.indexOf(1)
  let at = random.uniform() * total
  let last = 0
  for (let code = 0; code < counts.length; code++) {
    if (allowed[code] !== 1 || counts[code] === 0) continue
    last = code
    at -= counts[code]!
    if (at < 0) break
  }
  return last
}

function repeatEach(codes: Codes, times: number): Codes {
  return Uint16Array.from({ length: codes.length * times }, (_, i) => codes[Math.floor(i / times)]!)
}

function take(codes: Codes, rows: Uint32Array): Codes {
  return Uint16Array.from(rows, (row) => codes[row]!)
}
