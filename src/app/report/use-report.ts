import { useLiveQuery } from 'dexie-react-hooks'
import type { Report } from '../../core/reports/report'
import type { Schema } from '../../core/schema/schema'
import { db } from '../../db/database'
import type { Output, Project } from '../../db/objects'
import { useWork, type WorkState } from '../../store/work'

export type ReportState =
  | { readonly status: 'no-output' }
  | { readonly status: 'missing'; readonly output: Output }
  | { readonly status: 'computing'; readonly output: Output; readonly progress?: Measuring['progress'] }
  | {
      readonly status: 'there'
      readonly output: Output
      readonly report: Report
      /** The rest is being measured. */
      readonly measuring: boolean
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
    return { output, report: stored?.report, schema: schema?.schema }
  }, [activeOutputId, project.id])
  const measuring = useWork((work) => (work.measuring?.outputId === activeOutputId ? work.measuring : undefined))
  if (!found) return undefined
  const { output, report, schema } = found
  if (!output || output.rows === 0) return { status: 'no-output' }
  if (report) {
    const stale = schema !== undefined && isStale(report, schema, output)
    return { status: 'there', output, report, measuring: measuring !== undefined, stale }
  }
  if (!measuring) return { status: 'missing', output }
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
