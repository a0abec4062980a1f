import type { ScoreId } from '../../metrics/table/scores'
import type { Slice } from '../../metrics/table/slices'
import type { Bounded } from '../../metrics/table/utility-kept'
import type { SliceScore } from '../slices-report'
import type { ImportanceReport, TargetChoice, UsefulnessReport } from '../usefulness-report'
import { decimalText } from './decimal-text'

/** Sentences on usefulness, the same on the screen and in the exported report. */

export const learnerNames = { boosting: 'Boosted trees', logistic: 'Logistic regression' } as const

/** `regression` says what logistic regression is called where a number is predicted. */
export const learnerName = (learner: keyof typeof learnerNames, task: UsefulnessReport['task']): string =>
  learner === 'logistic' && task === 'regression' ? 'Ridge regression' : learnerNames[learner]

export const measureNames: Readonly<Record<ScoreId, string>> = {
  auc: 'AUC',
  'average-precision': 'Average precision',
  accuracy: 'Accuracy',
  'macro-f1': 'Macro F1',
  brier: 'Brier score',
  r2: 'R²',
  mae: 'Mean absolute error',
}

export const measureMeanings: Readonly<Record<ScoreId, string>> = {
  auc: 'how often a row of the class is ranked above one that is not: 0.5 is guessing, 1 is best',
  'average-precision': 'how pure the rows are that are ranked highest (area under precision and recall): 1 is best',
  accuracy: 'share of rows whose class is guessed right',
  'macro-f1': 'balance of hits and false alarms, each class counting the same: 1 is best',
  brier: 'mean squared error of the probabilities: 0 is best',
  r2: 'share of the variation that is explained: 0 is the mean for everyone, 1 is best',
  mae: 'how far the guesses are off on average, in the units of the column: 0 is best',
}

/** As within a sentence; abbreviations and Mr Brier stay. */
export const inSentence = (name: string): string =>
  /^(\p{Lu}[\p{Lu}²]|Brier)/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1)

export const decimal = (v: number): string => {
  const size = Math.abs(v)
  const text = size >= 100 ? Math.round(size).toLocaleString('en') : size.toFixed(size >= 10 ? 1 : 3)
  return v < 0 && Number(text) !== 0 ? `−${text}` : text
}
export const percent = (v: number, places = 1): string => `${decimalText(100 * v, places)} %`
/** A difference: what rounds to nothing has no sign. */
export const signed = (v: number): string => {
  const text = decimal(Math.abs(v))
  return `${Number(text) === 0 ? '±' : v > 0 ? '+' : '−'}${text}`
}
const count = (n: number) => n.toLocaleString('en')

export function boundedText(of: Bounded | undefined, write: (v: number) => string): string {
  if (!of) return '–'
  const { value, interval } = of
  const text = write(value)
  const ends = interval?.map((end) => write(end))
  return !ends || ends.every((end) => end === text) ? text : `${text} (${ends.join(' to ')})`
}

const choiceTexts: Readonly<Record<TargetChoice, string>> = {
  schema: 'the target that is set under Schema',
  rule: 'taken because no target is set: the last column with two values, else with few, else a number',
  reader: 'chosen here',
}

/** What was done. */
export function trialText({ target, chosenBy, positive, trainRows, testRows }: UsefulnessReport): string {
  const why = chosenBy ? ` (${choiceTexts[chosenBy]})` : ''
  const what = positive === undefined ? `“${target}”` : `whether “${target}” is “${positive}”`
  return `Two models learn to predict ${what}${why}: one from ${count(trainRows)} synthetic rows, one from as many real ones. Both are tested on ${count(testRows)} real rows that neither the models nor the generator saw.`
}

/** The answer, with its uncertainty. */
export function keptText({ scores }: UsefulnessReport): string {
  const score = scores[0]
  if (score?.synthetic.kind !== 'value' || score.real.kind !== 'value') return 'There is too little to learn from.'
  const name = measureNames[score.measure]
  // Reports of an earlier version have no intervals.
  if (!score.gap)
    return `${name} ${decimal(score.synthetic.value)} from synthetic rows, ${decimal(score.real.value)} from real rows.`
  if (!score.kept)
    return `Even real rows teach these models no more than chance explains (${name} ${decimal(score.real.value)}), so nothing can be said about usefulness for this target.`
  const [low, high] = score.kept.interval ?? [score.kept.value, score.kept.value]
  const share = `${percent(score.kept.value)} of what models gain from real rows is kept (95 % interval ${percent(low)} to ${percent(high)})`
  const beside = `${name} ${decimal(score.synthetic.value)} from synthetic rows, ${decimal(score.real.value)} from real rows`
  if (low > 1)
    return `${share}: ${beside}. More than real rows give: look for copies, or for a test set that is too easy.`
  if (high >= 1) return `${share}: ${beside}. Chance alone explains the difference.`
  return `${share}: ${beside}. The loss is more than chance explains.`
}

export function calibrationText({ calibration }: UsefulnessReport): string {
  if (!calibration) return ''
  const [made, real] = [calibration.synthetic.error, calibration.real.error]
  return `When a model says 70 %, it should be right in 70 of 100 cases. The model from synthetic rows is off by ${percent(made)} on average, the one from real rows by ${percent(real)} (expected calibration error over ${calibration.real.bins.length} groups of equal size).`
}

export function importanceText({ agreement }: ImportanceReport): string {
  if (agreement.kind !== 'value') return 'Too few columns to compare what the models rest on.'
  const rho = agreement.value
  const how = rho >= 0.9 ? 'nearly the same' : rho >= 0.7 ? 'much the same' : rho >= 0.4 ? 'partly other' : 'other'
  return `Both models rest on ${how} columns: the ranks of their importances agree with ${decimal(rho)} (Spearman; 1 is the same order, 0 none).`
}

export function sliceName({ column, part }: Pick<Slice, 'column' | 'part'>): string {
  if (part.is === 'missing') return `${column} is missing`
  if (part.is === 'level') return `${column} = ${part.level}`
  if (part.above === undefined) return `${column} ≤ ${part.upTo ?? ''}`
  return part.upTo === undefined ? `${column} > ${part.above}` : `${part.above} < ${column} ≤ ${part.upTo}`
}

const sliceFigures = ({ rows, measure, synthetic, real, gap }: SliceScore) =>
  `${count(rows)} rows, ${measureNames[measure]} ${decimal(synthetic)} from synthetic and ${decimal(real)} from real rows, difference ${boundedText(gap, signed)}`

export function sliceTexts({ slices }: UsefulnessReport): string[] {
  if (!slices) return []
  const { worst, rare, tried } = slices
  return [
    ...(worst
      ? [
          `Part of the table that loses most: ${sliceName(worst)} (${sliceFigures(worst)}). It is the worst of ${count(tried)} parts, and the worst of many is bad by chance alone.`,
        ]
      : tried > 0
        ? [`In none of ${count(tried)} parts of the table does the model from synthetic rows do worse.`]
        : []),
    ...(rare
      ? [
          `Unusual rows, which hold a value of less than 1 in 100 training rows or a number beyond the outer hundredths: ${sliceFigures(rare)}.`,
        ]
      : []),
  ]
}
