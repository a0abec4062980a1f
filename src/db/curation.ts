import { type Curation, keptPictures, sameCuration } from '../core/images/curation'
import { db } from './database'
import type { Run } from './objects'
import type { StoredPictures } from './pictures'

/**
 * Keeps what was changed in the gallery. Runs that learned from the pictures as they stood until now keep that state, so
 * that what they made is still measured against what they learned.
 */
export async function saveCuration(projectId: string, curation: Curation): Promise<void> {
  await db.transaction('rw', db.pictures, db.projects, db.runs, async () => {
    const stored = await db.pictures.get(projectId)
    if (!stored) return
    const learned = curationOf(stored)
    await db.runs
      .where('projectId')
      .equals(projectId)
      .filter((run) => run.learned === undefined)
      .modify({ learned })
    const { excluded: _, ...rest } = stored
    const changed = { ...rest, ...curation }
    await db.pictures.put(changed)
    const { places, classes } = keptPictures(changed)
    await db.projects.update(projectId, {
      updatedAt: Date.now(),
      'source.rows': places.length,
      'source.columns': classes.length,
    })
  })
}

/** A project's pictures as they stood when a run learned from them. */
export function asLearned(pictures: StoredPictures, run: Pick<Run, 'learned'> | undefined): StoredPictures {
  if (!run?.learned) return pictures
  const { excluded: _, ...rest } = pictures
  return { ...rest, ...run.learned }
}

/** Whether pictures were changed in the gallery since a run learned from them. */
export const isOfOlderPictures = (pictures: Curation, { learned }: Pick<Run, 'learned'>): boolean =>
  learned !== undefined && !sameCuration(learned, pictures)

export const curationOf = ({ classes, labels, excluded }: Curation): Curation => ({
  classes,
  labels,
  ...(excluded ? { excluded } : {}),
})
