import { calibrationOf } from '../../metrics/table/calibration'
import { percentileInterval, resamples } from '../../metrics/table/paired-bootstrap'
import { evenly, guessesOf, type Predictions, type RowWeights, scorer } from '../../metrics/table/scores'
import type { Bounded } from '../../metrics/table/utility-kept'
import type { Random } from '../../random'
import { takePredictions } from '../slices-report'
import { fewestRows, rowsByGroup } from './groups'

/** A model's answers to one group of test rows. Two classes. */
export interface GroupFigures {
  readonly rows: number
  /** Part of the rows that the model calls positive. */
  readonly selected: number
  /** Part of the positive rows that it calls so, and of the others; absent with fewer than ten of them. */
  readonly truePositive?: number
  readonly falsePositive?: number
  readonly accuracy: number
  readonly auc?: number
  /** Expected calibration error within the group. */
  readonly calibrationError?: number
}

export interface ModelFairness {
  /** Per group; undefined where it has fewer than 30 test rows. */
  readonly groups: readonly (GroupFigures | undefined)[]
  /** Largest difference between groups in the part that is called positive. */
  readonly parity: number
  /** max(|ΔTPR|, |ΔFPR|) over pairs of groups (Hardt et al. 2016); absent where rates are. */
  readonly odds?: number
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
  const once = ratesOf(new Int32Array(groups.length), pair.real.target, groups, count, evenly(groups.length))
  // Which rates are told is settled once: a rate that came and went with the draws would widen every interval.
  const told = once.map(({ positives, negatives }) => ({
    group: positives + negatives >= fewestRows,
    positives: positives >= fewestOfClass,
    negatives: negatives >= fewestOfClass,
  }))
  if (told.filter(({ group }) => group).length < 2) return undefined
  const models = [pair.synthetic, pair.real].map((predictions) => {
    const guesses = guessesOf(predictions.predicted, predictions.target.length, predictions.task)
    return (weights: RowWeights) => ratesOf(guesses, predictions.target, groups, count, weights)
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

interface Rates {
  readonly selected: number
  readonly accuracy: number
  readonly truePositive: number
  readonly falsePositive: number
  readonly positives: number
  readonly negatives: number
}

interface Told {
  readonly group: boolean
  readonly positives: boolean
  readonly negatives: boolean
}

function ratesOf(
  guesses: Int32Array,
  target: Float64Array,
  groups: Int32Array,
  count: number,
  weights: RowWeights,
): Rates[] {
  // Per group: guessed and true positive, guessed positive but not, positive, not.
  const cells = new Float64Array(4 * count)
  for (let row = 0; row < groups.length; row++) {
    const group = groups[row]!
    if (group < 0) continue
    const at = 4 * group + (target[row] === 1 ? 0 : 1)
    cells[at + 2] = cells[at + 2]! + weights[row]!
    if (guesses[row] === 1) cells[at] = cells[at]! + weights[row]!
  }
  return Array.from({ length: count }, (_, g) => {
    const [hits, alarms, positives, negatives] = cells.subarray(4 * g, 4 * g + 4) as unknown as [
      number,
      number,
      number,
      number,
    ]
    const rows = Math.max(1, positives + negatives)
    return {
      selected: (hits + alarms) / rows,
      accuracy: (hits + negatives - alarms) / rows,
      truePositive: hits / Math.max(1, positives),
      falsePositive: alarms / Math.max(1, negatives),
      positives,
      negatives,
    }
  })
}

function disparityOf(rates: readonly Rates[], told: readonly Told[]): Disparity {
  const known = rates.flatMap((rate, group) => (told[group]!.group ? [{ ...rate, group }] : []))
  const spread = (values: readonly number[]) =>
    values.length < 2 ? undefined : Math.max(...values) - Math.min(...values)
  const tpr = spread(known.flatMap((rate) => (told[rate.group]!.positives ? [rate.truePositive] : [])))
  const fpr = spread(known.flatMap((rate) => (told[rate.group]!.negatives ? [rate.falsePositive] : [])))
  const odds = tpr === undefined || fpr === undefined ? (tpr ?? fpr) : Math.max(tpr, fpr)
  const worst = known.reduce((a, b) => (b.accuracy < a.accuracy ? b : a))
  return {
    parity: spread(known.map((rate) => rate.selected))!,
    ...(odds === undefined ? {} : { odds }),
    worst: { group: worst.group, accuracy: worst.accuracy },
  }
}

function figuresOf(predictions: Predictions): GroupFigures {
  const rows = predictions.target.length
  const guesses = guessesOf(predictions.predicted, rows, predictions.task)
  const [rates] = ratesOf(guesses, predictions.target, new Int32Array(rows), 1, evenly(rows))
  const { selected, accuracy, truePositive, falsePositive, positives, negatives } = rates!
  const [hasPositives, hasNegatives] = [positives >= fewestOfClass, negatives >= fewestOfClass]
  const auc = hasPositives && hasNegatives ? scorer(predictions, ['auc'])(evenly(rows)).get('auc') : undefined
  const calibration = calibrationOf(predictions)
  return {
    rows,
    selected,
    accuracy,
    ...(hasPositives ? { truePositive } : {}),
    ...(hasNegatives ? { falsePositive } : {}),
    ...(auc === undefined ? {} : { auc }),
    ...(calibration ? { calibrationError: calibration.error } : {}),
  }
}
