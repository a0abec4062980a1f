import { expect, test } from 'vitest'
import { openReader } from '../../src/core/readers/registry'
import { fileSource } from './file-source'

/** A file whose bytes the browser refuses from `from` on, as Chromium does once the file on disk is another one. */
function changedFile(from: 'slice' | 'stream'): File {
  const file = new File([`a,b\n${'1,2\n'.repeat(1000)}`], 'orders.csv')
  const refuse = () => {
    throw new DOMException('The requested file could not be read.', 'NotReadableError')
  }
  if (from === 'slice') Object.defineProperty(file, 'slice', { value: () => ({ arrayBuffer: async () => refuse() }) })
  Object.defineProperty(file, 'stream', { value: () => new ReadableStream({ pull: refuse }) })
  return file
}

test.each(['slice', 'stream'] as const)('a file that changes on disk is a problem with its name: %s', async (from) => {
  const source = fileSource(changedFile(from))
  const read = async () => {
    for await (const _ of (await openReader(source)).read(source, {})) {
      // The rows are not wanted.
    }
  }
  await expect(read()).rejects.toMatchObject({ problem: { code: 'read/changed', name: 'orders.csv' } })
})
