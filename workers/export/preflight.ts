import { countFormulaCells } from '../../src/core/exporters/formula-text'
import { findExporter } from '../../src/core/exporters/registry'
import { countExactCopies } from '../../src/core/privacy/copies'
import { findRareValues } from '../../src/core/reports/rare-values'
import { countMissing, takeRows } from '../../src/core/table/table'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Preflight } from '../../src/wire/api'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'

const trialRows = 1000

/** What to know before the file leaves the studio. */
export async function checkBeforeExport(outputId: string, format: string): Promise<Preflight> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const { project, schema, parts } = await loadProjectData(output.projectId, output.generator)
  const table = await loadTable(outputOwner(outputId), output.names)
  const exact = countExactCopies(parts.train, parts.control, table, schema)
  const rare = findRareValues(parts.train, table, schema, project.generator.minimumCount)
  return {
    rows: table.rows,
    copies: exact.rows,
    copiesExpected: exact.control.kind === 'value' ? exact.control.value * table.rows : 0,
    rareValues: rare.columns.reduce((sum, column) => sum + column.values, 0),
    missingCells: table.columns.reduce((sum, column) => sum + countMissing(column), 0),
    formulaCells: countFormulaCells(table),
    estimatedBytes: await estimateBytes(),
  }

  /** The first rows are written for nothing, and counted on from. */
  async function estimateBytes(): Promise<number> {
    const n = Math.min(trialRows, table.rows)
    const first = takeRows(
      table,
      Uint32Array.from({ length: n }, (_, row) => row),
    )
    const exporter = findExporter(format.endsWith('package') ? 'csv' : format)
    const fields = schema.fields.filter((field) => output.names.includes(field.name))
    let bytes = 0
    for await (const piece of exporter.write(only(first), { tableName: project.name, fields, rows: n }))
      bytes += piece.byteLength
    return n === 0 ? 0 : Math.round((bytes * table.rows) / n)
  }
}

async function* only<T>(value: T): AsyncGenerator<T> {
  yield value
}
