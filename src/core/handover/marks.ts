import type { Provenance } from '../reports/provenance'
import { createSha256 } from '../sha256'

/** Key-values for a file's own metadata (Parquet's footer). The hash is of the very text under `provenance`. */
export function provenanceMarks(provenance: Provenance): Readonly<Record<string, string>> {
  const text = JSON.stringify(provenance)
  const hash = createSha256()
  hash.update(new TextEncoder().encode(text))
  return {
    synthetic: 'true',
    generator: provenance.generator.type,
    provenance_sha256: hash.digest(),
    provenance: text,
  }
}
