import { StudioError } from '../../src/core/problem'
import { createRandom } from '../../src/core/random'
import { measureUsefulness } from '../../src/core/reports/usefulness-report'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { putAsked } from '../../src/db/reports'
import { breathe } from '../../src/wire/breathe'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'

const rows = 20_000

/** Measures usefulness again for another target, and puts it into the output's stored report. */
export async function measureTarget(outputId: string, target: string): Promise<void> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const { project, schema, parts } = await loadProjectData(output.projectId)
  const synthetic = await loadTable(outputOwner(outputId), output.names)
  const random = createRandom(project.seed).fork('report').fork('usefulness')
  const usefulness = await measureUsefulness({ ...parts, synthetic, schema, random, rows, target }, () => breathe())
  if (!usefulness) throw new StudioError({ code: 'measure/no-task', column: target })
  await putAsked(outputId, { usefulness })
}
