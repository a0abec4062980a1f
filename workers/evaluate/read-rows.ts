import { rowTexts } from '../../src/core/table/table'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { RowTexts } from '../../src/wire/api'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'

const most = 50

/** A few rows of an output, or of the control rows beside it, as text. */
export async function readRows(
  outputId: string,
  of: 'synthetic' | 'control',
  rows: readonly number[],
): Promise<RowTexts> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const table =
    of === 'synthetic'
      ? await loadTable(outputOwner(outputId), output.names)
      : (await loadProjectData(output.projectId, output.generator)).parts.control.table
  const places = output.names.map((name) => table.names.indexOf(name))
  const within = rows.filter((row) => row < table.rows).slice(0, most)
  return {
    names: output.names,
    rows: within.map((row) => {
      const texts = rowTexts(table, row)
      return places.map((place) => texts[place] ?? '')
    }),
  }
}
