import type { Engine, Matrix, VelocityEngine, VelocityPredictor } from '../../nets/engine'
import { StudioError } from '../../problem'
import { pickPictures } from '../pick-pictures'
import type { PictureSet } from '../picture-set'
import { type CoarseNet, sampleCoarse } from './coarse-level'
import { betweenCoarse, varyCoarse } from './derive-coarse'
import { betweenDetail, varyDetail } from './derive-detail'
import { type DetailNet, sampleDetail } from './detail-level'
import { bytePixels, floatPictures } from './float-pictures'
import type { PictureModel, PictureSnapshot } from './picture-generator'
import { levelsOf, type PyramidBase, plansOf } from './pyramid-base'
import { coarseLosses, detailLosses } from './pyramid-losses'

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

/** The networks where they are asked, from small to large. */
interface PyramidNets {
  readonly coarse: CoarseNet
  readonly details: readonly DetailNet[]
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
  const netsOf = (): PyramidNets => {
    const [first, ...others] = predictors()
    const common = { classes: classes.length, multiply: engine.multiply }
    return {
      coarse: {
        ...common,
        base: coarse,
        plan: plans[0]!,
        predictor: first!,
        steps: sizes.coarse.steps,
      },
      details: details.map((detail, d) => {
        return { ...common, base: detail, plan: plans[d + 1]!, predictor: others[d]!, sizes: sizes.detail }
      }),
    }
  }
  const asSet = ({ values }: Matrix, labels: Int32Array): PictureSet => {
    return { ...sizes.shapes.at(-1)!, pixels: bytePixels(values), labels, classes }
  }
  const levels = (set: PictureSet) => levelsOf(floatPictures(set), sizes)
  return {
    generator: 'pyramid-flow',
    async *sample({ labels, random }) {
      const nets = netsOf()
      for (let from = 0; from < labels.length; from += pictures) {
        const wanted = labels.slice(from, from + pictures)
        let made = await sampleCoarse(nets.coarse, wanted, random)
        for (const net of nets.details) made = await sampleDetail(net, made, wanted, random)
        yield asSet(made, wanted)
      }
    },
    async *vary({ from, strength, random }) {
      const nets = netsOf()
      for (let at = 0; at < from.labels.length; at += pictures) {
        const given = slice(from, at)
        const [small, ...larger] = levels(given)
        let made = await varyCoarse(nets.coarse, small!, given.labels, strength, random)
        for (const [d, net] of nets.details.entries())
          made = await varyDetail(net, made, larger[d]!, given.labels, strength, random)
        yield asSet(made, given.labels)
      }
    },
    async between({ ends, shares }) {
      const nets = netsOf()
      const [small, ...larger] = levels(ends)
      // The ends come along: what the way loses is measured on them.
      const all = [0, ...shares, 1]
      let made = await betweenCoarse(nets.coarse, small!, ends.labels, all)
      for (const [d, net] of nets.details.entries()) made = await betweenDetail(net, made, larger[d]!, ends.labels, all)
      const labels = Int32Array.from(all, (share) => ends.labels[share < 0.5 ? 0 : 1]!)
      return pickPictures(
        asSet(made, labels),
        shares.map((_, i) => i + 1),
      )
    },
    async losses(set, random) {
      const nets = netsOf()
      const all = new Float64Array(set.labels.length)
      for (let at = 0; at < all.length; at += pictures) {
        const given = slice(set, at)
        const [small, ...larger] = levels(given)
        const losses = await coarseLosses(nets.coarse, small!, given.labels, random.fork('coarse'))
        for (const [d, net] of nets.details.entries()) {
          const own = await detailLosses(net, larger[d]!, given.labels, random.fork(d))
          own.forEach((loss, i) => {
            losses[i] = losses[i]! + loss
          })
        }
        all.set(losses, at)
      }
      return all
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

/** The next pictures of a set, as many as are worked on at once. */
function slice(set: PictureSet, from: number): PictureSet {
  const count = Math.min(pictures, set.labels.length - from)
  return pickPictures(
    set,
    Int32Array.from({ length: count }, (_, i) => from + i),
  )
}

export function restorePyramid(snapshot: PictureSnapshot, engine: Engine | undefined): PictureModel {
  if (!engine?.velocity) throw new StudioError({ code: 'fit/no-engine' })
  const { base, weights } = snapshot.data as SnapshotData
  return pyramidModel({ base, weights, engine: engine.velocity })
}
