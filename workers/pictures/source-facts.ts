import { keptPictures } from '../../src/core/images/curation'
import type { MadeFacts } from '../../src/core/images/made-facts'
import { version } from '../../src/core/version'
import type { SourceFacts } from '../../src/db/objects'
import type { StoredPictures } from '../../src/db/pictures'

/**
 * What provenance says of the pictures that a set is made from.
 * @param used pictures or cut-outs that are used
 * @param learned pictures that might be: those of validation and test are held back
 */
export function sourceFacts(
  { fileName, marker }: SourceFacts,
  stored: StoredPictures,
  used: number,
  learned: number,
): MadeFacts {
  const { refused, exactCopies, nearCopies, moved, width, height, channels } = stored
  const kept = keptPictures(stored).places.length
  return {
    id: crypto.randomUUID(),
    createdAt: new Date().toISOString(),
    toolVersion: version,
    sourceName: fileName,
    sourceGeneration: marker?.generation ?? 0,
    source: {
      pictures: stored.labels.length,
      used,
      heldBack: kept - learned,
      leftOut: stored.labels.length - kept,
      refused: refused.length,
      exactCopies,
      nearCopies,
      moved,
      width,
      height,
      channels,
    },
  }
}
