import type { Provenance } from '../reports/provenance'
import { sha256Of } from './sha256'

/** Key-values for a file's own metadata (Parquet's footer). The hash is of the very text under `provenance`. */
export function provenanceMarks(provenance: Provenance): Readonly<Record<string, string>> {
  const text = JSON.stringify(provenance)
  return {
    synthetic: 'true',
    generator: provenance.generator.type,
    provenance_sha256: sha256Of(text),
    provenance: text,
  }
}
