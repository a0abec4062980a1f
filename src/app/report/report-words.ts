import type { Measurement, UndefinedReason } from '../../core/metrics/metric'
import { decimalText } from '../../core/reports/html/decimal-text'
import type {
  CopyCount,
  GeneratorChoiceReport,
  Report,
  ReportLimit,
  SummaryFigure,
  UsefulnessReport,
  UsefulnessScore,
} from '../../core/reports/report'
import { formatCount, formatList, formatQuantity, formatShare } from '../../ui/format'
import { generatorWords } from '../words'
import { copying } from './copying'

export const figureOf = (measurement: Measurement): number | undefined =>
  measurement.kind === 'value' ? measurement.value : undefined

/** Two places always, so that columns of errors line up. */
export function errorText(share: number): string {
  if (share === 0) return '0 %'
  return share > 0 && share < 0.00005 ? '< 0.01 %' : `${decimalText(100 * share, 2)} %`
}
export const scoreText = (score: number): string => decimalText(score, 3)

const reasons: Readonly<Record<UndefinedReason, string>> = {
  constant: 'one value only',
  'all-missing': 'all missing',
  'too-few-rows': 'too few rows',
  'not-applicable': 'does not apply',
  'no-target': 'no target set',
  'too-many-levels': 'too many values',
}

/** A figure, or in words why there is none. */
export const measurementText = (measurement: Measurement, format: (value: number) => string): string =>
  measurement.kind === 'value' ? format(measurement.value) : reasons[measurement.reason]

export type Closeness = 'as-real' | 'close' | 'apart' | 'far' | 'unknown'

/** How an error compares with that of fresh real rows of the same number. Steps: a fifth more, twice, five times. */
export function closeness({ matched, synthetic, control }: SummaryFigure): Closeness {
  const made = figureOf(matched) ?? figureOf(synthetic)
  const real = figureOf(control)
  if (made === undefined || real === undefined) return 'unknown'
  if (made <= real * 1.2) return 'as-real'
  if (made <= real * 2) return 'close'
  return made <= real * 5 ? 'apart' : 'far'
}

const closenessWords: Readonly<Record<Closeness, string>> = {
  'as-real': 'as close as fresh real rows',
  close: 'close to what fresh real rows show',
  apart: 'visibly further off than fresh real rows',
  far: 'far from what fresh real rows show',
  unknown: 'not comparable with fresh real rows here',
}

export const faithfulWords = ({ summary }: Report): string => {
  const [columns, pairs] = [closeness(summary.shapeError), closeness(summary.trendError)]
  if (columns === pairs) return `Columns and pairs are ${closenessWords[columns]}.`
  return `Columns are ${closenessWords[columns]}, pairs ${closenessWords[pairs]}.`
}

export function usefulWords(usefulness: UsefulnessReport | undefined): string {
  const score = usefulness?.scores[0]
  const [made, real] = [score && figureOf(score.synthetic), score && figureOf(score.real)]
  if (!usefulness || made === undefined || real === undefined) {
    return 'Not measured: there is no column to predict, or too few test rows.'
  }
  const within = (score?.kept?.interval?.[1] ?? 0) >= 1
  const beside = `A model that learned “${usefulness.target}” from synthetic rows scores ${scoreText(made)} on real test rows`
  if (within)
    return `${beside}, as well as one that learned from the real rows (${scoreText(real)}), as far as chance lets one tell.`
  return `${beside}; one that learned from the real rows scores ${scoreText(real)}.`
}

export function privateWords(report: Report): string {
  if (report.audit?.holdout === 'split')
    return 'Can’t be concluded: no hold-out was given, and the other tool may have seen every real row.'
  const { exact, near } = report.copies
  const real = figureOf(exact.control)
  if (figureOf(exact.synthetic) === undefined) return 'Copies could not be counted.'
  const counted = `${formatCount(exact.rows)} of ${formatCount(exact.compared)} synthetic rows ${exact.rows === 1 ? 'equals' : 'equal'} a training row`
  if (real === undefined) return `${counted}; too few control rows are there to compare with.`
  const equal =
    exact.rows === 0
      ? 'No synthetic row equals a training row'
      : `${counted}; of as many fresh real rows about ${formatCount(Math.round(real * exact.compared))} would`
  switch (copying(report)) {
    case 'equal-rows':
      return `${equal}. That is more copying than chance explains.`
    case 'near-rows':
      return `${equal}. ${measurementText(near.synthetic, errorText)} come very near to one, more than the ${measurementText(near.control, errorText)} of fresh real rows: chance alone does not explain the difference.`
    case 'none':
      return `${equal}. ${nearWords(near)}`
  }
}

function nearWords({ synthetic, control }: CopyCount): string {
  const [made, real] = [figureOf(synthetic), figureOf(control)]
  if (made === undefined || real === undefined) return 'How many come very near to one could not be counted.'
  if (made === 0) return 'None comes very near to one either.'
  const beside = `${errorText(made)} come very near to one; among fresh real rows ${errorText(real)} do`
  return made <= real ? `${beside}.` : `${beside}: within what chance explains.`
}

/** The gain over no learning that remains when a model learns from synthetic rows, at most 1. */
export function shareKept({ synthetic, real, majority }: UsefulnessScore): number | undefined {
  const [made, best, none] = [figureOf(synthetic), figureOf(real), figureOf(majority)]
  if (made === undefined || best === undefined || none === undefined || best <= none) return undefined
  return Math.max(0, Math.min(1, (made - none) / (best - none)))
}

/** The whole report in a sentence. */
export function summaryWords(report: Report): string {
  const { summary, usefulness } = report
  const order: readonly Closeness[] = ['as-real', 'close', 'apart', 'far', 'unknown']
  const [columns, pairs] = [closeness(summary.shapeError), closeness(summary.trendError)]
  const faithful = closenessWords[order[Math.max(order.indexOf(columns), order.indexOf(pairs))] ?? 'unknown']
  const score = usefulness?.scores[0]
  const kept = score && shareKept(score)
  const useful = kept === undefined ? '' : `, keep ${formatShare(kept)} of what models learn from the real ones`
  const copies = {
    'equal-rows': 'repeat more training rows than chance explains',
    'near-rows': 'come near to training rows somewhat more often than chance explains',
    none: 'repeat no more training rows than chance explains',
  }[copying(report)]
  const leak = report.audit?.holdout === 'split' ? 'without a hold-out nothing can be said about copies' : copies
  return `The synthetic rows are ${faithful}${useful}, and ${leak}.`
}

export function choiceWords({ chosen, reason, candidates }: GeneratorChoiceReport): string {
  const name = generatorWords[chosen] ?? chosen
  const others = candidates.filter(({ generator }) => generator !== chosen)
  const against = formatList(others.map(({ generator }) => (generatorWords[generator] ?? generator).toLowerCase()))
  switch (reason) {
    case 'only-candidate':
      return `${name} is the only generator that was fitted so far.`
    case 'copies':
      return `${name} was taken because ${against} copied more training rows than control rows explain.`
    case 'less-detectable':
      return `${name} was taken over ${against}: its rows are harder to tell from real ones.`
    case 'more-useful':
      return `${name} was taken over ${against}: equally hard to tell from real rows, but models learn more from it.`
    case 'closer':
      return `${name} was taken over ${against}: equally hard to tell from real rows, but closer in columns and pairs.`
    case 'tie':
      return `No figure tells ${name.toLowerCase()} and ${against} apart; the first was taken.`
  }
}

const sections = {
  pairs: 'Pairs',
  rows: 'Whole rows',
  detectors: 'Detectors',
  usefulness: 'Usefulness',
  copies: 'Copies',
}

export function limitWords(limit: ReportLimit): string {
  switch (limit.code) {
    case 'no-control':
      return 'No control rows were held back, so nothing here can be compared with fresh real rows.'
    case 'no-test':
      return 'No test rows were held back, so usefulness is not measured.'
    case 'no-target':
      return 'No target is set, so usefulness is not measured.'
    case 'conditions':
      return 'These rows were made under conditions: they are meant to differ from the original, and the figures show it.'
    case 'parity':
      return `“${limit.target}” was made equally frequent in every group of ${formatList(limit.sensitive)}. In the original it is not, so don’t read group differences off this table.`
    case 'control-maybe-seen':
      return 'This table was made elsewhere, and no hold-out was given: the other tool may have learned from the control and test rows too. Then near copies and leaks can’t be told from chance, and usefulness flatters.'
    case 'small-control':
      return `Only ${formatQuantity(limit.rows, 'control row')}: the references vary a lot by chance.`
    case 'small-test':
      return `Only ${formatQuantity(limit.rows, 'test row')}: usefulness varies a lot by chance.`
    case 'sampled':
      return `${sections[limit.section]} were measured on ${formatQuantity(limit.rows, 'row')} drawn at random.`
    case 'pairs-capped':
      return `${formatCount(limit.measured)} of ${formatCount(limit.of)} pairs were measured.`
    case 'columns-not-compared':
      return `Not compared, because they are made fresh rather than learned: ${formatList(limit.names)}.`
    case 'quick':
      return 'Only the quick part is measured so far.'
  }
}
