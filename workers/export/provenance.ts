import { isPrivateGenerator } from '../../src/core/dp/private-generator'
import { statePrivacy } from '../../src/core/dp/statement'
import { readPrivateOptions } from '../../src/core/generators/private-options'
import { expectedParts, type Recipe } from '../../src/core/recipe/recipe'
import { buildProvenance, type Provenance } from '../../src/core/reports/provenance'
import type { Report } from '../../src/core/reports/report'
import { version } from '../../src/core/version'
import { db } from '../../src/db/database'
import type { Output } from '../../src/db/objects'
import { getOrThrow } from '../shared/get-or-throw'

/** The guarantee of a private generator's output; parts as the shares let one expect, since the true ones are not public. */
function privacyOf(output: Output, recipe: Recipe) {
  if (!isPrivateGenerator(output.generator)) return {}
  const options = readPrivateOptions(output.generator, recipe.generator.options[output.generator])
  return {
    parts: expectedParts(recipe.split, recipe.source.rows),
    privacy: statePrivacy(recipe.schema, options, recipe.source.rows, output.completed ? ['void-rows-completed'] : []),
  }
}

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
    ...(output.completed ? { completedRows: output.rows } : {}),
    ...(marker ? { parentGeneration: marker.generation } : {}),
    ...privacyOf(output, recipe),
  })
}
