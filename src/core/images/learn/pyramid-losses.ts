import type { Matrix } from '../../nets/engine'
import type { Random } from '../../random'
import type { VelocityOf } from './angles'
import { type CoarseNet, coarseVelocity, meansOf, nearestCluster, scaled } from './coarse-level'
import { residualsOf } from './derive-detail'
import { type DetailNet, detailVelocity } from './detail-level'
import { addDraw } from './group-gaussians'
import { enlargePictures, poolPictures } from './pooling'
import { project } from './principal-components'

/** log tan of the angles at which a picture is asked about: the middles of eight equal parts of N(0, 1), as in training. */
const asked = [-1.53, -0.89, -0.49, -0.16, 0.16, 0.49, 0.89, 1.53]

/** Per picture the mean squared error of the coarse velocity, under the same noise for all. */
export async function coarseLosses(net: CoarseNet, small: Matrix, labels: Int32Array, random: Random) {
  const { base, plan, multiply } = net
  const { gaussians } = base
  const places = scaled(project(base.components, small, multiply), base.scales, base.flowing)
  const clusters = Int32Array.from(labels, (label, row) => nearestCluster(base, places, row, label))
  const means = meansOf(net, clusters)
  const data = new Float32Array(means.length)
  for (let row = 0; row < labels.length; row++) {
    for (let j = 0; j < places.columns; j++) {
      const at = row * plan.inputs + j
      data[at] = places.values[row * places.columns + j]! - means[at]!
    }
  }
  return lossesUnder(labels.length, data, coarseVelocity(net, clusters, means), () => {
    const normals = Float32Array.from({ length: gaussians.size }, () => random.normal())
    const noise = new Float32Array(data.length)
    clusters.forEach((cluster, row) => {
      addDraw(gaussians, cluster, normals, noise, row * plan.inputs)
    })
    return noise
  })
}

/** The same of a detail level, on the real small pictures. */
export async function detailLosses(net: DetailNet, own: Matrix, labels: Int32Array, random: Random) {
  const { shape } = net.base
  const conditions = enlargePictures(poolPictures(own, shape), shape)
  const data = residualsOf(net, own, labels)
  return lossesUnder(labels.length, data, detailVelocity(net, conditions, labels), () => {
    const one = Float32Array.from({ length: own.columns }, () => random.normal())
    return data.map((_, i) => one[i % one.length]!)
  })
}

async function lossesUnder(rows: number, data: Float32Array, velocity: VelocityOf, draw: () => Float32Array) {
  const losses = new Float64Array(rows)
  const width = data.length / rows
  for (const ratio of asked) {
    const angle = Math.atan(Math.exp(ratio))
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
    const noise = draw()
    const found = await velocity(
      data.map((v, i) => cos * noise[i]! + sin * v),
      angle,
    )
    for (let i = 0; i < data.length; i++) {
      const row = Math.floor(i / width)
      const error = found[i]! - (cos * data[i]! - sin * noise[i]!)
      losses[row] = losses[row]! + (error * error) / width / asked.length
    }
  }
  return losses
}
