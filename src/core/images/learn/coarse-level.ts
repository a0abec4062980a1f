import type { Matrix, Multiply, VelocityBatch, VelocityPredictor } from '../../nets/engine'
import { planVelocity, type VelocityPlan } from '../../nets/velocity-plan'
import type { Random } from '../../random'
import { drawAngle, integrate, setTime, timeFeatures, type VelocityOf } from './angles'
import { type Clusters, clusterClasses } from './clusters'
import { emptyBatch, type FlowLevel } from './flow-level'
import { addDraw, fitGaussians, type GroupGaussians } from './group-gaussians'
import { type Components, principalComponents, project, unproject } from './principal-components'
import type { CoarseSizes } from './pyramid-sizes'

/** What the coarse level knows besides its weights; plain data that holds no picture. */
export interface CoarseBase {
  readonly components: Components
  /** The first so many components flow; the others are drawn from normal distributions. */
  readonly flowing: number
  /** Per component what it is divided by. */
  readonly scales: Float32Array
  /** Of the clusters, over the scaled components that flow. */
  readonly gaussians: GroupGaussians
  /** Per cluster its class, and its share of the pictures. */
  readonly clusterClasses: Int32Array
  readonly clusterShares: Float32Array
}

/** Small pictures with their classes, and whether each was changed for learning; unchanged ones first. */
export interface LabelledRows {
  readonly rows: Matrix
  readonly labels: Int32Array
  readonly augmented: Uint8Array
}

/** Of pictures that are all alike. */
const leastScale = 1e-6

export function fitCoarseBase(
  train: LabelledRows,
  classes: number,
  sizes: CoarseSizes,
  random: Random,
  multiply: Multiply,
): { readonly base: CoarseBase; readonly places: Matrix; readonly clusters: Clusters } {
  const components = principalComponents(train.rows, sizes.components, 0.9999, random.fork('components'), multiply)
  const flowing = flowingOf(components, sizes.share)
  const { deviations } = components
  const scales = deviations.map((d) =>
    Math.max(leastScale, d ** sizes.whitening * deviations[0]! ** (1 - sizes.whitening)),
  )
  const places = scaled(project(components, train.rows, multiply), scales, flowing)
  const own = unchanged(train, places)
  const found = clusterClasses(own.rows, own.labels, classes, sizes.clusters, random.fork('clusters'))
  const gaussians = fitGaussians(own.rows, found.of, found.classes, multiply)
  const shares = new Float32Array(found.classes.length)
  for (const cluster of found.of) shares[cluster] = shares[cluster]! + 1 / found.of.length
  const base = { components, flowing, scales, gaussians, clusterClasses: found.classes, clusterShares: shares }
  const of = train.labels.map((label, row) => found.of[row] ?? nearestCluster(base, places, row, label))
  return { base, places, clusters: { of, classes: found.classes } }
}

/** The rows that were not changed for learning, which come first. */
function unchanged({ labels, augmented }: LabelledRows, { columns, values }: Matrix) {
  const count = augmented.indexOf(1) < 0 ? labels.length : augmented.indexOf(1)
  const rows: Matrix = { rows: count, columns, values: values.subarray(0, count * columns) }
  return { rows, labels: labels.subarray(0, count) }
}

/** A multiple of 8, where there are as many. */
function flowingOf({ deviations, variance }: Components, share: number): number {
  let sum = 0
  let count = 0
  while (count < deviations.length && sum < share * variance) sum += deviations[count++]! ** 2
  return Math.min(deviations.length, Math.max(8, Math.ceil(count / 8) * 8))
}

/** The first `kept` columns, each divided by its scale. */
export function scaled({ rows, columns, values }: Matrix, scales: Float32Array, kept: number): Matrix {
  const out = new Float32Array(rows * kept)
  for (let row = 0, to = 0; row < rows; row++) {
    for (let j = 0; j < kept; j++, to++) out[to] = values[row * columns + j]! / scales[j]!
  }
  return { rows, columns: kept, values: out }
}

export function planCoarse(base: CoarseBase, classes: number, sizes: CoarseSizes): VelocityPlan {
  const padded = Math.ceil(base.flowing / 8) * 8
  return planVelocity({
    inputs: padded,
    outputs: padded,
    width: sizes.width,
    hidden: sizes.hidden,
    blocks: sizes.blocks,
    condition: sizes.condition,
    times: timeFeatures,
    slots: 3,
    codes: classes + base.clusterClasses.length + 1,
  })
}

/** Class, cluster, and whether augmented. */
function setCodes(
  { codes }: VelocityBatch,
  row: number,
  base: CoarseBase,
  classes: number,
  cluster: number,
  augmented: number,
) {
  codes[3 * row] = base.clusterClasses[cluster]!
  codes[3 * row + 1] = classes + cluster
  codes[3 * row + 2] = augmented ? classes + base.clusterClasses.length : -1
}

export function coarseLevel(
  base: CoarseBase,
  plan: VelocityPlan,
  classes: number,
  { rows, turns }: CoarseSizes,
  train: { readonly places: Matrix; readonly clusters: Clusters; readonly augmented: Uint8Array },
  control: VelocityBatch | undefined,
): FlowLevel {
  const batch = emptyBatch(plan, rows)
  return {
    plan,
    rows,
    turns,
    control,
    batch(random) {
      for (let row = 0; row < rows; row++) {
        const picked = random.below(train.places.rows)
        const cluster = train.clusters.of[picked]!
        setCodes(batch, row, base, classes, cluster, train.augmented[picked]!)
        setRow(batch, row, plan, base, train.places, picked, cluster, drawAngle(random), random)
      }
      return batch
    },
  }
}

const mostControlRows = 1024

/** Control pictures, each in the nearest cluster of its class, under noise that stays the same. */
export function coarseControl(
  base: CoarseBase,
  plan: VelocityPlan,
  classes: number,
  control: LabelledRows,
  random: Random,
  multiply: Multiply,
): VelocityBatch | undefined {
  if (control.rows.rows === 0) return undefined
  const places = scaled(project(base.components, control.rows, multiply), base.scales, base.flowing)
  const rows = Math.min(mostControlRows, 8 * places.rows)
  const batch = emptyBatch(plan, rows)
  for (let row = 0; row < rows; row++) {
    const picked = row % places.rows
    const cluster = nearestCluster(base, places, picked, control.labels[picked]!)
    setCodes(batch, row, base, classes, cluster, 0)
    setRow(batch, row, plan, base, places, picked, cluster, drawAngle(random), random)
  }
  return batch
}

export function nearestCluster(
  { gaussians, clusterClasses }: CoarseBase,
  places: Matrix,
  row: number,
  label: number,
): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  clusterClasses.forEach((owner, k) => {
    if (owner !== label) return
    const mean = gaussians.means[k]!
    let d = 0
    for (let j = 0; j < mean.length; j++) d += (places.values[row * places.columns + j]! - mean[j]!) ** 2
    if (d < least) [best, least] = [k, d]
  })
  return best
}

const noise = new Float32Array(1024)

/** Noise is a draw of the cluster's own normal distribution, so that the way to the data is short. */
function setRow(
  batch: VelocityBatch,
  row: number,
  plan: VelocityPlan,
  { gaussians }: CoarseBase,
  places: Matrix,
  picked: number,
  cluster: number,
  angle: number,
  random: Random,
): void {
  const { size } = gaussians
  const mean = gaussians.means[cluster]!
  const at = row * plan.inputs
  for (let j = 0; j < size; j++) noise[j] = random.normal()
  batch.inputs.fill(0, at, at + plan.inputs)
  addDraw(gaussians, cluster, noise, batch.inputs, at)
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
  for (let j = 0; j < size; j++) {
    const data = places.values[picked * places.columns + j]! - mean[j]!
    const drawn = batch.inputs[at + j]!
    batch.inputs[at + j] = cos * drawn + sin * data + mean[j]!
    batch.targets[at + j] = cos * data - sin * drawn
  }
  setTime(batch.times, row * plan.times, angle)
}

/** The coarse network where it is asked. */
export interface CoarseNet {
  readonly base: CoarseBase
  readonly plan: VelocityPlan
  readonly predictor: VelocityPredictor
  readonly classes: number
  /** Heun steps from noise to data. */
  readonly steps: number
  readonly multiply: Multiply
}

/** Small pictures of the classes `labels`; `[labels.length, features]`. */
export async function sampleCoarse(net: CoarseNet, labels: Int32Array, random: Random): Promise<Matrix> {
  const { base, plan, steps } = net
  const clusters = Int32Array.from(labels, (label) => drawCluster(base, label, random))
  const y = drawNoise(net, clusters, random)
  const means = meansOf(net, clusters)
  await integrate(y, steps, coarseVelocity(net, clusters, means))
  const values = y.map((v, i) => v + means[i]!)
  return fromPlaces(net, { rows: labels.length, columns: plan.inputs, values }, (j) => {
    return base.components.deviations[j]! * random.normal()
  })
}

/** Draws of the clusters' own normal distributions without their means; `[clusters.length, inputs]`. */
export function drawNoise({ base: { gaussians }, plan }: CoarseNet, clusters: Int32Array, random: Random) {
  const y = new Float32Array(clusters.length * plan.inputs)
  clusters.forEach((cluster, row) => {
    for (let j = 0; j < gaussians.size; j++) noise[j] = random.normal()
    addDraw(gaussians, cluster, noise, y, row * plan.inputs)
  })
  return y
}

/** The clusters' means, `[clusters.length, inputs]`. */
export function meansOf({ base: { gaussians }, plan }: CoarseNet, clusters: Int32Array): Float32Array {
  const means = new Float32Array(clusters.length * plan.inputs)
  clusters.forEach((cluster, row) => {
    means.set(gaussians.means[cluster]!, row * plan.inputs)
  })
  return means
}

/** Velocities of rows in `clusters`; `y` is without `means`, which the network sees with it. */
export function coarseVelocity(net: CoarseNet, clusters: Int32Array, means: Float32Array): VelocityOf {
  const { base, plan, predictor, classes } = net
  const batch = emptyBatch(plan, clusters.length)
  clusters.forEach((cluster, row) => {
    setCodes(batch, row, base, classes, cluster, 0)
  })
  return (y, angle) => {
    for (let i = 0; i < y.length; i++) batch.inputs[i] = y[i]! + means[i]!
    for (let row = 0; row < clusters.length; row++) setTime(batch.times, row * plan.times, angle)
    return predictor.velocity(batch)
  }
}

/** Small pictures at scaled places `[rows, inputs]`; `rest`: the coordinate along a component that does not flow. */
export function fromPlaces(
  { base: { components, flowing, scales }, multiply }: CoarseNet,
  { rows, columns, values }: Matrix,
  rest: (component: number, row: number) => number,
): Matrix {
  const kept = components.axes.columns
  const places = new Float32Array(rows * kept)
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < kept; j++) {
      places[row * kept + j] = j < flowing ? values[row * columns + j]! * scales[j]! : rest(j, row)
    }
  }
  return unproject(components, { rows, columns: kept, values: places }, multiply)
}

export function drawCluster({ clusterClasses, clusterShares }: CoarseBase, label: number, random: Random): number {
  let total = 0
  clusterClasses.forEach((owner, k) => {
    if (owner === label) total += clusterShares[k]!
  })
  let left = random.uniform() * total
  let last = 0
  for (let k = 0; k < clusterClasses.length; k++) {
    if (clusterClasses[k] !== label) continue
    last = k
    left -= clusterShares[k]!
    if (left < 0) return k
  }
  return last
}
