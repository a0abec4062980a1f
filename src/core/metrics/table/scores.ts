import type { Task } from '../../learners/task'

/**
 * auc: area under the ROC curve (several classes: mean of one against rest) · average-precision: area under the
 * precision-recall curve, as a sum of steps · brier: mean squared error of probabilities (several classes: summed over
 * them) · mae: mean absolute error. The rest as scikit-learn's metrics of that name, whose definitions these are.
 */
export type ScoreId = 'auc' | 'average-precision' | 'accuracy' | 'macro-f1' | 'brier' | 'r2' | 'mae'

/** Of a task, the headline first. */
export const scoresOf = (task: Task): readonly ScoreId[] =>
  task.kind === 'regression' ? ['r2', 'mae'] : ['auc', 'average-precision', 'accuracy', 'macro-f1', 'brier']

export const isLowerBetter = (score: ScoreId): boolean => score === 'brier' || score === 'mae'

/** What a model said about test rows, and the truth. */
export interface Predictions {
  readonly task: Task
  /** Probabilities (`[rows × classes]`; of class 1 for two classes, `[rows]`) or values `[rows]`. */
  readonly predicted: Float64Array
  /** `[rows]`: 0 or 1, a class's number, or a value. */
  readonly target: Float64Array
}

/** A score that can't be told (one class only, one value only) is left out. */
export type Scores = ReadonlyMap<ScoreId, number>

/** How often each row counts: `[rows]`, whole numbers for a bootstrap. */
export type RowWeights = ArrayLike<number>

/** The wanted scores of predictions, prepared for many weightings of the same rows: rows are put in order once. */
export function scorer(predictions: Predictions, wanted = scoresOf(predictions.task)): (weights: RowWeights) => Scores {
  const { predicted, target, task } = predictions
  const parts = [
    ...(wants(wanted, 'auc', 'average-precision') ? [areaScorer(predictions)] : []),
    ...(wants(wanted, 'accuracy', 'macro-f1') ? [guessScorer(predictions)] : []),
    ...(wants(wanted, 'brier') ? [(w: RowWeights) => brierScore(predicted, target, task, w)] : []),
    ...(wants(wanted, 'r2', 'mae') ? [(w: RowWeights) => regressionScores(predicted, target, w)] : []),
  ]
  return (weights) => new Map(parts.flatMap((part) => part(weights)).filter(([id]) => wanted.includes(id)))
}

type Score = readonly [ScoreId, number]

const wants = (wanted: readonly ScoreId[], ...ids: readonly ScoreId[]) => ids.some((id) => wanted.includes(id))

function areaScorer({ predicted, target, task }: Predictions): (weights: RowWeights) => Score[] {
  const positives = task.kind === 'multiclass' ? Array.from({ length: task.classes }, (_, k) => k) : [1]
  const rankings = positives.map((k) => rankingOf(predicted, target, task, k))
  return (weights) => {
    const areas = rankings.map((ranking) => areasOf(ranking, weights)).filter((area) => area !== undefined)
    if (areas.length === 0) return []
    const mean = (of: 'auc' | 'precision') => areas.reduce((sum, area) => sum + area[of], 0) / areas.length
    return [
      ['auc', mean('auc')],
      ['average-precision', mean('precision')],
    ]
  }
}

function guessScorer({ predicted, target, task }: Predictions): (weights: RowWeights) => Score[] {
  const classes = task.kind === 'multiclass' ? task.classes : 2
  const guesses = guessesOf(predicted, target.length, task)
  return (weights) => guessScores(guesses, target, classes, weights)
}

/** Every row once. */
export const evenly = (rows: number): RowWeights => new Uint8Array(rows).fill(1)

/** The class that a row's probabilities speak for; the first of equal ones. `[rows]` */
export function guessesOf(predicted: Float64Array, rows: number, task: Task): Int32Array {
  if (task.kind !== 'multiclass') return Int32Array.from({ length: rows }, (_, row) => (predicted[row]! > 0.5 ? 1 : 0))
  const { classes } = task
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = 0
    for (let k = 1; k < classes; k++) if (predicted[row * classes + k]! > predicted[row * classes + best]!) best = k
    return best
  })
}

/** Rows by falling score of one class. */
interface Ranking {
  readonly order: Uint32Array
  /** `[rows]` of `order`: 1 where the row is of the class. */
  readonly positive: Uint8Array
  /** `[rows]` of `order`: 1 where the next row has another score. */
  readonly ends: Uint8Array
}

function rankingOf(predicted: Float64Array, target: Float64Array, task: Task, k: number): Ranking {
  const classes = task.kind === 'multiclass' ? task.classes : 1
  const at = task.kind === 'multiclass' ? k : 0
  const score = Float64Array.from(target, (_, row) => predicted[row * classes + at]!)
  const order = Uint32Array.from(target, (_, row) => row).sort((a, b) => score[b]! - score[a]!)
  return {
    order,
    positive: Uint8Array.from(order, (row) => (target[row] === k ? 1 : 0)),
    ends: Uint8Array.from(order, (row, i) => (i + 1 === order.length || score[order[i + 1]!] !== score[row] ? 1 : 0)),
  }
}

/**
 * AUC as Mann and Whitney (1947), ties as half; average precision as Σ (Rₙ − Rₙ₋₁) Pₙ over distinct scores. Undefined
 * where one side has no weight.
 */
function areasOf({ order, positive, ends }: Ranking, weights: RowWeights) {
  let [positives, negatives] = [0, 0]
  for (let i = 0; i < order.length; i++) {
    const w = weights[order[i]!]!
    if (positive[i] === 1) positives += w
    else negatives += w
  }
  if (positives === 0 || negatives === 0) return undefined
  let [hits, misses, tiedHits, tiedMisses] = [0, 0, 0, 0]
  let [pairs, precision] = [0, 0]
  for (let i = 0; i < order.length; i++) {
    const w = weights[order[i]!]!
    if (positive[i] === 1) tiedHits += w
    else tiedMisses += w
    if (ends[i] === 0) continue
    pairs += tiedMisses * (hits + tiedHits / 2)
    hits += tiedHits
    misses += tiedMisses
    if (tiedHits > 0) precision += (tiedHits / positives) * (hits / (hits + misses))
    tiedHits = 0
    tiedMisses = 0
  }
  return { auc: pairs / (positives * negatives), precision }
}

/** Accuracy, and the mean F1 of the classes that are there or guessed. */
function guessScores(guesses: Int32Array, target: Float64Array, classes: number, weights: RowWeights): Score[] {
  const [hits, both] = [new Float64Array(classes), new Float64Array(classes)]
  let total = 0
  for (let row = 0; row < target.length; row++) {
    const w = weights[row]!
    const [k, y] = [guesses[row]!, target[row]!]
    total += w
    both[k] = both[k]! + w
    both[y] = both[y]! + w
    if (k === y) hits[k] = hits[k]! + w
  }
  if (total === 0) return []
  let [f1, counted, right] = [0, 0, 0]
  for (let k = 0; k < classes; k++) {
    right += hits[k]!
    if (both[k] === 0) continue
    f1 += (2 * hits[k]!) / both[k]!
    counted++
  }
  return [
    ['accuracy', right / total],
    ['macro-f1', f1 / counted],
  ]
}

/** Brier (1950): mean Σ (pₖ − yₖ)²; of class 1 alone for two classes. */
function brierScore(predicted: Float64Array, target: Float64Array, task: Task, weights: RowWeights): Score[] {
  const classes = task.kind === 'multiclass' ? task.classes : 1
  let [sum, total] = [0, 0]
  for (let row = 0; row < target.length; row++) {
    const w = weights[row]!
    if (w === 0) continue
    total += w
    let error = 0
    for (let k = 0; k < classes; k++) {
      const y = task.kind === 'multiclass' ? (target[row] === k ? 1 : 0) : target[row]!
      error += (predicted[row * classes + k]! - y) ** 2
    }
    sum += w * error
  }
  return total > 0 ? [['brier', sum / total]] : []
}

function regressionScores(predicted: Float64Array, target: Float64Array, weights: RowWeights): Score[] {
  let [total, mean, absolute, squared, whole] = [0, 0, 0, 0, 0]
  for (let row = 0; row < target.length; row++) {
    total += weights[row]!
    mean += weights[row]! * target[row]!
  }
  mean /= total
  for (let row = 0; row < target.length; row++) {
    const w = weights[row]!
    const error = predicted[row]! - target[row]!
    absolute += w * Math.abs(error)
    squared += w * error * error
    whole += w * (target[row]! - mean) ** 2
  }
  if (!(total > 0)) return []
  const mae: Score = ['mae', absolute / total]
  return whole > 0 ? [['r2', 1 - squared / whole], mae] : [mae]
}
