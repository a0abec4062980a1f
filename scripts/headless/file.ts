import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ByteSource } from '../../src/core/readers/reader'
import { UsageError } from './usage-error'

/** A file of the disk as core reads it. */
export async function diskSource(file: string): Promise<ByteSource> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new UsageError(`There is no file ${file}.`)
  return {
    name: path.basename(file),
    size: found.size,
    stream: () => createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>,
    async slice(start, end) {
      const handle = await open(file)
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, found.size) - start))
        await handle.read(bytes, 0, bytes.length, start)
        return bytes
      } finally {
        await handle.close()
      }
    },
  }
}

export async function sha256Of(source: ByteSource): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of source.stream()) hash.update(chunk)
  return hash.digest('hex')
}
