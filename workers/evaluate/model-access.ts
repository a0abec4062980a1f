import { restoreTableEncoder } from '../../src/core/encoders/table-encoder'
import { findGenerator } from '../../src/core/generators/registry'
import { modelAccess } from '../../src/core/model-access'
import type { ModelAccess } from '../../src/core/reports/leak-measure'
import { db } from '../../src/db/database'
import type { Output } from '../../src/db/objects'
import type { ProjectData } from '../shared/project-data'

/** The model behind an output, for attacks that ask it. Networks need a device, which this worker has none of. */
export async function accessOf(output: Output, { project, schema }: ProjectData): Promise<ModelAccess> {
  const [run, stored] = await Promise.all([db.runs.get(output.runId), db.models.get(output.runId)])
  if (!run || !stored?.encoder) return {}
  const generator = findGenerator(run.generator)
  if (generator.trains) return {}
  const fitted = {
    generator,
    encoder: await restoreTableEncoder(stored.encoder),
    model: await generator.restore(stored.snapshot, {}),
  }
  const { minimumCount } = project.generator
  return modelAccess({
    fitted,
    options: run.options,
    schema,
    minimumCount,
    seed: run.seed,
    now: () => performance.now(),
  })
}
