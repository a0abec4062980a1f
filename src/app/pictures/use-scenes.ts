import { useLiveQuery } from 'dexie-react-hooks'
import { loadScenes } from '../../db/scenes'

/** What is marked in a project's pictures, and its recipe for scenes; undefined while it is looked up. */
export const useScenes = (projectId: string) => useLiveQuery(() => loadScenes(projectId), [projectId])
