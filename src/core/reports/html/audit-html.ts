import type { AuditReport } from '../audit-facts'
import { findFaults } from '../findings'
import type { Report } from '../report'
import { auditWords, copiesText, filesText, findingText, mismatchText } from './audit-words'
import { escapeHtml, paragraphHtml, sectionHtml } from './page'

const listHtml = (texts: readonly string[]): string =>
  `<ul>${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`

/** The gravest faults, before any table of figures. */
export function findingsHtml(report: Report): string {
  const faults = findFaults(report)
  return faults.length === 0 ? '' : sectionHtml(auditWords.findings, listHtml(faults.map(findingText)))
}

/** Which files were compared, and what of them did not fit. */
export function auditHtml({ audit }: Report): string {
  if (!audit) return ''
  const { synthetic, holdout } = audit.mismatches
  return sectionHtml(
    auditWords.files,
    paragraphHtml(`${filesText(audit)} ${copiesText(audit)}`),
    synthetic.length === 0 ? paragraphHtml(auditWords.fits) : listHtml(synthetic.map(mismatchText)),
    holdout.length === 0
      ? ''
      : `<h3>${escapeHtml(audit.files.holdout ?? '')}</h3>${listHtml(holdout.map(mismatchText))}`,
  )
}

/** What can't be concluded, in front of the figures that depend on it. */
export const unseenHtml = (audit: AuditReport | undefined): string =>
  audit?.holdout === 'split' ? `<p class="doubt">${escapeHtml(auditWords.maySee)}</p>` : ''
