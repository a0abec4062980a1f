import { create, createStore } from 'zustand'

/** Edits that can be taken back, and brought again: zundo's store of them, as far as it is used. */
export interface Edits {
  readonly pastStates: readonly unknown[]
  readonly futureStates: readonly unknown[]
  undo(): void
  redo(): void
}

/** What Undo goes over: the edits of the project that was opened for editing last. */
export interface History {
  readonly projectId: string
  readonly edits: {
    getState(): Edits
    getInitialState(): Edits
    subscribe(listener: (now: Edits, before: Edits) => void): () => void
  }
}

const nothing: Edits = { pastStates: [], futureStates: [], undo: () => {}, redo: () => {} }
/** What there is before anything is edited. */
export const noEdits: History['edits'] = createStore<Edits>()(() => nothing)

export const useHistory = create<{ readonly history?: History }>()(() => ({}))
export const openHistory = (history: History): void => useHistory.setState({ history })

/** The edits of a project; undefined where nothing of it is being edited. */
export function editsOf(projectId: string | undefined): Edits | undefined {
  const { history } = useHistory.getState()
  return history && history.projectId === projectId ? history.edits.getState() : undefined
}
