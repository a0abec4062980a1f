import { addTree, type BoostedTree, growBoostedTree, type TreeOptions } from './boosted-tree'
import type { BinnedFeatures } from './features'
import { activate, outputsOf, type Task } from './task'

export interface GbdtOptions extends TreeOptions {
  readonly rounds: number
  /** Shrinkage of each tree. */
  readonly rate: number
}

/** XGBoost's defaults but for the number of rounds and the rate. */
export const defaultGbdt: GbdtOptions = { rounds: 100, rate: 0.1, depth: 6, ridge: 1, minimumHessian: 1 }

export interface GbdtModel {
  readonly task: Task
  readonly rate: number
  /** Scores before the first tree, one per output. */
  readonly start: readonly number[]
  /** `[rounds][outputs]` */
  readonly rounds: readonly (readonly BoostedTree[])[]
}

/**
 * Gradient boosting on histograms (Friedman 2001; Chen & Guestrin 2016): logistic loss, softmax, or squared error.
 * `target`: `[rows]`, 0 or 1, a class's number, or a value. No randomness.
 */
export function fitGbdt(features: BinnedFeatures, target: Float64Array, task: Task, options = defaultGbdt): GbdtModel {
  const outputs = outputsOf(task)
  const start = startScores(target, task)
  const scores = new Float64Array(features.rows * outputs)
  for (let i = 0; i < scores.length; i++) scores[i] = start[i % outputs]!
  const derivatives = new Float64Array(2 * features.rows)
  const rounds = Array.from({ length: options.rounds }, () => {
    const predicted = activate(scores.slice(), task)
    return Array.from({ length: outputs }, (_, output) => {
      differentiate(predicted, target, task, output, derivatives)
      const tree = growBoostedTree(features, derivatives, options)
      addTree(tree, features, options.rate, scores, [output, outputs])
      return tree
    })
  })
  return { task, rate: options.rate, start, rounds }
}

/** Probabilities (`[rows × classes]`; of class 1 for two classes, `[rows]`) or values `[rows]`. */
export function predictGbdt(model: GbdtModel, features: BinnedFeatures): Float64Array {
  const outputs = outputsOf(model.task)
  const scores = new Float64Array(features.rows * outputs)
  for (let i = 0; i < scores.length; i++) scores[i] = model.start[i % outputs]!
  for (const trees of model.rounds)
    trees.forEach((tree, output) => {
      addTree(tree, features, model.rate, scores, [output, outputs])
    })
  return activate(scores, model.task)
}

/** The best constant: log odds, log shares, or the mean. */
function startScores(target: Float64Array, task: Task): number[] {
  const n = target.length
  const mean = target.reduce((sum, y) => sum + y, 0) / Math.max(1, n)
  if (task.kind === 'regression') return [mean]
  if (task.kind === 'binary') {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, mean))
    return [Math.log(p / (1 - p))]
  }
  const counts = new Float64Array(task.classes)
  for (const y of target) counts[y] = counts[y]! + 1
  return Array.from(counts, (count) => Math.log(Math.max(count, 0.5) / Math.max(1, n)))
}

/** First and second derivatives of the loss by the scores of one output, side by side. */
function differentiate(
  predicted: Float64Array,
  target: Float64Array,
  task: Task,
  output: number,
  derivatives: Float64Array,
): void {
  const outputs = outputsOf(task)
  for (let row = 0; row < target.length; row++) {
    const p = predicted[row * outputs + output]!
    const y = task.kind === 'multiclass' ? (target[row] === output ? 1 : 0) : target[row]!
    derivatives[2 * row] = p - y
    derivatives[2 * row + 1] = task.kind === 'regression' ? 1 : Math.max(p * (1 - p), 1e-16)
  }
}
