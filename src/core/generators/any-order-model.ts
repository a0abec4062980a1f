import { type AnyOrderPlan, type PlanSizes, planAnyOrder, type UnitShape } from '../nets/any-order-plan'
import type { Engine, Predictor, Trainer } from '../nets/engine'
import { networkLogLikelihood } from './any-order-likelihood'
import { sampleAnyOrder, sampleRows, type UnitFacts } from './any-order-sample'
import type { Model, ModelSnapshot } from './generator'

/** Holds no row: the shape of the units, the sizes of the network, its averaged weights. */
interface SnapshotData {
  readonly names: readonly string[]
  /** Of the units; absent in models of version 0.1. */
  readonly present?: readonly UnitFacts['present'][]
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
  readonly facts: readonly UnitFacts[]
  readonly shapes: readonly UnitShape[]
  readonly plan: AnyOrderPlan
  readonly engine: Engine
  readonly trainer?: Trainer
  readonly weights?: Float32Array
}

export function anyOrderModel(origin: Origin): AnyOrderModel {
  const { facts, shapes, plan, engine } = origin
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
      yield* sampleAnyOrder(await predictor(), plan, facts, request)
    },
    async logLikelihood(codes) {
      return networkLogLikelihood(await predictor(), plan, codes)
    },
    async snapshot(): Promise<ModelSnapshot> {
      const { width, blocks, dropout } = plan
      const kept = trainer ? await trainer.average() : weights!.slice()
      const names = facts.map(({ name }) => name)
      const present = facts.map((fact) => fact.present)
      const data: SnapshotData = { names, present, shapes, sizes: { width, blocks, dropout }, weights: kept }
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

/** `[size]`, 1 where a train row has the code; undefined where all have one, or where there are no rows. */
export function presentCodes(counts: Float64Array): Uint8Array | undefined {
  const present = Uint8Array.from(counts, (count) => (count > 0 ? 1 : 0))
  return present.includes(0) && present.includes(1) ? present : undefined
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
  const { names, present, shapes, sizes, weights } = snapshot.data as SnapshotData
  const facts = names.map((name, u) => ({ name, present: present?.[u] }))
  const plan = planAnyOrder(shapes, sizes)
  return anyOrderModel({ facts, shapes, plan, engine, weights: Float32Array.from(weights) })
}
