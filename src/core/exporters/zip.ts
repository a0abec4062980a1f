import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export interface ZipEntry {
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** packed: compressed already, stored as it is. */
  readonly content: 'plain' | 'packed'
}

/** The first time that a zip can hold: the same rows give the same file, whenever it is made. */
const noTime = new Date(1980, 0, 1)

/** A zip file as its entries are read. Without Zip64: each entry up to 4 GB. */
export async function* zipBytes(entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    if (chunk.length > 0) ready.push(chunk)
  })
  for await (const { name, bytes, content } of entries) {
    const file = content === 'packed' ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    file.mtime = noTime
    zip.add(file)
    for await (const chunk of bytes) {
      file.push(chunk)
      yield* ready
      ready = []
    }
    file.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* ready
}
