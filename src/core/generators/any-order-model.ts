import { type AnyOrderPlan, type PlanSizes, planAnyOrder, type UnitShape } from '../nets/any-order-plan'
import type { Engine, Predictor, Trainer } from '../nets/engine'
import { networkLogLikelihood } from './any-order-likelihood'
import { sampleAnyOrder, sampleRows } from './any-order-sample'
import type { Model, ModelSnapshot } from './generator'

/** Holds no row: the shape of the units, the sizes of the network, its averaged weights. */
interface SnapshotData {
  readonly names: readonly string[]
  readonly shapes: readonly UnitShape[]
  readonly sizes: PlanSizes
  readonly weights: Float32Array
}

/** A model that lives on its trainer's device memory until it is detached. */
export interface AnyOrderModel extends Model {
  /** From now on the model stands on `weights` of its own; the trainer may go. */
  detach(weights: Float32Array): Promise<void>
}

interface Origin {
  /** Of the units. */
  readonly names: readonly string[]
  readonly shapes: readonly UnitShape[]
  readonly plan: AnyOrderPlan
  readonly engine: Engine
  readonly trainer?: Trainer
  readonly weights?: Float32Array
}

export function anyOrderModel(origin: Origin): AnyOrderModel {
  const { names, shapes, plan, engine } = origin
  let { trainer, weights } = origin
  let own: Predictor | undefined
  const predictor = async (): Promise<Predictor> => {
    if (trainer) return trainer
    own ??= await engine.createPredictor(plan, weights!, sampleRows)
    return own
  }
  return {
    generator: 'any-order',
    async *sample(request) {
      yield* sampleAnyOrder(await predictor(), plan, names, request)
    },
    async logLikelihood(codes) {
      return networkLogLikelihood(await predictor(), plan, codes)
    },
    async snapshot(): Promise<ModelSnapshot> {
      const { width, blocks, dropout } = plan
      const kept = trainer ? await trainer.average() : weights!.slice()
      const data: SnapshotData = { names, shapes, sizes: { width, blocks, dropout }, weights: kept }
      return { generator: 'any-order', data }
    },
    async detach(kept) {
      weights = kept
      trainer = undefined
    },
    dispose() {
      own?.dispose()
      own = undefined
    },
  }
}

/** Of a table in which nothing is learned. */
export const emptyModel: Model = {
  generator: 'any-order',
  async *sample() {},
  async snapshot() {
    return { generator: 'any-order', data: undefined }
  },
  dispose() {},
}

export function restoreAnyOrder(snapshot: ModelSnapshot, engine: Engine): Model {
  if (snapshot.data === undefined) return emptyModel
  const { names, shapes, sizes, weights } = snapshot.data as SnapshotData
  const plan = planAnyOrder(shapes, sizes)
  return anyOrderModel({ names, shapes, plan, engine, weights: Float32Array.from(weights) })
}
