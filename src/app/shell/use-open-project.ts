import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import { useRoute } from 'wouter'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import { useWork } from '../../store/work'
import { isStage, type Stage } from '../routes'

export interface Place {
  readonly projectId?: string
  readonly stage?: Stage
  /** undefined: not on a project · null: being looked up, or not (yet) in the database. */
  readonly project?: Project | null
  readonly isLoading: boolean
}

/** Where the person is: by the address, and the project as the database has it now. */
export function useOpenProject(): Place {
  const [, params] = useRoute('/p/:projectId/:stage')
  const projectId = params?.projectId
  const found = useLiveQuery(
    async () => (projectId ? { id: projectId, project: (await db.projects.get(projectId)) ?? null } : undefined),
    [projectId],
  )
  useEffect(() => {
    if (projectId) void db.projects.update(projectId, { lastOpenedAt: Date.now() })
  }, [projectId])
  if (!projectId) return { isLoading: false }
  const stage = isStage(params?.stage) ? { stage: params.stage } : {}
  if (found?.id !== projectId) return { projectId, ...stage, project: null, isLoading: true }
  return { projectId, ...stage, project: found.project, isLoading: false }
}

/** What the open project is of; while its pictures are being read it is not in the database yet. */
export function useKind({ projectId, project }: Place): Project['kind'] {
  const isReading = useWork((work) => projectId !== undefined && work.importingPictures?.projectId === projectId)
  return isReading ? 'pictures' : project?.kind
}
