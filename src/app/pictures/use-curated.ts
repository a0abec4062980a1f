import { useEffect } from 'react'
import type { StoredPictures } from '../../db/pictures'
import { loadCuration, useCuration } from '../../store/curation'
import { usePictures } from './use-pictures'

/** A project's pictures as they are being edited; undefined until they are here. */
export function useCurated(projectId: string): StoredPictures | undefined {
  const stored = usePictures(projectId)
  useEffect(() => {
    if (stored) void loadCuration(projectId)
  }, [projectId, stored])
  const { projectId: openId, curation } = useCuration()
  if (!stored || openId !== projectId) return undefined
  const { excluded: _, ...rest } = stored
  return { ...rest, ...curation }
}
