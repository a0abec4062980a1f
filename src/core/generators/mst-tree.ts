/** A distribution over units that is a tree: each unit depends on its parent. Arrays are per unit. */
export interface UnitTree {
  /** `[units]`: −1 for roots. A parent stands before its children in `order`. */
  readonly parent: Int32Array
  /** `[units]`: from the roots down. */
  readonly order: Int32Array
  /** `[units][size]`: each unit's own distribution. */
  readonly marginals: readonly Float64Array[]
  /** `[units][parent size × size]`: rows of the conditional distribution; empty for roots. */
  readonly conditionals: readonly Float64Array[]
}

export interface MeasuredUnit {
  /** `[size]`: noisy rows. */
  readonly counts: Float64Array
  /** `[size]` */
  readonly variances: Float64Array
}

export interface MeasuredPair {
  readonly a: number
  readonly b: number
  /** `[size of a × size of b]`: noisy rows. */
  readonly counts: Float64Array
  readonly variance: number
}

const iterations = 400
/** Nothing is to be gained any more where a step lowers the loss by a smaller part of it. */
const leastGain = 1e-7
/** ln of the probability of a code that no row seems to hold. */
const never = -1e6

/**
 * Private-PGM (McKenna, Sheldon, Miklau 2019, arXiv 1901.09136) on a tree: the distribution of `rows` rows whose
 * marginals come nearest to what was measured, by entropic mirror descent with belief propagation as the map from
 * parameters to marginals. Squared errors are weighed by 1/variance. Codes with a noisy count of 0 or less are left out.
 */
export function fitTree(units: readonly MeasuredUnit[], pairs: readonly MeasuredPair[], rows: number): UnitTree {
  const shape = treeShape(units.length, pairs)
  const targets = shape.order.length === 0 ? [] : orientPairs(units, pairs, shape)
  let theta = startParameters(units, targets)
  let beliefs = propagate(theta, shape)
  if (pairs.length === 0) return { ...shape, ...beliefs }
  let loss = lossOf(beliefs, units, targets, shape, rows)
  let step = 1 / rows
  for (let i = 0; i < iterations; i++) {
    const gradient = gradientOf(beliefs, units, targets, shape, rows)
    let gain = 0
    for (let tries = 0; tries < 30 && gain === 0; tries++) {
      const next = moved(theta, gradient, step)
      const nextBeliefs = propagate(next, shape)
      const nextLoss = lossOf(nextBeliefs, units, targets, shape, rows)
      if (nextLoss < loss) {
        gain = (loss - nextLoss) / loss
        theta = next
        beliefs = nextBeliefs
        loss = nextLoss
        step *= 1.2
      } else step /= 2
    }
    if (gain < leastGain) break
  }
  return { ...shape, ...beliefs }
}

type Shape = Pick<UnitTree, 'parent' | 'order'>

/** Every tree of the forest hangs from its first unit. */
function treeShape(units: number, pairs: readonly MeasuredPair[]): Shape {
  const neighbours: number[][] = Array.from({ length: units }, () => [])
  for (const { a, b } of pairs) {
    neighbours[a]!.push(b)
    neighbours[b]!.push(a)
  }
  const parent = new Int32Array(units).fill(-1)
  const seen = new Uint8Array(units)
  const order: number[] = []
  for (let root = 0; root < units; root++) {
    if (seen[root]) continue
    seen[root] = 1
    order.push(root)
    for (let at = order.length - 1; at < order.length; at++) {
      for (const child of neighbours[order[at]!]!) {
        if (seen[child]) continue
        seen[child] = 1
        parent[child] = order[at]!
        order.push(child)
      }
    }
  }
  return { parent, order: Int32Array.from(order) }
}

interface OrientedPair {
  /** `[parent size × size]` */
  readonly counts: Float64Array
  readonly variance: number
}

/** `[units]`: what was measured of each unit with its parent. */
function orientPairs(units: readonly MeasuredUnit[], pairs: readonly MeasuredPair[], { parent }: Shape) {
  const oriented: (OrientedPair | undefined)[] = units.map(() => undefined)
  for (const { a, b, counts, variance } of pairs) {
    if (parent[b] === a) oriented[b] = { counts, variance }
    else oriented[a] = { counts: transposed(counts, units[a]!.counts.length, units[b]!.counts.length), variance }
  }
  return oriented
}

function transposed(cells: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(cells.length)
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) turned[c * rows + r] = cells[r * columns + c]!
  return turned
}

/** Logarithms of the tree's factors. */
interface Parameters {
  readonly nodes: readonly Float64Array[]
  readonly edges: readonly Float64Array[]
}

function startParameters(units: readonly MeasuredUnit[], targets: readonly (OrientedPair | undefined)[]): Parameters {
  const nodes = units.map(({ counts }) => {
    const isHeld = counts.some((count) => count > 0)
    return counts.map((count) => (isHeld ? (count > 0 ? Math.log(count) : never) : 0))
  })
  return { nodes, edges: units.map((_, u) => new Float64Array(targets[u]?.counts.length ?? 0)) }
}

type Beliefs = Pick<UnitTree, 'marginals' | 'conditionals'>

/** Belief propagation: messages from the leaves up, distributions from the roots down. */
function propagate({ nodes, edges }: Parameters, { parent, order }: Shape): Beliefs {
  const inner = nodes.map((node) => node.slice())
  const conditionals = edges.map((edge) => new Float64Array(edge.length))
  for (let i = order.length - 1; i >= 0; i--) {
    const u = order[i]!
    const above = parent[u]!
    if (above < 0) continue
    const own = inner[u]!
    const size = own.length
    const message = inner[above]!
    for (let a = 0; a < message.length; a++) {
      let most = Number.NEGATIVE_INFINITY
      for (let b = 0; b < size; b++) most = Math.max(most, edges[u]![a * size + b]! + own[b]!)
      let sum = 0
      for (let b = 0; b < size; b++) {
        const weight = Math.exp(edges[u]![a * size + b]! + own[b]! - most)
        conditionals[u]![a * size + b] = weight
        sum += weight
      }
      for (let b = 0; b < size; b++) conditionals[u]![a * size + b]! /= sum
      message[a]! += most + Math.log(sum)
    }
  }
  const marginals: Float64Array[] = []
  for (const u of order) {
    const above = parent[u]!
    marginals[u] = above < 0 ? softmax(inner[u]!) : through(marginals[above]!, conditionals[u]!, inner[u]!.length)
  }
  return { marginals, conditionals }
}

function softmax(logs: Float64Array): Float64Array {
  const most = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const weights = logs.map((log) => Math.exp(log - most))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

function through(above: Float64Array, conditional: Float64Array, size: number): Float64Array {
  const own = new Float64Array(size)
  for (let a = 0; a < above.length; a++) {
    for (let b = 0; b < size; b++) own[b]! += above[a]! * conditional[a * size + b]!
  }
  return own
}

function lossOf(
  { marginals, conditionals }: Beliefs,
  units: readonly MeasuredUnit[],
  targets: readonly (OrientedPair | undefined)[],
  { parent }: Shape,
  rows: number,
): number {
  let loss = 0
  units.forEach(({ counts, variances }, u) => {
    counts.forEach((count, code) => {
      loss += (rows * marginals[u]![code]! - count) ** 2 / (2 * variances[code]!)
    })
    const target = targets[u]
    if (!target) return
    const above = marginals[parent[u]!]!
    let sum = 0
    for (let a = 0, at = 0; a < above.length; a++) {
      for (let b = 0; b < counts.length; b++, at++) {
        sum += (rows * above[a]! * conditionals[u]![at]! - target.counts[at]!) ** 2
      }
    }
    loss += sum / (2 * target.variance)
  })
  return loss
}

/** Of the loss by the marginals of nodes and edges, in rows. */
function gradientOf(
  { marginals, conditionals }: Beliefs,
  units: readonly MeasuredUnit[],
  targets: readonly (OrientedPair | undefined)[],
  { parent }: Shape,
  rows: number,
): Parameters {
  const nodes = units.map(({ counts, variances }, u) =>
    counts.map((count, code) => (rows * marginals[u]![code]! - count) / variances[code]!),
  )
  const edges = units.map(({ counts }, u) => {
    const target = targets[u]
    if (!target) return new Float64Array(0)
    const above = marginals[parent[u]!]!
    return target.counts.map((count, at) => {
      const a = Math.floor(at / counts.length)
      return (rows * above[a]! * conditionals[u]![at]! - count) / target.variance
    })
  })
  return { nodes, edges }
}

function moved(from: Parameters, gradient: Parameters, step: number): Parameters {
  const move = (values: Float64Array, slopes: Float64Array) =>
    values.map((value, i) => (value <= never ? value : value - step * slopes[i]!))
  return {
    nodes: from.nodes.map((node, u) => move(node, gradient.nodes[u]!)),
    edges: from.edges.map((edge, u) => move(edge, gradient.edges[u]!)),
  }
}
