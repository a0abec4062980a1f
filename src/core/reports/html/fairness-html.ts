import type { FairnessReport } from '../fairness/fairness-report'
import {
  columnTexts,
  dataHeads,
  dataRows,
  fairnessIntro,
  modelHeads,
  modelRows,
  privacyAbsent,
  privacyHeads,
  privacyNote,
  privacyRows,
} from './fairness-words'
import { escapeHtml, paragraphHtml, sectionHtml, tableHtml } from './page'

/** Groups of people in the real and in the synthetic table, and what models do to them. */
export function fairnessHtml(report: FairnessReport, isAttacked = true): string {
  const escaped = (rows: readonly (readonly string[])[]) => rows.map((cells) => cells.map(escapeHtml))
  const isBinary = report.positive !== undefined
  const columns = report.columns.map((of) => {
    const models = of.models
      ? `<details><summary>Models by group</summary>${tableHtml(modelHeads(isBinary), escaped(modelRows(of, isBinary)))}</details>`
      : ''
    const attacks = of.privacy
      ? `<details><summary>Attacks by group</summary>${tableHtml(privacyHeads, escaped(privacyRows(of)))}${paragraphHtml(privacyNote)}</details>`
      : ''
    const texts = columnTexts(of, report).map((text) => `<li>${escapeHtml(text)}</li>`)
    return `<h3>${escapeHtml(of.column)}</h3><ul>${texts.join('')}</ul>${tableHtml(dataHeads(report, of), escaped(dataRows(report, of)))}${models}${attacks}`
  })
  return sectionHtml(
    'Is it fair?',
    paragraphHtml(fairnessIntro),
    isAttacked ? '' : paragraphHtml(privacyAbsent),
    ...columns,
  )
}
