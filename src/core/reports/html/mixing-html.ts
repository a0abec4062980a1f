import type { MixingReport } from '../mixing/mixing-report'
import { mixingHeads, mixingRows, mixingSummary, mixingText, verdictText } from './mixing-words'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import { decimal } from './usefulness-words'

/** How much real, how much synthetic: the answers and their table. */
export function mixingHtml(report: MixingReport): string {
  const answers = report.verdicts.map((verdict) => `<li>${escapeHtml(verdictText(verdict, report))}</li>`)
  const rows = mixingRows(report, decimal).map((cells) => cells.map(escapeHtml))
  return sectionHtml(
    'How much real, how much synthetic?',
    paragraphHtml(mixingSummary(report)),
    `<ul>${answers.join('')}</ul>`,
    paragraphHtml(mixingText(report)),
    `<details><summary>All numbers</summary>${tableHtml(mixingHeads, rows)}</details>`,
  )
}
