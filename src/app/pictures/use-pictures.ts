import { useLiveQuery } from 'dexie-react-hooks'
import { db } from '../../db/database'

/** What is known of a project's pictures; undefined while it is looked up. */
export const usePictures = (projectId: string) => useLiveQuery(() => db.pictures.get(projectId), [projectId])
