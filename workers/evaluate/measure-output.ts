import { sampleBaselines } from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import { measureReport } from '../../src/core/reports/measure'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { getOrThrow, loadProjectData } from '../shared/project-data'
import { checkpoint, type MeasureControl } from './measure-control'
import { accessOf } from './model-access'

/** Measures an output against train, control and test, beside independent columns, and stores its report. */
export async function measureOutput(outputId: string, control: MeasureControl): Promise<void> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const data = await loadProjectData(output.projectId, output.generator)
  const { project, schema, parts } = data
  const synthetic = await loadTable(outputOwner(outputId), output.names)
  const { minimumCount } = project.generator
  const now = () => performance.now()
  const report = await measureReport(
    {
      ...parts,
      synthetic,
      ...(await sampleBaselines(parts, schema, minimumCount, project.seed, now)),
      schema,
      generator: output.generator,
      random: createRandom(project.seed).fork('report'),
      level: 'full',
      minimumCount,
      model: await accessOf(output, data),
      conditioned: output.conditions.length > 0,
      ...(project.choice?.candidates.some((c) => c.generator === output.generator) ? { choice: project.choice } : {}),
    },
    async (progress) => {
      control.onProgress(progress)
      await checkpoint(control)
    },
  )
  await db.reports.put({ outputId, projectId: output.projectId, createdAt: Date.now(), report })
}
