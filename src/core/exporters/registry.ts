import { StudioError } from '../problem'
import { csv, tsv } from './delimited'
import type { Exporter } from './exporter'
import { jsonl } from './jsonl'
import { parquet } from './parquet'
import { sql } from './sql'
import { xlsx } from './xlsx'

/** The file formats that rows can be saved in. */
export const exporters: readonly Exporter[] = [csv, tsv, jsonl, parquet, xlsx, sql]

/** Throws `export/unknown-format`. */
export function findExporter(id: string): Exporter {
  const found = exporters.find((exporter) => exporter.id === id)
  if (!found) throw new StudioError({ code: 'export/unknown-format', format: id })
  return found
}
