import type { ByteSource } from '../../src/core/readers/reader'

/** A file of the browser as core reads it. */
export function fileSource(file: File): ByteSource {
  return {
    name: file.name,
    size: file.size,
    stream: () => readStream(file.stream()),
    slice: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  }
}

async function* readStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value
  } finally {
    await reader.cancel()
  }
}
