import type { Measurement, Referenced } from '../../metrics/metric'
import type { Provenance } from '../provenance'
import type { Report } from '../report'
import { auditHtml, findingsHtml } from './audit-html'
import { columnsHtml } from './columns-html'
import { copiesHtml } from './copies-html'
import { decimalText } from './decimal-text'
import { fairnessHtml } from './fairness-html'
import { checkHtml, doubtHtml, faithfulDetailsHtml } from './faithful-html'
import { leakHtml } from './leak-html'
import { mixingHtml } from './mixing-html'
import { escapeHtml, pageHtml, paragraphHtml, sectionHtml, tableHtml } from './page'
import { pairsHtml } from './pairs-html'
import { predictabilityHtml } from './predictability-html'
import { provenanceHtml } from './provenance-html'
import { publicReportHtml } from './public-html'
import { usefulnessHtml } from './usefulness-html'
import { englishWords, type ReportWords } from './words'

export interface PageOptions {
  readonly provenance?: Provenance
  /** public: without what was measured on real rows. */
  readonly variant?: Provenance['variant']
  readonly words?: ReportWords
}

/** A report as one page that stands alone: no script, no request, aggregates only. */
export function reportHtml(report: Report, { provenance, variant, words = englishWords }: PageOptions = {}): string {
  if (variant === 'public') return publicReportHtml(report, provenance, words)
  const { title, made, notes } = words
  const count = (n: number) => n.toLocaleString('en')
  const body = [
    `<h1>${escapeHtml(title)}</h1>`,
    paragraphHtml(made(report.generator, count(report.rows.synthetic), count(report.rows.train))),
    paragraphHtml(notes.noRows),
    checkHtml(report),
    doubtHtml(report, 'references'),
    findingsHtml(report),
    auditHtml(report),
    faithfulHtml(report, words),
    columnsHtml(report, words),
    pairsHtml(report, words),
    faithfulDetailsHtml(report, words),
    usefulHtml(report, words),
    report.mixing ? mixingHtml(report.mixing) : '',
    doubtHtml(report, 'copies'),
    copiesHtml(report, words),
    report.leak ? leakHtml(report.leak) : '',
    report.fairness ? fairnessHtml(report.fairness, report.leak !== undefined) : '',
    report.choice
      ? sectionHtml(
          words.headings.choice,
          paragraphHtml(words.reasons[report.choice.reason]),
          choiceHtml(report, words),
        )
      : '',
    limitsHtml(report, words),
    provenance ? provenanceHtml(provenance, words) : '',
  ]
  return pageHtml(title, body.join('\n'))
}

function usefulHtml(report: Report, words: ReportWords): string {
  const { usefulness, predictability } = report
  if (!usefulness) return ''
  const columns = predictability ? predictabilityHtml(predictability, words) : ''
  return doubtHtml(report, 'usefulness') + usefulnessHtml(usefulness, words, columns)
}

const percent = (v: number) => `${decimalText(100 * v, 2)}\u00a0%`
const decimal = (v: number) => decimalText(v, 3)

function figure(m: Measurement, format: (v: number) => string, words: ReportWords): string {
  return escapeHtml(m.kind === 'value' ? format(m.value) : words.undefinedReason(m))
}

function row(name: string, of: Referenced, format: (v: number) => string, words: ReportWords): string[] {
  const cells = [of.synthetic, of.control, of.baseline].map((m) => figure(m, format, words))
  return [escapeHtml(name), ...cells]
}

const detectorHeads = ({ columns }: ReportWords) => [
  columns.figure,
  columns.synthetic,
  '95 % interval',
  columns.control,
  columns.baseline,
  'Rows of each',
]

function faithfulHtml({ summary, detectors }: Report, words: ReportWords): string {
  const { shapeError, trendError, strongTrendError, sharedBinError, missingGap } = summary
  const errors = { shapeError, trendError, strongTrendError, sharedBinError, missingGap }
  const rows = Object.entries(errors).map(([id, of]) => {
    const [name = '', synthetic = '', ...rest] = row(words.figures[id as keyof typeof errors], of, percent, words)
    const copula = of.copula ? figure(of.copula, percent, words) : '–'
    return [name, synthetic, figure(of.matched, percent, words), ...rest, copula]
  })
  const areas = detectors.map(({ detector, auc, interval, rows: each }) => {
    const [named = '', made = '', ...rest] = row(words.figures[detector], auc, decimal, words)
    const between = interval ? `${decimal(interval[0])} – ${decimal(interval[1])}` : '–'
    return [named, made, between, ...rest, each.toLocaleString('en')]
  })
  const { figure: name, synthetic, matched, control, baseline, copula } = words.columns
  return sectionHtml(
    words.headings.good,
    paragraphHtml(words.notes.errors),
    tableHtml([name, synthetic, matched, control, baseline, copula], rows),
    detectors.length > 0 ? paragraphHtml(words.notes.detectors) + tableHtml(detectorHeads(words), areas) : '',
  )
}

function choiceHtml({ choice }: Report, words: ReportWords): string {
  const { shapeError, trendError, boosting, near } = words.figures
  const rows = (choice?.candidates ?? []).map((candidate) => [
    escapeHtml(candidate.generator),
    figure(candidate.shapeError, percent, words),
    figure(candidate.trendError, percent, words),
    figure(candidate.detectors.find((d) => d.detector === 'boosting')?.auc ?? candidate.worstAuc, decimal, words),
    figure(candidate.nearCopies, percent, words),
  ])
  return tableHtml([words.columns.name, shapeError, trendError, boosting, near], rows)
}

function limitsHtml({ limits }: Report, words: ReportWords): string {
  if (limits.length === 0) return ''
  const items = limits.map((limit) => `<li>${escapeHtml(words.limit(limit))}</li>`)
  return sectionHtml(words.headings.limits, `<ul>${items.join('')}</ul>`)
}
