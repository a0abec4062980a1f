import type { Matrix, Multiply } from '../../nets/engine'
import type { VelocityPlan } from '../../nets/velocity-plan'
import type { Random } from '../../random'
import type { PictureSet } from '../picture-set'
import { type CoarseBase, coarseControl, coarseLevel, fitCoarseBase, planCoarse } from './coarse-level'
import { type DetailBase, detailLevel, detailRows, fitDetailBase, planDetail } from './detail-level'
import { floatPictures } from './float-pictures'
import type { FlowLevel } from './flow-level'
import { poolPictures } from './pooling'
import type { PyramidSizes } from './pyramid-sizes'

/** What a pyramid knows besides its weights; plain data that holds no picture. */
export interface PyramidBase {
  readonly sizes: PyramidSizes
  readonly classes: readonly string[]
  readonly coarse: CoarseBase
  /** From small to large. */
  readonly details: readonly DetailBase[]
}

/** The networks' plans: the coarse one, then those of the details. */
export function plansOf({ sizes, classes, coarse, details }: PyramidBase): VelocityPlan[] {
  const ofDetails = details.map((detail) => planDetail(detail, classes.length, sizes.detail))
  return [planCoarse(coarse, classes.length, sizes.coarse), ...ofDetails]
}

/** Fits the base and readies the levels' rows. `changed`: train pictures changed for learning. */
export function openPyramid(
  train: PictureSet,
  changed: PictureSet,
  control: PictureSet,
  sizes: PyramidSizes,
  random: Random,
  multiply: Multiply,
): { readonly base: PyramidBase; readonly levels: readonly FlowLevel[] } {
  const { classes } = train
  const { shapes } = sizes
  const labels = Int32Array.from([...train.labels, ...changed.labels])
  const augmented = Uint8Array.from(labels, (_, i) => (i < train.labels.length ? 0 : 1))
  const controlAugmented = new Uint8Array(control.labels.length)
  const pyramid = levelsOf(joined(floatPictures(train), floatPictures(changed)), sizes)
  const controls = levelsOf(floatPictures(control), sizes)
  const small = { rows: pyramid[0]!, labels, augmented }
  const { base: coarse, ...coarseTrain } = fitCoarseBase(small, classes.length, sizes.coarse, random, multiply)
  const details = shapes.slice(1).map((shape, d) => fitDetailBase(pyramid[d + 1]!, shape))
  const base: PyramidBase = { sizes, classes, coarse, details }
  const [coarsePlan, ...detailPlans] = plansOf(base)
  const fixed = coarseControl(
    coarse,
    coarsePlan!,
    classes.length,
    { rows: controls[0]!, labels: control.labels, augmented: controlAugmented },
    random.fork('coarse control'),
    multiply,
  )
  const first = coarseLevel(coarse, coarsePlan!, classes.length, sizes.coarse, { ...coarseTrain, augmented }, fixed)
  const others = details.map((detail, d) => {
    const own = detailRows(detail, pyramid[d + 1]!, labels, augmented)
    const held = detailRows(detail, controls[d + 1]!, control.labels, controlAugmented)
    return detailLevel(detail, detailPlans[d]!, classes.length, sizes.detail, own, held, random.fork(`detail ${d}`))
  })
  return { base, levels: [first, ...others] }
}

function joined(a: Matrix, b: Matrix): Matrix {
  if (b.rows === 0) return a
  const values = new Float32Array(a.values.length + b.values.length)
  values.set(a.values)
  values.set(b.values, a.values.length)
  return { rows: a.rows + b.rows, columns: a.columns, values }
}

/** The pictures at each of the shapes, from small to large. */
export function levelsOf(pictures: Matrix, { shapes }: PyramidSizes): Matrix[] {
  const levels = [pictures]
  for (let s = shapes.length - 1; s > 0; s--) levels.unshift(poolPictures(levels[0]!, shapes[s]!))
  return levels
}
