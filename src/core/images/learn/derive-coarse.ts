import type { Matrix } from '../../nets/engine'
import type { Random } from '../../random'
import { integrate, integrateBack, startAngle, type VelocityOf } from './angles'
import {
  type CoarseNet,
  coarseVelocity,
  drawCluster,
  drawNoise,
  fromPlaces,
  meansOf,
  nearestCluster,
  scaled,
} from './coarse-level'
import { addDraw, noiseOf } from './group-gaussians'
import { project } from './principal-components'
import { slerp } from './slerp'

/** Heun steps there and back, in the place of each that drawing takes: the way back must meet the way there. */
export const finer = 4

/**
 * Small pictures that begin from given ones at an angle between noise and data (SDEdit, Meng et al. 2021, arXiv
 * 2108.01073). The more noise, the likelier another cluster of the class takes the picture's place.
 */
export async function varyCoarse(
  net: CoarseNet,
  small: Matrix,
  labels: Int32Array,
  strength: number,
  random: Random,
): Promise<Matrix> {
  const { base, plan, multiply } = net
  const own = project(base.components, small, multiply)
  const places = scaled(own, base.scales, base.flowing)
  const angle = startAngle(strength)
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
  const clusters = Int32Array.from(labels, (label, row) => {
    return random.uniform() < cos ** 4 ? drawCluster(base, label, random) : nearestCluster(base, places, row, label)
  })
  const means = meansOf(net, clusters)
  const y = drawNoise(net, clusters, random).map((v) => cos * v)
  eachPlace(net, places, (at, place) => {
    y[at] = y[at]! + sin * (place - means[at]!)
  })
  const steps = Math.ceil(strength * net.steps)
  if (steps > 0) await integrate(y, steps, coarseVelocity(net, clusters, means), angle)
  const values = y.map((v, i) => v + means[i]!)
  return fromPlaces(net, { rows: labels.length, columns: plan.inputs, values }, (j, row) => {
    return sin * own.values[row * own.columns + j]! + cos * base.components.deviations[j]! * random.normal()
  })
}

function eachPlace({ plan }: CoarseNet, { rows, columns, values }: Matrix, use: (at: number, place: number) => void) {
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < columns; j++) use(row * plan.inputs + j, values[row * columns + j]!)
  }
}

/**
 * Small pictures at `shares` of the way between two, which begins at 0 and ends at 1. The flow is followed back from both
 * to the noise that leads to them (Song et al. 2020, DDIM, arXiv 2010.02502, 5.3), the noise is turned from one to the
 * other, and what the way there and back loses at the ends is given back in shares.
 */
export async function betweenCoarse(
  net: CoarseNet,
  small: Matrix,
  labels: Int32Array,
  shares: readonly number[],
): Promise<Matrix> {
  const { base, plan, multiply } = net
  const { gaussians, components } = base
  const steps = finer * net.steps
  const own = project(components, small, multiply)
  const places = scaled(own, base.scales, base.flowing)
  const clusters = Int32Array.from(labels, (label, row) => nearestCluster(base, places, row, label))
  const means = meansOf(net, clusters)
  const back = new Float32Array(means.length)
  eachPlace(net, places, (at, place) => {
    back[at] = place - means[at]!
  })
  await integrateBack(back, steps, coarseVelocity(net, clusters, means))
  const [first, second] = [0, 1].map((end) => noiseOf(gaussians, clusters[end]!, back, end * plan.inputs)) as [
    Float32Array,
    Float32Array,
  ]
  const y = new Float32Array(shares.length * plan.inputs)
  const middles = new Float32Array(y.length)
  shares.forEach((share, row) => {
    const noise = slerp(first, second, share)
    for (const end of [0, 1]) {
      const weight = end === 0 ? 1 - share : share
      const weighted = noise.map((v) => weight * v)
      addDraw(gaussians, clusters[end]!, weighted, y, row * plan.inputs)
      for (let j = 0; j < plan.inputs; j++) {
        const at = row * plan.inputs + j
        middles[at] = middles[at]! + weight * means[end * plan.inputs + j]!
      }
    }
  })
  const ofEnd = (end: number) => coarseVelocity(net, new Int32Array(shares.length).fill(clusters[end]!), middles)
  await integrate(y, steps, mixed(ofEnd, clusters, shares))
  const values = y.map((v, i) => v + middles[i]!)
  giveBack(values, plan.inputs, shares, (end, j) => (j < base.flowing ? places.values[end * places.columns + j]! : 0))
  return fromPlaces(net, { rows: shares.length, columns: plan.inputs, values }, (j, row) => {
    return (1 - shares[row]!) * own.values[j]! + shares[row]! * own.values[own.columns + j]!
  })
}

/** Velocities under the one end's condition and the other's, mixed by the rows' shares; one alone where they agree. */
export function mixed(
  ofEnd: (end: 0 | 1) => VelocityOf,
  conditions: ArrayLike<number>,
  shares: readonly number[],
): VelocityOf {
  const first = ofEnd(0)
  if (conditions[0] === conditions[1]) return first
  const second = ofEnd(1)
  return async (y, angle) => {
    const [one, two] = [await first(y, angle), await second(y, angle)]
    const width = y.length / shares.length
    return one.map((v, i) => {
      const share = shares[Math.floor(i / width)]!
      return (1 - share) * v + share * two[i]!
    })
  }
}

/** Moves rows so that the first and the last are the ends, and those between by their share of both. */
export function giveBack(
  values: Float32Array,
  width: number,
  shares: readonly number[],
  end: (end: 0 | 1, column: number) => number,
): void {
  const last = (shares.length - 1) * width
  const lost = [0, 1].map((e) =>
    Float32Array.from({ length: width }, (_, j) => end(e as 0 | 1, j) - values[(e === 0 ? 0 : last) + j]!),
  )
  shares.forEach((share, row) => {
    for (let j = 0; j < width; j++) {
      const at = row * width + j
      values[at] = values[at]! + (1 - share) * lost[0]![j]! + share * lost[1]![j]!
    }
  })
}
