import { calibrationOf } from '../../metrics/table/calibration'
import { percentileInterval, resamples } from '../../metrics/table/paired-bootstrap'
import { evenly, guessesOf, type Predictions, type RowWeights, scorer } from '../../metrics/table/scores'
import type { Bounded } from '../../metrics/table/utility-kept'
import type { Random } from '../../random'
import { takePredictions } from '../slices-report'
import { fewestRows, rowsByGroup } from './groups'

/** A model's answers to one group of test rows. */
export interface GroupFigures {
  readonly rows: number
  readonly accuracy: number
  /** Of two classes: part of the rows that the model calls positive. */
  readonly selected?: number
  /** Part of the positive rows that it calls so, and of the others; absent with fewer than ten of them. */
  readonly truePositive?: number
  readonly falsePositive?: number
  /** Of several classes: mean of one against the rest. */
  readonly auc?: number
  /** Expected calibration error within the group; of several classes that of the guess (Guo et al. 2017). */
  readonly calibrationError?: number
}

export interface ModelFairness {
  /** Per group; undefined where it has fewer than 30 test rows. */
  readonly groups: readonly (GroupFigures | undefined)[]
  /**
   * Largest difference between groups in the part that is called positive; of several classes, of any one class against
   * the rest: max over k of |P(guess = k | g) − P(guess = k | h)| (Denis, Elie, Hebiri, Hu 2024, JMLR 25:130).
   */
  readonly parity: number
  /**
   * max(|ΔTPR|, |ΔFPR|) over pairs of groups (Hardt et al. 2016); of several classes, over each of them against the
   * rest, class by class (Putzel & Lee 2022, arXiv:2201.04461). Absent where rates are.
   */
  readonly odds?: number
  /** Of several classes: numbers of those that differ most. */
  readonly parityClass?: number
  readonly oddsClass?: number
  /** The lowest accuracy of a group. */
  readonly worst: { readonly group: number; readonly accuracy: number }
}

export interface ModelAudit {
  readonly synthetic: ModelFairness
  readonly real: ModelFairness
  /** synthetic − real, with paired-bootstrap intervals over test rows. */
  readonly change: { readonly parity: Bounded; readonly odds?: Bounded; readonly worst: Bounded }
}

const fewestOfClass = 10
const draws = 300

/** Both models on the same test rows, whose groups are `groups` `[rows]` of `count`. Undefined below two groups. */
export function auditModels(
  pair: Readonly<Record<'synthetic' | 'real', Predictions>>,
  groups: Int32Array,
  count: number,
  random: Random,
): ModelAudit | undefined {
  const members = rowsByGroup(groups, count)
  const { task } = pair.real
  const sizes = { groups: count, classes: task.kind === 'multiclass' ? task.classes : 2 }
  const once = ratesOf(new Int32Array(groups.length), pair.real.target, groups, sizes, evenly(groups.length))
  // Which rates are told is settled once: a rate that came and went with the draws would widen every interval.
  const told = once.map(({ rows, of }) => ({
    group: rows >= fewestRows,
    positives: Array.from(of, (own) => own >= fewestOfClass),
    negatives: Array.from(of, (own) => rows - own >= fewestOfClass),
  }))
  if (told.filter(({ group }) => group).length < 2) return undefined
  const models = [pair.synthetic, pair.real].map((predictions) => {
    const guesses = guessesOf(predictions.predicted, predictions.target.length, predictions.task)
    return (weights: RowWeights) => ratesOf(guesses, predictions.target, groups, sizes, weights)
  })
  const disparities = (weights: RowWeights) => models.map((model) => disparityOf(model(weights), told))
  const whole = disparities(evenly(groups.length))
  const replicates: (typeof whole)[] = []
  for (const weights of resamples(groups.length, draws, random)) replicates.push(disparities(weights))
  const change = (of: (d: Disparity) => number | undefined): Bounded | undefined => {
    const [made, real] = whole.map(of)
    if (made === undefined || real === undefined) return undefined
    const differences = replicates.map(([a, b]) => of(a!)! - of(b!)!).filter(Number.isFinite)
    const interval = percentileInterval(differences)
    return { value: made - real, ...(interval ? { interval } : {}) }
  }
  const odds = change((d) => d.odds)
  const fairness = (predictions: Predictions, disparity: Disparity): ModelFairness => ({
    groups: members.map((rows, g) => (told[g]!.group ? figuresOf(takePredictions(predictions, rows)) : undefined)),
    ...disparity,
  })
  return {
    synthetic: fairness(pair.synthetic, whole[0]!),
    real: fairness(pair.real, whole[1]!),
    change: {
      parity: change((d) => d.parity)!,
      ...(odds ? { odds } : {}),
      worst: change((d) => d.worst.accuracy)!,
    },
  }
}

type Disparity = Omit<ModelFairness, 'groups'>

/** Of one group; per class where it is an array. */
interface Rates {
  readonly rows: number
  readonly accuracy: number
  /** Rows of the class. */
  readonly of: Float64Array
  readonly selected: Float64Array
  readonly truePositive: Float64Array
  readonly falsePositive: Float64Array
}

interface Told {
  readonly group: boolean
  readonly positives: readonly boolean[]
  readonly negatives: readonly boolean[]
}

function ratesOf(
  guesses: Int32Array,
  target: Float64Array,
  groups: Int32Array,
  sizes: { readonly groups: number; readonly classes: number },
  weights: RowWeights,
): Rates[] {
  const { classes } = sizes
  const [of, guessed, hits] = Array.from({ length: 3 }, () => new Float64Array(sizes.groups * classes)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let row = 0; row < groups.length; row++) {
    if (groups[row]! < 0) continue
    const [at, w] = [groups[row]! * classes, weights[row]!]
    const [y, k] = [at + target[row]!, at + guesses[row]!]
    of[y] = of[y]! + w
    guessed[k] = guessed[k]! + w
    if (y === k) hits[y] = hits[y]! + w
  }
  return Array.from({ length: sizes.groups }, (_, g) => {
    const own = (cells: Float64Array) => cells.subarray(g * classes, (g + 1) * classes)
    const [there, said, right] = [own(of), own(guessed), own(hits)]
    const rows = there.reduce((sum, count) => sum + count, 0)
    return {
      rows,
      accuracy: right.reduce((sum, count) => sum + count, 0) / Math.max(1, rows),
      of: there,
      selected: said.map((count) => count / Math.max(1, rows)),
      truePositive: right.map((count, k) => count / Math.max(1, there[k]!)),
      falsePositive: said.map((count, k) => (count - right[k]!) / Math.max(1, rows - there[k]!)),
    }
  })
}

/** The widest difference between groups, over classes, and the class. Of two classes both differ alike. */
function widest(classes: number, spreadOf: (k: number) => number | undefined) {
  let best: { readonly value: number; readonly k: number } | undefined
  for (let k = classes === 2 ? 1 : 0; k < classes; k++) {
    const value = spreadOf(k)
    if (value !== undefined && !(best && best.value >= value)) best = { value, k }
  }
  return best
}

function disparityOf(rates: readonly Rates[], told: readonly Told[]): Disparity {
  const known = rates.flatMap((rate, group) => (told[group]!.group ? [{ ...rate, group }] : []))
  const classes = rates[0]!.of.length
  const spread = (values: readonly number[]) =>
    values.length < 2 ? undefined : Math.max(...values) - Math.min(...values)
  const spreadOf = (rate: 'truePositive' | 'falsePositive', needs: 'positives' | 'negatives', k: number) =>
    spread(known.flatMap((own) => (told[own.group]![needs][k] ? [own[rate][k]!] : [])))
  const parity = widest(classes, (k) => spread(known.map((rate) => rate.selected[k]!)))!
  const odds = widest(classes, (k) => {
    const [tpr, fpr] = [spreadOf('truePositive', 'positives', k), spreadOf('falsePositive', 'negatives', k)]
    return tpr === undefined || fpr === undefined ? (tpr ?? fpr) : Math.max(tpr, fpr)
  })
  const worst = known.reduce((a, b) => (b.accuracy < a.accuracy ? b : a))
  return {
    parity: parity.value,
    ...(odds ? { odds: odds.value } : {}),
    ...(classes > 2 ? { parityClass: parity.k, ...(odds ? { oddsClass: odds.k } : {}) } : {}),
    worst: { group: worst.group, accuracy: worst.accuracy },
  }
}

function figuresOf(predictions: Predictions): GroupFigures {
  const { target, predicted, task } = predictions
  const rows = target.length
  const isBinary = task.kind === 'binary'
  const auc = isRanked(predictions) ? scorer(predictions, ['auc'])(evenly(rows)).get('auc') : undefined
  const calibration = calibrationOf(predictions)
  const rest = {
    ...(auc === undefined ? {} : { auc }),
    ...(calibration ? { calibrationError: calibration.error } : {}),
  }
  const guesses = guessesOf(predicted, rows, task)
  const sizes = { groups: 1, classes: task.kind === 'multiclass' ? task.classes : 2 }
  const [rates] = ratesOf(guesses, target, new Int32Array(rows), sizes, evenly(rows))
  const { accuracy, of, selected, truePositive, falsePositive } = rates!
  if (!isBinary) return { rows, accuracy, ...rest }
  return {
    ...{ rows, accuracy, selected: selected[1]! },
    ...(of[1]! >= fewestOfClass ? { truePositive: truePositive[1]! } : {}),
    ...(of[0]! >= fewestOfClass ? { falsePositive: falsePositive[1]! } : {}),
    ...rest,
  }
}

/** Whether there are ten rows of both classes, or of two of several. */
function isRanked({ target, task }: Predictions): boolean {
  const counts = new Float64Array(task.kind === 'multiclass' ? task.classes : 2)
  for (const k of target) counts[k] = counts[k]! + 1
  return counts.filter((count) => count >= fewestOfClass).length >= 2
}
