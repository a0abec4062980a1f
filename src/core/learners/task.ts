/** What is to be predicted. Targets are 0 or 1, a class's number, or a value. */
export type Task =
  | { readonly kind: 'binary' }
  | { readonly kind: 'multiclass'; readonly classes: number }
  | { readonly kind: 'regression' }

/** Scores per row that a model holds: one per class, or one. */
export const outputsOf = (task: Task): number => (task.kind === 'multiclass' ? task.classes : 1)

/** Raw scores `[rows × outputs]` to what they stand for, in place: probabilities, or values as they are. */
export function activate(scores: Float64Array, task: Task): Float64Array {
  if (task.kind === 'binary') for (let i = 0; i < scores.length; i++) scores[i] = 1 / (1 + Math.exp(-scores[i]!))
  if (task.kind === 'multiclass')
    for (let start = 0; start < scores.length; start += task.classes) softmax(scores, start, task.classes)
  return scores
}

function softmax(scores: Float64Array, start: number, size: number): void {
  let top = Number.NEGATIVE_INFINITY
  for (let k = 0; k < size; k++) top = Math.max(top, scores[start + k]!)
  let sum = 0
  for (let k = 0; k < size; k++) {
    const e = Math.exp(scores[start + k]! - top)
    scores[start + k] = e
    sum += e
  }
  for (let k = 0; k < size; k++) scores[start + k] = scores[start + k]! / sum
}
