import type { Engine, VelocityEngine, VelocityPredictor } from '../../nets/engine'
import { StudioError } from '../../problem'
import type { PictureSet } from '../picture-set'
import { sampleCoarse } from './coarse-level'
import { sampleDetail } from './detail-level'
import { bytePixels } from './float-pictures'
import type { PictureModel, PictureSnapshot } from './picture-generator'
import { type PyramidBase, plansOf } from './pyramid-base'

interface SnapshotData {
  readonly base: PyramidBase
  /** Of each level. */
  readonly weights: readonly Float32Array[]
}

/** A model that lives on its trainers' memory until it is detached. */
export interface PyramidModel extends PictureModel {
  /** From now on the model stands on `weights` of its own; the trainers may go. */
  detach(weights: readonly Float32Array[]): void
}

interface Origin {
  readonly base: PyramidBase
  readonly engine: VelocityEngine
  /** Where it is still being trained. */
  readonly training?: { readonly predictors: readonly VelocityPredictor[]; weights(): Promise<readonly Float32Array[]> }
  readonly weights?: readonly Float32Array[]
}

const pictures = 100 // of a batch
const rows = 1024 // that a network answers at once

export function pyramidModel({ base, engine, training, weights }: Origin): PyramidModel {
  const { sizes, classes, coarse, details } = base
  const plans = plansOf(base)
  let kept = weights
  let live = training
  let own: readonly VelocityPredictor[] = []
  const predictors = () => {
    if (live) return live.predictors
    if (own.length === 0) own = plans.map((plan, level) => engine.createPredictor(plan, kept![level]!, rows))
    return own
  }
  return {
    generator: 'pyramid-flow',
    async *sample({ labels, random }) {
      const [first, ...others] = predictors()
      for (let from = 0; from < labels.length; from += pictures) {
        const wanted = labels.slice(from, from + pictures)
        const common = [classes.length, wanted, sizes.coarse.steps, random, engine.multiply] as const
        let made = await sampleCoarse(coarse, plans[0]!, first!, ...common)
        for (const [d, detail] of details.entries()) {
          const network = [detail, plans[d + 1]!, others[d]!, classes.length] as const
          made = await sampleDetail(...network, sizes.detail, made, wanted, sizes.detail.steps, random)
        }
        yield { ...sizes.shapes.at(-1)!, pixels: bytePixels(made.values), labels: wanted, classes } satisfies PictureSet
      }
    },
    async snapshot(): Promise<PictureSnapshot> {
      const data: SnapshotData = { base, weights: live ? await live.weights() : kept! }
      return { generator: 'pyramid-flow', data }
    },
    detach(final) {
      kept = final
      live = undefined
    },
    dispose() {
      for (const predictor of own) predictor.dispose()
      own = []
    },
  }
}

export function restorePyramid(snapshot: PictureSnapshot, engine: Engine | undefined): PictureModel {
  if (!engine?.velocity) throw new StudioError({ code: 'fit/no-engine' })
  const { base, weights } = snapshot.data as SnapshotData
  return pyramidModel({ base, weights, engine: engine.velocity })
}
