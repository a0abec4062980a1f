import { restoreTableEncoder } from '../../src/core/encoders/table-encoder'
import { findGenerator } from '../../src/core/generators/registry'
import { modelAccess } from '../../src/core/model-access'
import type { Engine } from '../../src/core/nets/engine'
import type { ModelAccess } from '../../src/core/reports/leak-measure'
import { db } from '../../src/db/database'
import type { Output } from '../../src/db/objects'
import type { ProjectData } from '../shared/project-data'

/** The model behind an output, for attacks that ask it. A network is asked here, on this thread, whatever trained it. */
export async function accessOf(output: Output, { project, schema }: ProjectData): Promise<ModelAccess> {
  const [run, stored] = await Promise.all([db.runs.get(output.runId), db.models.get(output.runId)])
  if (!run || !stored?.encoder) return {}
  const generator = findGenerator(run.generator)
  // A private network tells no likelihoods.
  if (generator.trains && generator.isPrivate) return {}
  const context = generator.trains ? { engine: await openEngine() } : {}
  const fitted = {
    generator,
    encoder: await restoreTableEncoder(stored.encoder),
    model: await generator.restore(stored.snapshot, context),
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

/** Loaded when a network is asked first: it holds the kernels. */
async function openEngine(): Promise<Engine> {
  const { openOwnEngine } = await import('../../src/engine/own-engine')
  return openOwnEngine()
}
