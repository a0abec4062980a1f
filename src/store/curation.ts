import { temporal } from 'zundo'
import { create } from 'zustand'
import { type Curation, type CurationEdit, curate, sameCuration } from '../core/images/curation'
import { curationOf, saveCuration } from '../db/curation'
import { db } from '../db/database'
import { openHistory } from './history'
import { redraftSoon } from './schema'

/** What is made of a project's pictures in the gallery. Undo and redo go over `curation`; the database follows at once. */
interface CurationState {
  readonly projectId?: string
  readonly curation: Curation
}

const historyLength = 100
const nothing: Curation = { classes: [], labels: new Int32Array(0) }

export const useCuration = create<CurationState>()(
  temporal((): CurationState => ({ curation: nothing }), {
    partialize: ({ curation }) => ({ curation }),
    equality: (a, b) => a.curation === b.curation,
    limit: historyLength,
  }),
)

let loaded = nothing
let saving: Promise<void> = Promise.resolve()

/** Brings a project's pictures into the store. Their history starts anew unless they are as they were left. */
export async function loadCuration(projectId: string): Promise<void> {
  await saving
  const edited = useCuration.getState().curation
  const stored = await db.pictures.get(projectId)
  if (useCuration.getState().curation !== edited) return // Edited while it was read: what is here is newer.
  openHistory({ projectId, edits: useCuration.temporal })
  const curation = stored ? curationOf(stored) : nothing
  if (useCuration.getState().projectId === projectId && sameCuration(curation, loaded)) return
  loaded = curation
  useCuration.setState({ projectId, curation })
  useCuration.temporal.getState().clear()
}

/** False when the edit changes nothing; then it is no step of the history. */
export function editPictures(edit: CurationEdit): boolean {
  const { curation } = useCuration.getState()
  const changed = curate(curation, edit)
  if (changed === curation) return false
  useCuration.setState({ curation: changed })
  return true
}

/** Resolves when all edits are in the database. */
export const curationSaved = (): Promise<void> => saving

useCuration.subscribe(({ projectId, curation }, before) => {
  if (curation === before.curation || curation === loaded || !projectId) return
  loaded = curation
  saving = saving.then(() => saveCuration(projectId, curation)).then(() => redraftSoon(projectId))
})
