import type { Table } from '../table/table'
import type { Exporter, ExportHeader } from './exporter'
import { type ZipEntry, zipBytes } from './zip'

export interface PackageParts {
  readonly exporter: Exporter
  readonly batches: AsyncIterable<Table>
  readonly header: ExportHeader
  /** The choices with which the rows can be made again: JSON. */
  readonly recipe: unknown
  /** Where the rows come from, and with what they were made: JSON. */
  readonly provenance: unknown
  /** The report as one self-contained page. */
  readonly reportHtml?: string
}

const alreadyPacked = ['parquet', 'xlsx']

/** A zip of the data, `recipe.json`, `provenance.json` and `report.html`. */
export function writePackage(parts: PackageParts): AsyncIterable<Uint8Array> {
  return zipBytes(entries(parts))
}

function* entries({ exporter, batches, header, recipe, provenance, reportHtml }: PackageParts): Generator<ZipEntry> {
  yield {
    name: fileName(header.tableName, exporter.extension),
    bytes: exporter.write(batches, header),
    content: alreadyPacked.includes(exporter.id) ? 'packed' : 'plain',
  }
  yield textEntry('recipe.json', `${JSON.stringify(recipe, null, 2)}\n`)
  yield textEntry('provenance.json', `${JSON.stringify(provenance, null, 2)}\n`)
  if (reportHtml !== undefined) yield textEntry('report.html', reportHtml)
}

function textEntry(name: string, text: string): ZipEntry {
  return { name, bytes: [new TextEncoder().encode(text)], content: 'plain' }
}

/** A name that every system takes: no separators, reserved characters or blanks at the ends, at most 80 characters. */
export function fileName(name: string, extension: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, '-')
    .replace(/^[\s.-]+|[\s.-]+$/g, '')
  return `${[...safe].slice(0, 80).join('') || 'table'}.${extension}`
}
