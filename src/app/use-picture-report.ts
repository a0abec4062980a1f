import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import { pictureReportVersion } from '../core/images/metrics/picture-report'
import { db } from '../db/database'
import type { StoredPictureReport } from '../db/made-pictures'
import type { Output, Project } from '../db/objects'
import { measure, useWork } from '../store/work'

export type PictureReportState =
  | { readonly status: 'there'; readonly stored: StoredPictureReport }
  /** Something else is trained or made; measuring comes after it. */
  | { readonly status: 'waiting' }
  | { readonly status: 'measuring'; readonly share: number }

/** The set of pictures in use; null where there is none. Undefined until the database has answered. */
export const useMadeSet = (project: Project): Output | null | undefined =>
  useLiveQuery(async () => {
    const output = project.activeOutputId ? await db.outputs.get(project.activeOutputId) : undefined
    return output?.perClass && output.rows > 0 ? output : null
  }, [project.activeOutputId])

/** What was measured of a set; it is measured now where it was not. */
export function usePictureReport(outputId: string): PictureReportState | undefined {
  const stored = useLiveQuery(async () => findCurrent(await db.pictureReports.get(outputId)), [outputId])
  const isBusy = useWork((work) => work.training !== undefined || work.sampling !== undefined)
  const share = useWork((work) => (work.measuring?.outputId === outputId ? (work.measuring.share ?? 0) : undefined))
  const isMissing = stored === null
  useEffect(() => {
    if (isMissing && !isBusy) void measure(outputId)
  }, [isMissing, isBusy, outputId])
  if (stored === undefined) return undefined
  if (stored) return { status: 'there', stored }
  return isBusy && share === undefined ? { status: 'waiting' } : { status: 'measuring', share: share ?? 0 }
}

/** One of another version is measured again. */
const findCurrent = (stored: StoredPictureReport | undefined): StoredPictureReport | null =>
  stored && (stored.report?.version ?? pictureReportVersion) === pictureReportVersion ? stored : null
