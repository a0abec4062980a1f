import { unzipSync } from 'fflate'
import { allBytes, memorySource } from './bytes'
import { startsWith } from './magic'
import type { ByteSource } from './reader'
import { readProvenance, type SyntheticMarker } from './synthetic-marker'
import { checkZip } from './zip-limits'

/** The table inside what was given, and what stands beside it about being synthetic. */
export interface UnpackedSource {
  readonly source: ByteSource
  readonly marker?: SyntheticMarker
}

const zipMark = [0x50, 0x4b, 0x03, 0x04]
const tables = /\.(csv|tsv|jsonl|json|parquet|xlsx)$/i
const documents = ['provenance.json', 'recipe.json', 'croissant.json', 'datapackage.json', 'report.json']

/** A package of the studio (a zip with `provenance.json`) is its data file; any other source is itself. */
export async function unpack(source: ByteSource): Promise<UnpackedSource> {
  const head = await source.slice(0, Math.min(4, source.size))
  if (!startsWith(head, zipMark) || !/\.zip$/i.test(source.name)) return { source }
  const bytes = await allBytes(source.stream(), source.name)
  checkZip(bytes, source.name, 'ZIP')
  const files = unzipSync(bytes, { filter: ({ name }) => name === 'provenance.json' || isTable(name) })
  const provenance = files['provenance.json']
  const name = Object.keys(files).find(isTable)
  if (!provenance || name === undefined) return { source }
  const marker = readProvenance(new TextDecoder().decode(provenance))
  return { source: memorySource(name, files[name]!), ...(marker ? { marker } : {}) }
}

const isTable = (name: string) => tables.test(name) && !documents.includes(name) && !name.includes('/')
