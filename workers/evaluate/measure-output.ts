import { sampleBaselines } from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import { isSteered } from '../../src/core/recipe/recipe'
import type { MapPoints } from '../../src/core/reports/faithful'
import { type MeasureRequest, measureReport } from '../../src/core/reports/measure'
import { type Report, reportSections } from '../../src/core/reports/report'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import { beginReport, continueReport } from '../../src/db/reports'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'
import { checkpoint, type MeasureControl } from './measure-control'
import { accessOf } from './model-access'

/**
 * Measures an output against train, control and test and stores its report: a quick one first, then each part as it
 * comes, beside independent columns and a Gaussian copula.
 */
export async function measureOutput(outputId: string, control: MeasureControl): Promise<void> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const { projectId } = output
  const data = await loadProjectData(projectId, output.generator)
  const { project, schema, parts } = data
  const synthetic = await loadTable(outputOwner(outputId), output.names)
  const { minimumCount } = project.generator
  const request: MeasureRequest = {
    ...parts,
    synthetic,
    schema,
    generator: output.generator,
    random: createRandom(project.seed).fork('report'),
    level: 'full',
    minimumCount,
    conditioned: isSteered(output),
    ...(output.parity ? { parity: output.parity } : {}),
    ...(project.audit && output.generator === 'imported' ? { audit: project.audit.facts } : {}),
    ...(project.choice?.candidates.some((c) => c.generator === output.generator) ? { choice: project.choice } : {}),
  }
  let points: MapPoints | undefined
  const sofar = (report: Report) => ({
    ...{ outputId, projectId, createdAt: Date.now(), report },
    ...(points ? { points } : {}),
  })
  const store = async (report: Report) => {
    await continueReport(sofar(report))
  }
  const quick = await measureReport({ ...request, level: 'quick' }, () => checkpoint(control))
  await beginReport(sofar({ ...quick, pending: reportSections }))
  const baselines = await sampleBaselines(parts, schema, minimumCount, project.seed, () => performance.now())
  const report = await measureReport(
    { ...request, ...baselines, model: await accessOf(output, data) },
    async (progress) => {
      control.onProgress(progress)
      await checkpoint(control)
    },
    {
      onPart: store,
      onPoints(made) {
        points = made
      },
    },
  )
  await store(report)
}
