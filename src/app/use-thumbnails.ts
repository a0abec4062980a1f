import { useEffect, useState } from 'react'
import { thumbnailSize } from '../core/images/thumbnail'
import { blockPictures, loadBlock, type StoredPictures } from '../db/pictures'

const blocksHeld = 16
const held = new Map<string, Promise<Uint8Array | undefined>>()

function thumbnailBlock(projectId: string, block: number): Promise<Uint8Array | undefined> {
  const key = `${projectId}:${block}`
  const known = held.get(key)
  if (known) return known
  const loading = loadBlock(projectId, 'thumbnails', block)
  if (held.size >= blocksHeld) held.delete(held.keys().next().value!)
  held.set(key, loading)
  return loading
}

/** A picture's small copy, once it is here. */
export function useThumbnail({ projectId, width, height, channels }: StoredPictures, place: number) {
  const [found, setFound] = useState<{ readonly place: number; readonly pixels: Uint8Array }>()
  const small = thumbnailSize({ width, height })
  const size = small.width * small.height * channels
  useEffect(() => {
    let isWanted = true
    void thumbnailBlock(projectId, Math.floor(place / blockPictures)).then((pixels) => {
      const at = (place % blockPictures) * size
      if (isWanted && pixels) setFound({ place, pixels: pixels.subarray(at, at + size) })
    })
    return () => {
      isWanted = false
    }
  }, [projectId, place, size])
  return { ...small, channels, pixels: found?.place === place ? found.pixels : undefined }
}
