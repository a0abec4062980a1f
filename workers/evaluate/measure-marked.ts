import { createRandom } from '../../src/core/random'
import { measureFairness } from '../../src/core/reports/fairness/fairness-report'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { putAsked } from '../../src/db/reports'
import { breathe } from '../../src/wire/breathe'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'

const rows = 20_000

/** Audits fairness for the columns that are marked now, and puts it into the output's stored report. */
export async function measureMarked(outputId: string): Promise<void> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const { project, schema, parts } = await loadProjectData(output.projectId)
  const synthetic = await loadTable(outputOwner(outputId), output.names)
  const random = createRandom(project.seed).fork('report').fork('fairness')
  const stored = await getOrThrow(db.reports.get(outputId), 'report')
  const target = stored.report.usefulness?.target
  const request = { ...parts, synthetic, schema, random, rows, ...(target === undefined ? {} : { target }) }
  const fairness = await measureFairness(request, () => breathe())
  await putAsked(outputId, { fairness })
}
