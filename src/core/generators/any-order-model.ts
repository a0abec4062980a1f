import { type AnyOrderPlan, type PlanSizes, planAnyOrder, type UnitShape } from '../nets/any-order-plan'
import type { Engine, Predictor, Trainer } from '../nets/engine'
import { sampleAnyOrder } from './any-order-sample'
import type { Model, ModelSnapshot } from './generator'

/** Rows that go through the network at once. */
export const sampleRows = 1024

/** Holds no row: the shape of the units, the sizes of the network, its averaged weights. */
interface SnapshotData {
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
  readonly shapes: readonly UnitShape[]
  readonly plan: AnyOrderPlan
  readonly engine: Engine
  readonly trainer?: Trainer
  readonly weights?: Float32Array
}

export function anyOrderModel(origin: Origin): AnyOrderModel {
  const { shapes, plan, engine } = origin
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
      yield* sampleAnyOrder(await predictor(), plan, request)
    },
    async snapshot(): Promise<ModelSnapshot> {
      const { width, blocks, dropout } = plan
      const kept = trainer ? await trainer.average() : weights!.slice()
      const data: SnapshotData = { shapes, sizes: { width, blocks, dropout }, weights: kept }
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

export function restoreAnyOrder(snapshot: ModelSnapshot, engine: Engine): Model {
  const { shapes, sizes, weights } = snapshot.data as SnapshotData
  return anyOrderModel({ shapes, plan: planAnyOrder(shapes, sizes), engine, weights: Float32Array.from(weights) })
}
