import { type Lens, type LensSide, lookClosely } from '../../src/core/privacy/lens'
import { createRandom } from '../../src/core/random'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'

/** Rows that are looked through, that a nearest one is looked for among, and that are shown: about a second of work. */
const bounds = { rows: 3000, among: 20_000, shown: 20 }

/** The rows of an output (or of train) that come nearest to the other side. A preview: it is not stored. */
export async function lensOf(outputId: string, from: LensSide): Promise<Lens> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const { project, schema, parts } = await loadProjectData(output.projectId)
  const synthetic = await loadTable(outputOwner(outputId), output.names)
  const random = createRandom(project.seed).fork('lens')
  return lookClosely(parts.train, parts.control, synthetic, schema, { ...bounds, from, random })
}
