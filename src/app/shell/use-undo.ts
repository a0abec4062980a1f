import { useStore } from 'zustand'
import { redoSchema, undoSchema, useSchema } from '../../store/schema'

export interface Undo {
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly undo: () => void
  readonly redo: () => void
}

/** The history of the schema that is being edited. */
export function useUndo(): Undo {
  const canUndo = useStore(useSchema.temporal, (state) => state.pastStates.length > 0)
  const canRedo = useStore(useSchema.temporal, (state) => state.futureStates.length > 0)
  return { canUndo, canRedo, undo: undoSchema, redo: redoSchema }
}
