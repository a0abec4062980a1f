import { auc } from '../../learners/auc'
import { areaInterval } from '../../metrics/interval/area'
import { permutation, type Random } from '../../random'
import type { PictureModel } from '../learn/picture-generator'
import { pickPictures } from '../pick-pictures'
import type { PictureSet } from '../picture-set'

/** Whether who holds the model can tell by its loss which pictures it has learned from. */
export interface LossAttack {
  /** Pictures on each side. */
  readonly train: number
  readonly control: number
  /** Chance that a learned picture has less loss than a control one: 0.5 when nothing is told apart. */
  readonly area: number
  /** 95 %. */
  readonly interval: readonly [number, number]
  /** The same with test pictures in the place of the learned ones: what chance shows. */
  readonly reference: { readonly test: number; readonly area: number; readonly interval: readonly [number, number] }
  /** More than chance explains. */
  readonly isTelling: boolean
}

const mostAsked = 500
const leastAsked = 10

/**
 * Membership by loss (Yeom et al. 2018, arXiv 1709.01604; for flows Carlini et al. 2023, arXiv 2301.13188, 5.1): learned
 * pictures against control ones, which the model was chosen by but not fitted to. Undefined with too few of either.
 */
export async function attackByLoss(
  { train, control, test }: { readonly train: PictureSet; readonly control: PictureSet; readonly test: PictureSet },
  model: Pick<PictureModel, 'losses'>,
  random: Random,
): Promise<LossAttack | undefined> {
  if ([train, control, test].some(({ labels }) => labels.length < leastAsked)) return undefined
  const lossesOf = (set: PictureSet, name: string) => {
    const places = permutation(set.labels.length, random.fork(name)).slice(0, mostAsked)
    // The same noise for every side.
    return model.losses(pickPictures(set, places), random.fork('noise'))
  }
  const [own, held, other] = [
    await lossesOf(train, 'train'),
    await lossesOf(control, 'control'),
    await lossesOf(test, 'test'),
  ]
  const found = areaOf(own, held)
  const reference = areaOf(other, held)
  return {
    train: own.length,
    control: held.length,
    ...found,
    reference: { test: other.length, ...reference },
    isTelling: found.interval[0] > 0.5 && found.area > reference.interval[1],
  }
}

function areaOf(members: Float64Array, others: Float64Array) {
  const scores = Float64Array.from([...members, ...others], (loss) => -loss)
  const area = auc(
    scores,
    scores.map((_, i) => (i < members.length ? 1 : 0)),
  )!
  return { area, interval: areaInterval(area, members.length, others.length) }
}
