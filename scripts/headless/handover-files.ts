import { csv } from '../../src/core/exporters/delimited'
import { syntheticName } from '../../src/core/exporters/file-name'
import { documents, type Variant, writeData } from '../../src/core/handover/package'
import { writeRecipe } from '../../src/core/recipe/read-recipe'
import type { Recipe } from '../../src/core/recipe/recipe'
import type { Provenance } from '../../src/core/reports/provenance'
import type { Report } from '../../src/core/reports/report'
import type { Table } from '../../src/core/table/table'

interface Made {
  readonly synthetic: Table
  readonly recipe: Recipe
  readonly provenance: Provenance
  readonly report: Report
  readonly variant: Variant
}

/** The files of the app's package, side by side, and the report as JSON. */
export async function handoverFiles({ synthetic, recipe, provenance, report, variant }: Made) {
  const title = recipe.source.name.replace(/\.\w+(\.gz)?$/, '')
  const parts = {
    title,
    variant,
    exporter: csv,
    header: { tableName: title, fields: recipe.schema.fields, rows: synthetic.rows },
    missingWords: recipe.source.dialect?.missingWords ?? [],
    batches: only(synthetic),
    path: syntheticName(title, csv.extension),
    provenance,
    recipe: writeRecipe(recipe),
    report,
  }
  const written = writeData(parts)
  const pieces: Uint8Array[] = []
  for await (const piece of written.bytes) pieces.push(piece)
  const files: Record<string, string | Uint8Array> = {
    [parts.path]: Buffer.concat(pieces),
    ...documents(parts, written.facts()),
    ...(variant === 'internal' ? { 'report.json': `${JSON.stringify(report, null, 2)}\n` } : {}),
  }
  return files
}

async function* only(table: Table): AsyncGenerator<Table> {
  yield table
}
