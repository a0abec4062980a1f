import { useStore } from 'zustand'
import { editsOf, noEdits, useHistory } from '../../store/history'

export interface Undo {
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly undo: () => void
  readonly redo: () => void
}

/** The history of what is being edited in a project. */
export function useUndo(projectId: string): Undo {
  const history = useHistory((state) => state.history)
  const isMine = history?.projectId === projectId
  const edits = useStore(history?.edits ?? noEdits)
  return {
    canUndo: isMine && edits.pastStates.length > 0,
    canRedo: isMine && edits.futureStates.length > 0,
    undo: () => editsOf(projectId)?.undo(),
    redo: () => editsOf(projectId)?.redo(),
  }
}
