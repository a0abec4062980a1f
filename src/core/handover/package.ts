import type { Exporter, ExportHeader } from '../exporters/exporter'
import { type ZipEntry, zipBytes } from '../exporters/zip'
import { reportHtml } from '../reports/html/report-html'
import { type Provenance, publicProvenance } from '../reports/provenance'
import type { Report } from '../reports/report'
import { createSha256 } from '../sha256'
import type { Column, Table } from '../table/table'
import { describeColumns } from './columns'
import { croissant } from './croissant'
import { dataPackage } from './data-package'
import { datasetCard } from './dataset-card'
import type { HandoverFacts } from './facts'

/** internal: everything · public: nothing that was measured on real rows, and no recipe. */
export type Variant = Provenance['variant']

export interface HandoverParts {
  /** As a person would call the table. */
  readonly title: string
  readonly variant: Variant
  readonly exporter: Exporter
  readonly header: ExportHeader
  /** How the source writes a missing value. */
  readonly missingWords: readonly string[]
  readonly batches: AsyncIterable<Table>
  /** The data file's name. */
  readonly path: string
  /** Without files; the data file is added when it is written. */
  readonly provenance: Provenance
  /** The choices with which the rows can be made again: JSON text. */
  readonly recipe: string
  readonly report?: Report
}

const alreadyPacked = ['parquet', 'xlsx']

/** A zip of the data and all documents beside it. The data goes first: the documents state its hash. */
export function writePackage(parts: HandoverParts): AsyncIterable<Uint8Array> {
  return zipBytes(entries(parts))
}

function* entries(parts: HandoverParts): Generator<ZipEntry> {
  const written = writeData(parts)
  const content = alreadyPacked.includes(parts.exporter.id) ? 'packed' : 'plain'
  yield { name: parts.path, bytes: written.bytes, content }
  for (const [name, text] of Object.entries(documents(parts, written.facts())))
    yield { name, bytes: [new TextEncoder().encode(text)], content: 'plain' }
}

/** The data file as a stream, and what the documents say of it when it has been read to its end. */
export function writeData(parts: HandoverParts): {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly facts: () => HandoverFacts
} {
  const { exporter, header, path, batches, title, missingWords } = parts
  const hash = createSha256()
  let size = 0
  let rows = 0
  let first: Table = { rows: 0, names: header.fields.map(({ name }) => name), columns: [] }
  async function* watched(): AsyncGenerator<Table> {
    for await (const table of batches) {
      if (rows === 0) first = table
      rows += table.rows
      yield table
    }
  }
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const piece of exporter.write(watched(), header)) {
      hash.update(piece)
      size += piece.length
      yield piece
    }
  }
  return {
    bytes: bytes(),
    facts: () => {
      const sha256 = hash.digest()
      const file = { path, sha256, bytes: size, rows }
      const columns: readonly Column[] = first.columns
      return {
        title,
        provenance: { ...variantOf(parts), files: [file] },
        columns: describeColumns(first.names, columns, header.fields),
        file: { ...file, mimeType: exporter.mimeType, missingWords },
      }
    },
  }
}

const variantOf = ({ variant, provenance }: Pick<HandoverParts, 'variant' | 'provenance'>): Provenance =>
  variant === 'public' ? publicProvenance(provenance) : provenance

/** The documents beside the data file, by name. */
export function documents(
  { variant, recipe, report }: Pick<HandoverParts, 'variant' | 'recipe' | 'report'>,
  facts: HandoverFacts,
): Readonly<Record<string, string>> {
  // A guarantee does not cover figures that were measured on real rows.
  const shown = facts.provenance.privacy.dp ? 'public' : variant
  return {
    'README.md': datasetCard(facts),
    'provenance.json': json(facts.provenance),
    'croissant.json': json(croissant(facts)),
    'datapackage.json': json(dataPackage(facts)),
    // A recipe names levels of the source and the seeds.
    ...(variant === 'internal' ? { 'recipe.json': recipe } : {}),
    ...(report ? { 'report.html': reportHtml(report, { provenance: facts.provenance, variant: shown }) } : {}),
  }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
