import type { LabelledPicture } from '../../src/core/images/augment/labelled'
import { usablePlaces } from '../../src/core/images/curation'
import type { Picture } from '../../src/core/images/picture'
import { StudioError } from '../../src/core/problem'
import { db } from '../../src/db/database'
import { blockPictures, loadBlock, type StoredPictures } from '../../src/db/pictures'
import { loadScenes, thingsByPlace } from '../../src/db/scenes'
import { getOrThrow } from '../shared/get-or-throw'

const blocksHeld = 8

export interface OpenPictures {
  readonly stored: StoredPictures
  /** Places of the pictures that new ones may be made from: not left out, and not of validation and test folders. */
  readonly places: Int32Array
  picture(place: number): Promise<Picture>
  /** With what is marked in it. */
  source(place: number): Promise<LabelledPicture>
  /** Of what is marked; none where nothing is. */
  readonly thingClasses: readonly string[]
  /** `[height × width]`; of pictures with clear parts only. */
  alpha(place: number): Promise<Uint8Array>
}

/** A project's pictures by their number; a few blocks stay in memory. */
export async function openPictures(projectId: string): Promise<OpenPictures> {
  const stored = await getOrThrow(db.pictures.get(projectId), 'pictures')
  const { things, thingClasses } = await loadScenes(projectId)
  const marked = thingsByPlace(things)
  const { width, height, channels } = stored
  const size = width * height * channels
  const held = new Map<string, Uint8Array>()
  const blockOf = async (kind: 'pixels' | 'alpha', block: number): Promise<Uint8Array> => {
    const key = `${kind}:${block}`
    const known = held.get(key)
    if (known) return known
    const pixels = await loadBlock(projectId, kind, block)
    if (!pixels) throw new StudioError({ code: 'storage/not-found', what: 'pictures' })
    if (held.size >= blocksHeld) held.delete(held.keys().next().value!)
    held.set(key, pixels)
    return pixels
  }
  const picture = async (place: number): Promise<Picture> => {
    const pixels = await blockOf('pixels', Math.floor(place / blockPictures))
    const at = (place % blockPictures) * size
    return { width, height, channels, pixels: pixels.subarray(at, at + size) }
  }
  return {
    stored,
    thingClasses: things.length > 0 ? thingClasses : [],
    places: usablePlaces(stored),
    picture,
    source: async (place) => ({ picture: await picture(place), things: marked.get(place) ?? [] }),
    async alpha(place) {
      const planes = await blockOf('alpha', Math.floor(place / blockPictures))
      const at = (place % blockPictures) * width * height
      return planes.subarray(at, at + width * height)
    },
  }
}
