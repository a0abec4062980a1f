import { type Report, reportVersion } from '../core/reports/report'
import { db } from './database'
import type { AskedParts, StoredReport } from './objects'

/** The report of an output; one that an earlier version of the studio wrote is as good as none. */
export async function findReport(outputId: string): Promise<StoredReport | undefined> {
  const stored = await db.reports.get(outputId)
  return stored && isCurrent(stored) ? stored : undefined
}

/** Whether a report is there that all of this version can read. */
export const isCurrent = ({ report }: StoredReport): boolean => report.version === reportVersion

/** Whether nothing of it is left to be measured. */
export const isComplete = (stored: StoredReport): boolean =>
  isCurrent(stored) && (stored.report.pending ?? []).length === 0

type Measured = Omit<StoredReport, 'asked'>

/** The first report of a measuring takes the place of whatever was there. */
export const beginReport = (measured: Measured) => db.reports.put(measured)

/** A later report of the same measuring: what a person asked for since it began stays as it is. */
export const continueReport = (measured: Measured) =>
  db.transaction('rw', db.reports, async () => {
    const asked = (await db.reports.get(measured.outputId))?.asked
    await db.reports.put(asked ? { ...measured, asked, report: withAsked(measured.report, asked) } : measured)
  })

/** Puts what a person asked for into the report that stands by now; undefined takes a part away. */
export const putAsked = (outputId: string, asked: AskedParts) =>
  db.reports
    .where('outputId')
    .equals(outputId)
    .modify((stored, ref) => {
      ref.value = { ...stored, asked: { ...stored.asked, ...asked }, report: withAsked(stored.report, asked) }
    })

function withAsked(report: Report, asked: AskedParts): Report {
  const { usefulness, fairness, ...others } = { ...report, ...asked }
  return { ...others, ...(usefulness ? { usefulness } : {}), ...(fairness ? { fairness } : {}) }
}
