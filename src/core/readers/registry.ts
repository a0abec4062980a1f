import { StudioError } from '../problem'
import { plainBytes } from './bytes'
import { csv } from './csv'
import { json, jsonl } from './json'
import { parquet } from './parquet'
import type { ByteSource, Reader } from './reader'
import { xlsx } from './xlsx'

/** In the order they are asked: the strict ones first, delimited text last. */
export const readers: readonly Reader[] = [parquet, xlsx, jsonl, json, csv]

/** The reader for a source: by its bytes, and by its name where bytes leave a choice. */
export async function openReader(source: ByteSource): Promise<Reader> {
  const { head, name } = await plainBytes(source)
  const able = readers.filter((reader) => reader.recognises(head.subarray(0, 65_536), name))
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const found = able.find((reader) => reader.extensions.includes(extension)) ?? able[0]
  if (!found) throw new StudioError({ code: 'read/binary', name: source.name })
  return found
}
