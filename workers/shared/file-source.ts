import { StudioError } from '../../src/core/problem'
import type { ByteSource } from '../../src/core/readers/reader'

/** A file of the browser as core reads it. @throws read/changed when it was changed, moved or deleted meanwhile */
export function fileSource(file: File): ByteSource {
  return {
    name: file.name,
    size: file.size,
    stream: () => readStream(file),
    slice: (start, end) => readable(file, async () => new Uint8Array(await file.slice(start, end).arrayBuffer())),
  }
}

async function* readStream(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  const next = () => readable(file, () => reader.read())
  try {
    for (let chunk = await next(); !chunk.done; chunk = await next()) yield chunk.value
  } finally {
    await reader.cancel().catch(() => {}) // A stream that failed can't be cancelled.
  }
}

const gone: readonly string[] = ['NotReadableError', 'NotFoundError', 'NotAllowedError']

async function readable<T>(file: File, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof DOMException && gone.includes(error.name))) throw error
    throw new StudioError({ code: 'read/changed', name: file.name })
  }
}
