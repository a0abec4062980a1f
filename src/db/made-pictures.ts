import type { PictureReport } from '../core/images/metrics/picture-report'
import type { PictureSet } from '../core/images/picture-set'
import { db } from './database'

/** Some pictures of an output with their labels, one after another. */
export interface MadeBlock {
  readonly outputId: string
  readonly projectId: string
  readonly block: number
  readonly labels: Int32Array
  readonly pixels: Uint8Array
}

/** Pictures of a model as it is now, beside real ones that nothing learns from. In the relaxed database. */
export interface LiveSheet {
  readonly runId: string
  readonly step: number
  readonly made: PictureSet
  readonly real: PictureSet
}

/** A made picture beside the learned one that lies nearest to it: for this device's screen only. */
export interface PicturePairPixels {
  readonly made: Uint8Array
  readonly real: Uint8Array
  readonly distance: number
}

export interface StoredPictureReport {
  readonly outputId: string
  readonly projectId: string
  readonly createdAt: number
  /** Absent where too few pictures are held back to measure against. */
  readonly report?: PictureReport
  readonly closest: readonly PicturePairPixels[]
}

/** Pictures of a block; the last of an output has fewer. */
export const madeBlockPictures = 256

export async function loadMadeBlock(outputId: string, block: number): Promise<MadeBlock | undefined> {
  return db.madePictures.get([outputId, block])
}

/** The blocks of an output in order, one at a time: bounded memory. */
export async function* loadMadeBlocks(outputId: string): AsyncGenerator<MadeBlock> {
  for (let block = 0; ; block++) {
    const found = await loadMadeBlock(outputId, block)
    if (!found) return
    yield found
  }
}

export async function deleteMadePictures(outputId: string): Promise<void> {
  await db.madePictures.where('outputId').equals(outputId).delete()
}
