import type { Provenance } from '../reports/provenance'
import type { ColumnDescription } from './columns'

/** What all documents beside a data file are written from. */
export interface HandoverFacts {
  /** As a person would call the table. */
  readonly title: string
  /** With the data file among its `files`. */
  readonly provenance: Provenance
  readonly columns: readonly ColumnDescription[]
  readonly file: {
    readonly path: string
    readonly mimeType: string
    readonly sha256: string
    readonly bytes: number
    readonly rows: number
    /** How a missing value is written. */
    readonly missingWords: readonly string[]
  }
}

/** A name of lower-case letters, digits, points and hyphens, as registries want it. */
export function slugOf(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return slug || 'table'
}

/** One sentence that says what the table is, wherever only one fits. */
export function descriptionOf({ provenance, file }: HandoverFacts): string {
  const { generationNumber, sources, generator } = provenance
  const from = sources.map(({ name }) => `“${name}”`).join(', ')
  const generation = generationNumber > 1 ? `, generation ${generationNumber} (made from synthetic rows)` : ''
  return `Synthetic table of ${file.rows} rows${generation}, made from ${from} with ${provenance.app.name} (${generator.type}). Every row was drawn from a model.`
}
