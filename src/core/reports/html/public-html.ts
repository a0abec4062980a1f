import type { Provenance } from '../provenance'
import type { Report } from '../report'
import { escapeHtml, pageHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import { statementHtml } from './privacy-html'
import { provenanceHtml } from './provenance-html'
import type { ReportWords } from './words'

/**
 * The report for strangers: what the table is and how it was made, without a figure that was measured on real rows.
 * Such figures leak (with them, outliers were rebuilt: Ganev and De Cristofaro, arXiv 2312.05114) and lie outside any
 * differential privacy.
 */
export function publicReportHtml(report: Report, provenance: Provenance | undefined, words: ReportWords): string {
  const { publicVariant } = words
  const rows = report.columns.map(({ name, kind }) => [escapeHtml(name), escapeHtml(kind)])
  const dp = provenance?.privacy.dp
  const body = [
    `<h1>${escapeHtml(publicVariant.title)}</h1>`,
    paragraphHtml(publicVariant.made(report.generator, report.rows.synthetic.toLocaleString('en'))),
    paragraphHtml(publicVariant.why),
    sectionHtml(words.headings.columns, tableHtml([words.columns.name, publicVariant.kind], rows)),
    dp ? statementHtml(dp) : sectionHtml(publicVariant.privacy, paragraphHtml(words.notes.privacy)),
    sectionHtml(
      words.headings.limits,
      `<ul>${publicVariant.limits.map((limit) => `<li>${escapeHtml(limit)}</li>`).join('')}</ul>`,
    ),
    provenance ? provenanceHtml(provenance, words) : '',
  ]
  return pageHtml(publicVariant.title, body.join('\n'))
}
