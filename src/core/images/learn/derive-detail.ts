import type { Matrix } from '../../nets/engine'
import type { Random } from '../../random'
import { integrate, integrateBack, startAngle } from './angles'
import { finer, giveBack, mixed } from './derive-coarse'
import { type DetailNet, detailRows, detailVelocity, withDetail } from './detail-level'
import { enlargePictures } from './pooling'
import { slerp } from './slerp'

/** Pictures for the small ones `coarse`, whose details begin from those of `own`. */
export async function varyDetail(
  net: DetailNet,
  coarse: Matrix,
  own: Matrix,
  labels: Int32Array,
  strength: number,
  random: Random,
): Promise<Matrix> {
  const conditions = enlargePictures(coarse, net.base.shape)
  const angle = startAngle(strength)
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)]
  const y = residualsOf(net, own, labels).map((v) => sin * v + cos * random.normal())
  const steps = Math.ceil(strength * net.sizes.steps)
  if (steps > 0) await integrate(y, steps, detailVelocity(net, conditions, labels), angle)
  return withDetail(net, conditions, y)
}

/** The details between those of two pictures, on the small ones `coarse`, whose first and last are the ends'. */
export async function betweenDetail(
  net: DetailNet,
  coarse: Matrix,
  own: Matrix,
  labels: Int32Array,
  shares: readonly number[],
): Promise<Matrix> {
  const steps = finer * net.sizes.steps
  const conditions = enlargePictures(coarse, net.base.shape)
  const width = conditions.columns
  const ends = residualsOf(net, own, labels)
  const last = (shares.length - 1) * width
  const outer = new Float32Array(2 * width)
  outer.set(conditions.values.subarray(0, width))
  outer.set(conditions.values.subarray(last), width)
  const back = ends.slice()
  await integrateBack(back, steps, detailVelocity(net, { rows: 2, columns: width, values: outer }, labels))
  const y = new Float32Array(shares.length * width)
  shares.forEach((share, row) => {
    y.set(slerp(back.subarray(0, width), back.subarray(width), share), row * width)
  })
  const ofEnd = (end: number) => detailVelocity(net, conditions, new Int32Array(shares.length).fill(labels[end]!))
  await integrate(y, steps, mixed(ofEnd, labels, shares))
  giveBack(y, width, shares, (end, j) => ends[end * width + j]!)
  return withDetail(net, conditions, y)
}

/** What is missing of the enlarged small pictures, by its deviations. */
export const residualsOf = ({ base }: DetailNet, own: Matrix, labels: Int32Array): Float32Array =>
  detailRows(base, own, labels, new Uint8Array(labels.length)).residuals.values
