import { independent } from '../../src/core/generators/independent'
import { readOptions } from '../../src/core/generators/options'
import { findGenerator } from '../../src/core/generators/registry'
import { encodeParts, type Fitted, fitGenerator } from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import { db } from '../../src/db/database'
import type { Run } from '../../src/db/objects'
import type { ProjectData } from '../shared/project-data'
import { storeModel } from './models'

/** Fits a closed-form generator to the end, with conditioned units first when there are any; stores its model. */
export async function fitRun(data: ProjectData, run: Run, first?: readonly number[]): Promise<Fitted> {
  const generator = findGenerator(run.generator)
  const startedAt = performance.now()
  const encoded = await encodeParts(data.parts, data.schema, generator, data.project.generator.minimumCount, run.seed)
  const fitted = await fitGenerator(generator, encoded, readOptions(generator, run.options), {
    random: createRandom(run.seed).fork(run.generator),
    now: () => performance.now(),
    ...(first ? { first } : {}),
  })
  if (!first) {
    await storeModel(run, fitted)
    const fitSeconds = (performance.now() - startedAt) / 1000
    await db.runs.update(run.id, { status: 'done', progress: 1, fitSeconds, finishedAt: Date.now() })
  }
  return fitted
}

/** Some rows of independent columns: the baseline beside every figure. */
export async function fitBaseline(data: ProjectData): Promise<Fitted> {
  const encoded = await encodeParts(
    data.parts,
    data.schema,
    independent,
    data.project.generator.minimumCount,
    data.project.seed,
  )
  const random = createRandom(data.project.seed).fork('independent')
  return fitGenerator(independent, encoded, readOptions(independent, {}), { random, now: () => performance.now() })
}
