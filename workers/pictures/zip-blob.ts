import { type ZipEntry, zipBytes } from '../../src/core/exporters/zip'

const partBytes = 8 * 2 ** 20

/** A zip whose pieces become Blobs as they are made: the browser may keep those on the disk. */
export async function zipBlob(entries: AsyncIterable<ZipEntry>): Promise<Blob> {
  const blobs: Blob[] = []
  let pieces: Uint8Array<ArrayBuffer>[] = []
  let held = 0
  for await (const piece of zipBytes(entries)) {
    pieces.push(piece as Uint8Array<ArrayBuffer>)
    held += piece.length
    if (held < partBytes) continue
    blobs.push(new Blob(pieces))
    pieces = []
    held = 0
  }
  return new Blob([...blobs, ...pieces], { type: 'application/zip' })
}

/** PNGs are packed already. */
export const contentOf = (name: string): ZipEntry['content'] => (name.endsWith('.png') ? 'packed' : 'plain')
