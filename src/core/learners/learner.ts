import type { Field } from '../schema/schema'
import type { Table } from '../table/table'
import { takeBinned, takeLinear } from './feature-rows'
import { binFeatures, linearFeatures, planFeatures } from './features'
import { defaultGbdt, fitGbdt, predictGbdt } from './gbdt'
import { fitLinear, predictLinear } from './logistic'
import type { Task } from './task'

export type LearnerId = 'boosting' | 'logistic'
export const learnerIds: readonly LearnerId[] = ['boosting', 'logistic']

export interface LearnerOptions {
  /** Trees of boosting. */
  readonly rounds: number
}

/**
 * Learns `target` `[train rows]` from the `fields` of `train` and predicts for `test`: probabilities
 * (`[rows × classes]`, of class 1 for two classes) or values. Bins and scales come from train alone.
 */
export function fitAndPredict(
  learner: LearnerId,
  data: {
    readonly train: Table
    readonly target: Float64Array
    readonly test: Table
    readonly fields: readonly Field[]
  },
  task: Task,
  options: LearnerOptions,
): Float64Array {
  const plan = planFeatures(data.train, data.fields)
  if (learner === 'logistic')
    return predictLinear(
      fitLinear(linearFeatures(plan, data.train), data.target, task),
      linearFeatures(plan, data.test),
    )
  const model = fitGbdt(binFeatures(plan, data.train), data.target, task, { ...defaultGbdt, ...options })
  return predictGbdt(model, binFeatures(plan, data.test))
}

/** Predicts a yes or no for the rows of each fold by a model that learned from the other folds. `[rows]` */
export function crossPredict(
  learner: LearnerId,
  data: { readonly table: Table; readonly target: Float64Array; readonly fields: readonly Field[] },
  folds: readonly Uint32Array[],
  options: LearnerOptions,
): Float64Array[] {
  const plan = planFeatures(data.table, data.fields)
  const task: Task = { kind: 'binary' }
  const others = (fold: number) => Uint32Array.from(folds.flatMap((rows, f) => (f === fold ? [] : [...rows])))
  const targetOf = (rows: Uint32Array) => Float64Array.from(rows, (row) => data.target[row]!)
  if (learner === 'logistic') {
    const all = linearFeatures(plan, data.table)
    return folds.map((fold, f) => {
      const model = fitLinear(takeLinear(all, others(f)), targetOf(others(f)), task)
      return predictLinear(model, takeLinear(all, fold))
    })
  }
  const all = binFeatures(plan, data.table)
  return folds.map((fold, f) => {
    const model = fitGbdt(takeBinned(all, others(f)), targetOf(others(f)), task, {
      ...defaultGbdt,
      depth: 5,
      ...options,
    })
    return predictGbdt(model, takeBinned(all, fold))
  })
}
