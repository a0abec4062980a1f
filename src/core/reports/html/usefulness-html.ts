import type { Measurement } from '../../metrics/metric'
import type { Calibration } from '../../metrics/table/calibration'
import type { UsefulnessReport } from '../usefulness-report'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import {
  boundedText,
  calibrationText,
  decimal,
  importanceText,
  inSentence,
  keptText,
  learnerName,
  measureMeanings,
  measureNames,
  percent,
  signed,
  sliceTexts,
  trialText,
} from './usefulness-words'
import type { ReportWords } from './words'

/** What models learn from the synthetic rows, beside what they learn from real ones; `further` is HTML at its end. */
export function usefulnessHtml(report: UsefulnessReport, words: ReportWords, further = ''): string {
  return sectionHtml(
    words.headings.useful,
    paragraphHtml(keptText(report)),
    paragraphHtml(trialText(report)),
    scoresHtml(report, words),
    report.calibration ? calibrationHtml(report, report.calibration) : '',
    report.importance ? importanceHtml(report.importance) : '',
    ...sliceTexts(report).map(paragraphHtml),
    further,
  )
}

function scoresHtml({ scores, task }: UsefulnessReport, words: ReportWords): string {
  const text = (m: Measurement) => escapeHtml(m.kind === 'value' ? decimal(m.value) : words.undefinedReason(m))
  const rows = scores.map(({ learner, measure, synthetic, real, majority, gap, kept }) => [
    escapeHtml(`${learnerName(learner, task)}, ${inSentence(measureNames[measure])}`),
    ...[synthetic, real, majority].map(text),
    boundedText(gap, signed),
    boundedText(kept, percent),
  ])
  const heads = ['Figure', 'From synthetic rows', 'From real rows', 'Without learning', 'Difference', 'Gain kept']
  const meanings = [...new Set(scores.map(({ measure }) => measure))].map(
    (id) => `${measureNames[id]}: ${measureMeanings[id]}.`,
  )
  return tableHtml(heads, rows) + paragraphHtml(`In brackets: 95 % intervals over the test rows. ${meanings.join(' ')}`)
}

function calibrationHtml(report: UsefulnessReport, { synthetic, real }: NonNullable<UsefulnessReport['calibration']>) {
  const rows = synthetic.bins.map((bin, i) => [
    String(i + 1),
    percent(bin.said),
    percent(bin.was),
    real.bins[i] ? percent(real.bins[i].said) : '–',
    real.bins[i] ? percent(real.bins[i].was) : '–',
  ])
  const heads = ['Group', 'Synthetic: said', 'was', 'Real: said', 'was']
  return `<h3>Can its probabilities be trusted?</h3>${paragraphHtml(calibrationText(report))}${reliabilityPicture(synthetic, real)}<details><summary>Numbers</summary>${tableHtml(heads, rows)}</details>`
}

const side = 200

function reliabilityPicture(synthetic: Calibration, real: Calibration): string {
  const path = ({ bins }: Calibration) =>
    bins
      .map(({ said, was }, i) => `${i === 0 ? 'M' : 'L'}${(said * side).toFixed(1)} ${((1 - was) * side).toFixed(1)}`)
      .join('')
  const dots = synthetic.bins
    .map(
      ({ said, was }) =>
        `<circle class="dot" cx="${(said * side).toFixed(1)}" cy="${((1 - was) * side).toFixed(1)}" r="3"/>`,
    )
    .join('')
  return `<figure style="max-width:20rem"><svg style="height:auto" viewBox="-4 -4 ${side + 8} ${side + 8}" role="img" aria-label="What the models said (across) against how often it was so (up)"><path class="guide" d="M0 0H${side}V${side}H0ZM0 ${side}L${side} 0"/><path class="line" d="${path(real)}"/><path class="made" d="${path(synthetic)}"/>${dots}</svg><div class="ends"><span>said 0 %</span><span>Line: from real rows. Dots: from synthetic rows. Diagonal: perfect.</span><span>100 %</span></div></figure>`
}

function importanceHtml(importance: NonNullable<UsefulnessReport['importance']>): string {
  const rows = importance.columns.map(({ name, synthetic, real }) => [
    escapeHtml(name),
    percent(synthetic),
    percent(real),
  ])
  return `<h3>What do the models rest on?</h3>${paragraphHtml(importanceText(importance))}${tableHtml(['Column', 'From synthetic rows', 'From real rows'], rows)}`
}
