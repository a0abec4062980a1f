import type { Codes } from '../encoders/encoder'
import { keepNucleus } from '../nucleus'
import { StudioError } from '../problem'
import { permutation, type Random } from '../random'
import { type Model, type SampleRequest, type Stratum, shapeOf } from './generator'
import type { UnitTree } from './mst-tree'

/** The fitted model: plain data that mechanisms released. */
export interface NamedTree extends UnitTree {
  /** `[units]` */
  readonly names: readonly string[]
}

const batchRows = 8192

export function mstModel(tree: NamedTree): Model {
  return {
    generator: 'mst',
    sample: (request) => sample(tree, request),
    async snapshot() {
      return { generator: 'mst', data: tree }
    },
    dispose() {},
  }
}

async function* sample(tree: NamedTree, request: SampleRequest) {
  const { strata, random } = request
  for (const stratum of strata) {
    const tempered = shaped(tree, stratum, request)
    const likelihoods = gather(tempered, maskEvidence(tempered, stratum))
    checkPossible(tree, tempered, likelihoods, stratum)
    for (let offset = 0; offset < stratum.rows; offset += batchRows) {
      const rows = Math.min(batchRows, stratum.rows - offset)
      const isKnown = stratum.known?.some((codes) => codes !== undefined)
      yield isKnown
        ? drawKnown(tempered, likelihoods, { stratum, offset, rows }, random)
        : drawRounded(tempered, likelihoods, rows, random)
    }
  }
}

/** Every distribution to the power 1/T, of what is allowed only the nucleus, renormalised. */
function shaped(tree: UnitTree, stratum: Stratum, request: SampleRequest): UnitTree {
  const shapes = tree.marginals.map((_, u) => shapeOf(request, u))
  if (shapes.every(({ temperature, topP }) => temperature === 1 && topP >= 1)) return tree
  const sharpen = (shares: Float64Array, u: number) => {
    const { temperature, topP } = shapes[u]!
    const mask = topP < 1 && !stratum.known?.[u] ? stratum.allowed[u] : undefined
    const powers = shares.map((share, code) => (mask && mask[code] !== 1 ? 0 : share ** (1 / temperature)))
    // What is known is not drawn: it stays possible.
    if (!stratum.known?.[u]) keepNucleus(powers, topP, shapes[u]!)
    const sum = powers.reduce((a, b) => a + b, 0)
    return sum > 0 ? powers.map((power) => power / sum) : shares
  }
  const conditionals = tree.conditionals.map((cells, u) => {
    const size = tree.marginals[u]!.length
    const sharp = new Float64Array(cells.length)
    for (let at = 0; at < cells.length; at += size) sharp.set(sharpen(cells.subarray(at, at + size), u), at)
    return sharp
  })
  return { ...tree, marginals: tree.marginals.map(sharpen), conditionals }
}

/** `[units][size]`: what speaks for each code, its own mask or known code and what its children say. */
type Likelihoods = readonly Float64Array[]

const maskEvidence = (tree: UnitTree, stratum: Stratum): Float64Array[] =>
  tree.marginals.map(({ length }, u) => {
    const mask = stratum.known?.[u] ? undefined : stratum.allowed[u]
    return Float64Array.from({ length }, (_, code) => (mask && mask[code] !== 1 ? 0 : 1))
  })

/** From the leaves up. `evidence`: `[units][size]`, taken over. */
function gather({ parent, order, conditionals }: UnitTree, evidence: Float64Array[]): Likelihoods {
  for (let i = order.length - 1; i >= 0; i--) {
    const u = order[i]!
    const above = parent[u]!
    if (above < 0) continue
    const size = evidence[u]!.length
    const told = evidence[above]!
    for (let a = 0; a < told.length; a++) told[a]! *= weighted(conditionals[u]!, a * size, evidence[u]!)
  }
  return evidence
}

function weighted(conditional: Float64Array, from: number, likelihood: Float64Array): number {
  let sum = 0
  for (let b = 0; b < likelihood.length; b++) sum += conditional[from + b]! * likelihood[b]!
  return sum
}

function checkPossible(tree: NamedTree, tempered: UnitTree, own: Likelihoods, stratum: Stratum): void {
  for (const root of tree.order) {
    if (tree.parent[root]! >= 0 || weighted(tempered.marginals[root]!, 0, own[root]!) > 0) continue
    const masked = tree.names.filter((_, u) => rootOf(tree, u) === root && stratum.allowed[u]?.includes(0))
    throw new StudioError({ code: 'sample/impossible', columns: masked })
  }
}

function rootOf({ parent }: UnitTree, unit: number): number {
  let at = unit
  while (parent[at]! >= 0) at = parent[at]!
  return at
}

/**
 * Rows without known cells, in expected numbers: of the rows that share a parent's code, each code gets the whole part
 * of its share, the rest is drawn by the fractions (private-PGM's "round"): less scatter than independent draws.
 */
function drawRounded(tree: UnitTree, own: Likelihoods, rows: number, random: Random): Codes[] {
  const codes: Codes[] = tree.marginals.map(() => new Uint16Array(rows))
  for (const u of tree.order) {
    const above = tree.parent[u]!
    const size = tree.marginals[u]!.length
    if (above < 0) {
      share(tree.marginals[u]!, own[u]!, permutation(rows, random), codes[u]!, random)
      continue
    }
    for (const [a, members] of rowsByCode(codes[above]!, tree.marginals[above]!.length, random).entries()) {
      const conditional = tree.conditionals[u]!.subarray(a * size, (a + 1) * size)
      if (members.length > 0) share(conditional, own[u]!, members, codes[u]!, random)
    }
  }
  return codes
}

/** Rows of each code, in random order. */
function rowsByCode(codes: Codes, size: number, random: Random): Uint32Array[] {
  const counts = new Uint32Array(size)
  for (const code of codes) counts[code]!++
  const lists = Array.from(counts, (count) => new Uint32Array(count))
  const filled = new Uint32Array(size)
  for (const row of permutation(codes.length, random)) lists[codes[row]!]![filled[codes[row]!]!++] = row
  return lists
}

/** Writes codes to `members` (in random order) by shares ∝ distribution · likelihood. */
function share(
  distribution: Float64Array,
  likelihood: Float64Array,
  members: Uint32Array,
  codes: Codes,
  random: Random,
): void {
  const weights = distribution.map((p, code) => p * likelihood[code]!)
  const total = weights.reduce((a, b) => a + b, 0)
  const n = members.length
  let at = 0
  const fractions = weights.map((weight, code) => {
    const expected = total > 0 ? (n * weight) / total : 0
    const whole = Math.min(Math.floor(expected), n - at)
    for (let i = 0; i < whole; i++) codes[members[at++]!] = code
    return Math.max(0, expected - whole)
  })
  // Systematic draws: a code whose fraction is used up does not come again.
  const left = n - at
  const rest = fractions.reduce((a, b) => a + b, 0)
  const step = rest / Math.max(1, left)
  let next = random.uniform() * step
  let cumulative = 0
  let code = -1
  for (let i = 0; i < left; i++) {
    while (code < fractions.length - 1 && (code < 0 || cumulative <= next)) cumulative += fractions[++code]!
    codes[members[at++]!] = fractions[code]! > 0 ? code : heaviest(weights)
    next += step
  }
}

const heaviest = (weights: Float64Array): number =>
  weights.reduce((best, weight, code) => (weight > weights[best]! ? code : best), 0)

interface Slice {
  readonly stratum: Stratum
  readonly offset: number
  readonly rows: number
}

/** Row by row given its known cells: their likelihoods up the tree, draws down it. */
function drawKnown(tree: UnitTree, masks: Likelihoods, { stratum, offset, rows }: Slice, random: Random): Codes[] {
  const codes: Codes[] = tree.marginals.map(() => new Uint16Array(rows))
  const known = stratum.known!
  for (let row = 0; row < rows; row++) {
    const evidence = maskEvidence(tree, stratum)
    known.forEach((given, u) => {
      if (given) evidence[u] = pointMass(evidence[u]!.length, given[offset + row]!)
    })
    const own = gather(tree, evidence)
    for (const u of tree.order) {
      const given = known[u]
      codes[u]![row] = given ? given[offset + row]! : drawCode(tree, u, codes, row, [own[u]!, masks[u]!], random)
    }
  }
  return codes
}

function pointMass(size: number, code: number): Float64Array {
  const mass = new Float64Array(size)
  mass[code] = 1
  return mass
}

/** By the first of the likelihoods that leaves anything; else by the last alone. */
function drawCode(
  tree: UnitTree,
  unit: number,
  codes: readonly Codes[],
  row: number,
  likelihoods: readonly Float64Array[],
  random: Random,
): number {
  const above = tree.parent[unit]!
  const size = tree.marginals[unit]!.length
  const from = above < 0 ? 0 : codes[above]![row]! * size
  const distribution = above < 0 ? tree.marginals[unit]! : tree.conditionals[unit]!
  for (const likelihood of likelihoods) {
    const total = weighted(distribution, from, likelihood)
    if (!(total > 0)) continue
    let at = random.uniform() * total
    let code = 0
    let last = 0
    for (; code < size; code++) {
      const weight = distribution[from + code]! * likelihood[code]!
      if (weight === 0) continue
      last = code
      at -= weight
      if (at < 0) return code
    }
    return last
  }
  return heaviest(likelihoods.at(-1)!)
}
