import { reportVersion } from '../core/reports/report'
import { db } from './database'
import type { StoredReport } from './objects'

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
