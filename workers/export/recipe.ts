import { isPrivateGenerator } from '../../src/core/dp/private-generator'
import { type Recipe, steeringOf, withoutFingerprint } from '../../src/core/recipe/recipe'
import { certainRelations } from '../../src/core/relations/find-relations'
import { db } from '../../src/db/database'
import { getOrThrow } from '../shared/get-or-throw'

/** The choices that made an output: enough to make it again; of a private one without the source's fingerprint. */
export async function recipeOfOutput(outputId: string): Promise<Recipe> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  const run = await getOrThrow(db.runs.get(output.runId), 'run')
  const project = await getOrThrow(db.projects.get(output.projectId), 'project')
  const { schema } = await getOrThrow(db.schemas.get(output.projectId), 'schema')
  const found = (await db.splits.get(output.projectId))?.relations?.proposals
  const isPrivate = isPrivateGenerator(run.generator)
  const relations = isPrivate ? [] : (schema.relations ?? (found && certainRelations(found)))
  const { fileName, rows, sha256, dialect } = project.source
  const recipe: Recipe = {
    format: 'synthetic-data-studio/recipe',
    version: 1,
    source: { name: fileName, rows, dialect, ...(sha256 ? { sha256 } : {}) },
    schema: { ...schema, ...(relations ? { relations } : {}) },
    split: project.split,
    generator: { ...project.generator, id: run.generator, options: { [run.generator]: run.options } },
    output: {
      rows: output.wantedRows,
      seed: output.seed,
      ...steeringOf(output),
      ...(output.copies === undefined ? {} : { copies: output.copies }),
    },
    seed: run.seed,
  }
  return isPrivate ? withoutFingerprint(recipe) : recipe
}
