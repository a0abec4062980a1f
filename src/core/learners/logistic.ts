import type { LinearFeatures } from './features'
import { minimise } from './lbfgs'
import { activate, outputsOf, type Task } from './task'

export interface LinearModel {
  readonly task: Task
  /** `[size + 1 × outputs]`, the intercepts last. */
  readonly weights: Float64Array
  /** Regression: targets are standardised while learning. */
  readonly mean: number
  readonly deviation: number
}

const mostIterations = 100

/**
 * Logistic, softmax or linear regression with a ridge penalty (as scikit-learn's LogisticRegression with C = 1 /
 * `ridge`; the intercept goes free), by L-BFGS. `target`: `[rows]`, 0 or 1, a class's number, or a value.
 */
export function fitLinear(features: LinearFeatures, target: Float64Array, task: Task, ridge = 1): LinearModel {
  const outputs = outputsOf(task)
  const { mean, deviation } = task.kind === 'regression' ? momentsOf(target) : { mean: 0, deviation: 1 }
  const scaled = target.map((y) => (y - mean) / deviation)
  const size = (features.size + 1) * outputs
  const rows = Math.max(1, features.rows)
  const evaluate = (weights: Float64Array, gradient: Float64Array) => {
    const predicted = activate(linearScores(features, weights, outputs), task)
    const loss = errorsInPlace(predicted, scaled, task)
    gradient.fill(0)
    pullBack(features, predicted, outputs, gradient)
    let penalty = 0
    for (let i = 0; i < features.size * outputs; i++) {
      penalty += (ridge / 2) * weights[i]! ** 2
      gradient[i] = gradient[i]! + ridge * weights[i]!
    }
    for (let i = 0; i < size; i++) gradient[i] = gradient[i]! / rows
    return (loss + penalty) / rows
  }
  return { task, weights: minimise(evaluate, size, mostIterations).at, mean, deviation }
}

/** Probabilities (`[rows × classes]`; of class 1 for two classes, `[rows]`) or values `[rows]`. */
export function predictLinear({ task, weights, mean, deviation }: LinearModel, features: LinearFeatures): Float64Array {
  const predicted = activate(linearScores(features, weights, outputsOf(task)), task)
  return task.kind === 'regression' ? predicted.map((v) => v * deviation + mean) : predicted
}

function momentsOf(target: Float64Array) {
  const mean = target.reduce((sum, y) => sum + y, 0) / Math.max(1, target.length)
  const variance = target.reduce((sum, y) => sum + (y - mean) ** 2, 0) / Math.max(1, target.length)
  return { mean, deviation: Math.sqrt(variance) || 1 }
}

function linearScores({ rows, numbers, active, size }: LinearFeatures, weights: Float64Array, outputs: number) {
  const scores = new Float64Array(rows * outputs)
  for (let k = 0; k < outputs; k++) {
    for (let row = 0; row < rows; row++) scores[row * outputs + k] = weights[size * outputs + k]!
    numbers.forEach((values, j) => {
      const w = weights[j * outputs + k]!
      for (let row = 0; row < rows; row++) scores[row * outputs + k] = scores[row * outputs + k]! + w * values[row]!
    })
    for (const places of active)
      for (let row = 0; row < rows; row++)
        scores[row * outputs + k] = scores[row * outputs + k]! + weights[places[row]! * outputs + k]!
  }
  return scores
}

/** The summed loss; `predicted` becomes its derivative by the scores. */
function errorsInPlace(predicted: Float64Array, target: Float64Array, task: Task): number {
  const outputs = outputsOf(task)
  let loss = 0
  for (let i = 0; i < predicted.length; i++) {
    const y = task.kind === 'multiclass' ? (target[Math.floor(i / outputs)] === i % outputs ? 1 : 0) : target[i]!
    const p = predicted[i]!
    if (task.kind === 'regression') loss += (p - y) ** 2 / 2
    if (task.kind === 'binary') loss -= Math.log(Math.max(y === 1 ? p : 1 - p, 1e-300))
    if (task.kind === 'multiclass' && y === 1) loss -= Math.log(Math.max(p, 1e-300))
    predicted[i] = p - y
  }
  return loss
}

function pullBack(features: LinearFeatures, errors: Float64Array, outputs: number, gradient: Float64Array): void {
  const { rows, numbers, active, size } = features
  for (let k = 0; k < outputs; k++) {
    numbers.forEach((values, j) => {
      let sum = 0
      for (let row = 0; row < rows; row++) sum += errors[row * outputs + k]! * values[row]!
      gradient[j * outputs + k] = gradient[j * outputs + k]! + sum
    })
    for (const places of active)
      for (let row = 0; row < rows; row++) {
        const at = places[row]! * outputs + k
        gradient[at] = gradient[at]! + errors[row * outputs + k]!
      }
    let sum = 0
    for (let row = 0; row < rows; row++) sum += errors[row * outputs + k]!
    gradient[size * outputs + k] = sum
  }
}
