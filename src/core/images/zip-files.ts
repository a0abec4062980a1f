import { Inflate } from 'fflate'
import { StudioError } from '../problem'
import type { ByteSource } from '../readers/reader'
import { crc32 } from './crc32'
import type { PictureFile } from './picture-file'
import { mostFileBytes, mostFiles, RefusedFile } from './refusal'

interface Entry {
  readonly path: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
  readonly isEncrypted: boolean
}

/** Deflate reaches 1,032; a blank PNG of 40 MP that was deflated once more stays below this. */
const mostRatio = 1000
const unsuspicious = 2 ** 20
const inputPiece = 1 << 14
const windowBytes = 2 ** 21

/**
 * The files of a zip by its central directory (APPNOTE.TXT 4.3.12), read one at a time by position: a zip larger than
 * the memory can be read. Without Zip64.
 * @throws read/broken, images/too-many-files
 */
export async function zipFiles(given: ByteSource): Promise<PictureFile[]> {
  const source = readAhead(given)
  const entries = await readDirectory(source)
  return entries
    .filter(({ path }) => !path.endsWith('/'))
    .map((entry) => ({
      path: entry.path,
      size: entry.size,
      head: (most) => inflated(source, entry, most),
      bytes: () => inflated(source, entry),
    }))
}

/** Small files lie side by side, and a browser takes a millisecond for each read: one read of 2 MB serves many. */
function readAhead(source: ByteSource): Pick<ByteSource, 'name' | 'size' | 'slice'> {
  let window: { readonly start: number; readonly bytes: Uint8Array } | undefined
  return {
    name: source.name,
    size: source.size,
    async slice(start, end) {
      if (end - start > windowBytes) return source.slice(start, end)
      const isHeld = window && start >= window.start && end <= window.start + window.bytes.length
      if (!isHeld) window = { start, bytes: await source.slice(start, Math.min(source.size, start + windowBytes)) }
      return window!.bytes.slice(start - window!.start, end - window!.start)
    },
  }
}

async function readDirectory(source: Pick<ByteSource, 'name' | 'size' | 'slice'>): Promise<Entry[]> {
  const broken = (reason: string) => new StudioError({ code: 'read/broken', name: source.name, format: 'ZIP', reason })
  const tail = await source.slice(Math.max(0, source.size - 65_557), source.size)
  const end = dataView(tail)
  let at = tail.length - 22
  while (at >= 0 && end.getUint32(at, true) !== 0x06054b50) at--
  if (at < 0) throw broken('the end of the archive is missing')
  const [count, length, start] = [
    end.getUint16(at + 10, true),
    end.getUint32(at + 12, true),
    end.getUint32(at + 16, true),
  ]
  if (count === 0xffff || start === 0xffffffff) throw broken('it is a Zip64 archive; zips up to 4 GB can be read')
  if (count > mostFiles)
    throw new StudioError({ code: 'images/too-many-files', name: source.name, files: count, limit: mostFiles })
  if (start + length > source.size) throw broken('its directory is damaged')
  const bytes = await source.slice(start, start + length)
  const view = dataView(bytes)
  const entries: Entry[] = []
  for (let i = 0, p = 0; i < count; i++) {
    if (p + 46 > bytes.length || view.getUint32(p, true) !== 0x02014b50) throw broken('its directory is damaged')
    const nameLength = view.getUint16(p + 28, true)
    entries.push({
      path: new TextDecoder().decode(bytes.subarray(p + 46, p + 46 + nameLength)),
      method: view.getUint16(p + 10, true),
      crc: view.getUint32(p + 16, true),
      packed: view.getUint32(p + 20, true),
      size: view.getUint32(p + 24, true),
      offset: view.getUint32(p + 42, true),
      isEncrypted: (view.getUint16(p + 8, true) & 1) === 1,
    })
    p += 46 + nameLength + view.getUint16(p + 30, true) + view.getUint16(p + 32, true)
  }
  return entries
}

/** An entry's bytes; its first `most` only, and then unchecked, where that is given. Sizes in the directory may lie. */
async function inflated(
  source: Pick<ByteSource, 'slice'>,
  entry: Entry,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const { method, size, packed } = entry
  if (entry.isEncrypted) throw new RefusedFile('encrypted')
  if (size > mostFileBytes || packed > mostFileBytes) throw new RefusedFile('too-many-bytes')
  if (size > unsuspicious && size > mostRatio * packed) throw new RefusedFile('bomb')
  if (method !== 0 && method !== 8) throw new RefusedFile('unsupported')
  const local = dataView(await source.slice(entry.offset, entry.offset + 30))
  if (local.byteLength < 30 || local.getUint32(0, true) !== 0x04034b50) throw new RefusedFile('damaged')
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true)
  const isPart = most < size
  const wanted = method === 0 && isPart ? most : packed
  const raw = await source.slice(start, start + wanted)
  if (raw.length < wanted) throw new RefusedFile('truncated')
  const bytes = method === 0 ? raw : inflate(raw, size, most)
  if (isPart) return bytes
  if (bytes.length !== size || crc32(bytes) !== entry.crc) throw new RefusedFile('damaged')
  return bytes
}

/** Piece by piece, so that a lie about the size shows before it fills the memory. */
function inflate(raw: Uint8Array, size: number, most: number): Uint8Array {
  const out = new Uint8Array(Math.min(size, most))
  let made = 0
  const inflater = new Inflate((piece) => {
    if (made < out.length) out.set(piece.subarray(0, out.length - made), made)
    made += piece.length
  })
  try {
    for (let at = 0; at < raw.length && made < most; at += inputPiece) {
      inflater.push(raw.subarray(at, at + inputPiece), at + inputPiece >= raw.length)
      if (made > size) throw new RefusedFile('bomb')
    }
  } catch (error) {
    throw error instanceof RefusedFile ? error : new RefusedFile('damaged')
  }
  return out.subarray(0, made)
}

const dataView = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
