import type { Task } from './task'

/**
 * The mean loss of predictions: log loss in nats (of probabilities, `[rows × classes]` or `[rows]`), or half the squared
 * error. `target`: `[rows]`.
 */
export function lossOf(predicted: Float64Array, target: Float64Array, task: Task): number {
  let sum = 0
  for (let row = 0; row < target.length; row++) {
    const y = target[row]!
    if (task.kind === 'regression') sum += (predicted[row]! - y) ** 2 / 2
    else if (task.kind === 'binary') sum -= Math.log(Math.max(y === 1 ? predicted[row]! : 1 - predicted[row]!, 1e-15))
    else sum -= Math.log(Math.max(predicted[row * task.classes + y]!, 1e-15))
  }
  return sum / Math.max(1, target.length)
}
