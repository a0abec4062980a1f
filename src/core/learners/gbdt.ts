import { permutation, type Random } from '../random'
import { addTree, type BoostedTree, growBoostedTree, type TreeOptions } from './boosted-tree'
import { takeBinned } from './feature-rows'
import type { BinnedFeatures } from './features'
import { lossOf } from './loss'
import { activate, outputsOf, type Task } from './task'

export interface GbdtOptions extends TreeOptions {
  readonly rounds: number
  /** Shrinkage of each tree. */
  readonly rate: number
  /** Holds back rows of those to learn from, and keeps the rounds up to their least loss. */
  readonly stopping?: EarlyStopping
  /** A model to go on from: its trees stay, new ones correct it. Features must be binned by the same plan. */
  readonly from?: GbdtModel
}

export interface EarlyStopping {
  /** Part of the rows, 0–1. */
  readonly share: number
  /** Stops after so many rounds without a smaller loss. */
  readonly patience: number
  readonly random: Random
}

/** XGBoost's defaults but for the rate. */
export const defaultGbdt: GbdtOptions = { rounds: 100, rate: 0.1, depth: 6, ridge: 1, minimumHessian: 1 }

export interface GbdtModel {
  readonly task: Task
  readonly rate: number
  /** Scores before the first tree, one per output. */
  readonly start: readonly number[]
  /** `[rounds][outputs]` */
  readonly rounds: readonly (readonly BoostedTree[])[]
}

/** With fewer rows, none can be spared to stop by. */
const fewestToStop = 100

/**
 * Gradient boosting on histograms (Friedman 2001; Chen & Guestrin 2016): logistic loss, softmax, or squared error.
 * `target`: `[rows]`, 0 or 1, a class's number, or a value. No randomness but that of the rows held back.
 */
export function fitGbdt(features: BinnedFeatures, target: Float64Array, task: Task, options = defaultGbdt): GbdtModel {
  const { stopping } = options
  if (!stopping || features.rows < fewestToStop) return boost({ features, target }, undefined, task, options)
  const order = permutation(features.rows, stopping.random)
  const held = Math.round(stopping.share * features.rows)
  const part = (rows: Uint32Array) => ({
    features: takeBinned(features, rows),
    target: Float64Array.from(rows, (row) => target[row]!),
  })
  return boost(part(order.slice(held)), part(order.slice(0, held)), task, options)
}

interface Rows {
  readonly features: BinnedFeatures
  readonly target: Float64Array
}

function boost({ features, target }: Rows, held: Rows | undefined, task: Task, options: GbdtOptions): GbdtModel {
  const outputs = outputsOf(task)
  const { from, stopping } = options
  const start = from?.start ?? startScores(target, task)
  const kept = from?.rounds ?? []
  const scores = scoresOf({ task, rate: options.rate, start, rounds: kept }, features)
  const heldScores = held && scoresOf({ task, rate: options.rate, start, rounds: kept }, held.features)
  const heldLoss = () => (held && heldScores ? lossOf(activate(heldScores.slice(), task), held.target, task) : 0)
  const derivatives = new Float64Array(2 * features.rows)
  const fitted = new Float64Array(features.rows)
  const rounds: BoostedTree[][] = []
  let best = { loss: heldLoss(), rounds: 0 }
  for (let round = 0; round < options.rounds; round++) {
    const predicted = activate(scores.slice(), task)
    const trees = Array.from({ length: outputs }, (_, output) => {
      differentiate(predicted, target, task, output, derivatives)
      const tree = growBoostedTree(features, derivatives, options, fitted)
      for (let row = 0; row < features.rows; row++) {
        const at = row * outputs + output
        scores[at] = scores[at]! + options.rate * fitted[row]!
      }
      if (held && heldScores) addTree(tree, held.features, options.rate, heldScores, [output, outputs])
      return tree
    })
    rounds.push(trees)
    if (!held || !stopping) continue
    const loss = heldLoss()
    if (loss < best.loss) best = { loss, rounds: rounds.length }
    else if (rounds.length - best.rounds >= stopping.patience) break
  }
  const used = held ? rounds.slice(0, best.rounds) : rounds
  return { task, rate: options.rate, start, rounds: [...kept, ...used] }
}

/** Probabilities (`[rows × classes]`; of class 1 for two classes, `[rows]`) or values `[rows]`. */
export function predictGbdt(model: GbdtModel, features: BinnedFeatures): Float64Array {
  return activate(scoresOf(model, features), model.task)
}

/** Per feature its part of all gain, 0–1 (XGBoost's total_gain, normed). `[features]` */
export function gainImportance(model: GbdtModel, features: number): Float64Array {
  const gains = new Float64Array(features)
  let total = 0
  for (const { feature, gain } of model.rounds.flat())
    feature.forEach((f, node) => {
      if (f < 0) return
      gains[f] = gains[f]! + gain[node]!
      total += gain[node]!
    })
  return total > 0 ? gains.map((gain) => gain / total) : gains
}

/** `[rows × outputs]` */
function scoresOf(model: GbdtModel, features: BinnedFeatures): Float64Array {
  const outputs = outputsOf(model.task)
  const scores = new Float64Array(features.rows * outputs)
  for (let i = 0; i < scores.length; i++) scores[i] = model.start[i % outputs]!
  for (const trees of model.rounds)
    trees.forEach((tree, output) => {
      addTree(tree, features, model.rate, scores, [output, outputs])
    })
  return scores
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
