import { useLiveQuery } from 'dexie-react-hooks'
import type { MapPoints } from '../../core/reports/faithful'
import type { Report } from '../../core/reports/report'
import type { Schema } from '../../core/schema/schema'
import { db } from '../../db/database'
import type { Output, Project } from '../../db/objects'
import { isCurrent } from '../../db/reports'
import { useWork, type WorkState } from '../../store/work'

export type ReportState =
  | { readonly status: 'no-output' }
  /** outdated: an earlier version of the studio measured it. */
  | { readonly status: 'missing'; readonly output: Output; readonly outdated: boolean }
  | { readonly status: 'computing'; readonly output: Output; readonly progress?: Measuring['progress'] }
  | {
      readonly status: 'there'
      readonly output: Output
      readonly report: Report
      /** Single rows on the map; of this device alone. */
      readonly points?: MapPoints
      /** The rest is being measured; the part under way. */
      readonly measuring: boolean
      readonly progress?: Measuring['progress']
      /** The schema changed since the table was made. */
      readonly stale: boolean
    }

type Measuring = NonNullable<WorkState['measuring']>

/** The report of the table in use. Undefined until the database has answered. */
export function useReport(project: Project): ReportState | undefined {
  const { activeOutputId } = project
  const found = useLiveQuery(async () => {
    if (!activeOutputId) return {}
    const [output, stored, schema] = await Promise.all([
      db.outputs.get(activeOutputId),
      db.reports.get(activeOutputId),
      db.schemas.get(project.id),
    ])
    return { output, stored, schema: schema?.schema }
  }, [activeOutputId, project.id])
  const measuring = useWork((work) => (work.measuring?.outputId === activeOutputId ? work.measuring : undefined))
  if (!found) return undefined
  const { output, stored, schema } = found
  if (!output || output.rows === 0) return { status: 'no-output' }
  if (stored && isCurrent(stored)) {
    const { report, points } = stored
    return {
      status: 'there',
      output,
      report,
      ...(points ? { points } : {}),
      measuring: measuring !== undefined,
      ...(measuring?.progress ? { progress: measuring.progress } : {}),
      stale: schema !== undefined && isStale(report, schema, output),
    }
  }
  if (!measuring) return { status: 'missing', output, outdated: stored !== undefined }
  return { status: 'computing', output, ...(measuring.progress ? { progress: measuring.progress } : {}) }
}

/** Whether columns came, went or changed their kind since they were measured. */
function isStale(report: Report, { fields }: Schema, { generator, names }: Output): boolean {
  // A table that was made elsewhere may lack columns.
  const isThere = (name: string) => generator !== 'imported' || names.includes(name)
  const kept = fields.filter((field) => field.action !== 'drop' && isThere(field.name))
  if (kept.length !== report.columns.length) return true
  return kept.some((field, i) => field.name !== report.columns[i]?.name || field.kind !== report.columns[i]?.kind)
}
