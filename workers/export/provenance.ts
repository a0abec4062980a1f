import type { Recipe } from '../../src/core/recipe/recipe'
import { buildProvenance, type Provenance } from '../../src/core/reports/provenance'
import type { Report } from '../../src/core/reports/report'
import { version } from '../../src/core/version'
import { db } from '../../src/db/database'
import type { Output } from '../../src/db/objects'
import { getOrThrow } from '../shared/project-data'

/** Where an output comes from; its figures are those of its report, when there is one. */
export async function provenanceOf(output: Output, recipe: Recipe, report: Report | undefined): Promise<Provenance> {
  const run = await getOrThrow(db.runs.get(output.runId), 'run')
  const split = await getOrThrow(db.splits.get(output.projectId), 'split')
  const { marker } = (await getOrThrow(db.projects.get(output.projectId), 'project')).source
  return buildProvenance({
    id: output.id,
    createdAt: new Date(output.createdAt).toISOString(),
    toolVersion: version,
    recipe,
    generator: output.generator,
    backend: run.backend,
    rows: output.rows,
    parts: { train: split.train.length, control: split.control.length, test: split.test.length },
    ...(report ? { report } : {}),
    ...(marker ? { parentGeneration: marker.generation } : {}),
  })
}
