import { createRandom } from '../../src/core/random'
import { measureFairness } from '../../src/core/reports/fairness/fairness-report'
import { withGroupPrivacy } from '../../src/core/reports/fairness/group-privacy'
import { askMembership } from '../../src/core/reports/leak-measure'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { putAsked } from '../../src/db/reports'
import { breathe } from '../../src/wire/breathe'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'
import { accessOf } from './model-access'

const rows = 20_000

/** Audits fairness for the columns that are marked now, and puts it into the output's stored report. */
export async function measureMarked(outputId: string): Promise<void> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const data = await loadProjectData(output.projectId, output.generator)
  const { project, schema, parts } = data
  const synthetic = await loadTable(outputOwner(outputId), output.names)
  const random = createRandom(project.seed).fork('report')
  const stored = await getOrThrow(db.reports.get(outputId), 'report')
  const target = stored.report.usefulness?.target
  const request = { ...parts, synthetic, schema, ...(target === undefined ? {} : { target }) }
  const fairness = await measureFairness({ ...request, rows, random: random.fork('fairness') }, () => breathe())
  await putAsked(outputId, { fairness })
  if (!fairness) return
  const asked = { ...request, random: random.fork('leak'), onProgress: () => breathe() }
  const attacked = await askMembership(asked, await accessOf(output, data))
  if (attacked) await putAsked(outputId, { fairness: withGroupPrivacy(fairness, attacked, parts.train, schema) })
}
