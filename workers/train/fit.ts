import type { Generator } from '../../src/core/generators/generator'
import { independent } from '../../src/core/generators/independent'
import { readOptions } from '../../src/core/generators/options'
import { findGenerator } from '../../src/core/generators/registry'
import {
  type Encoded,
  encodeParts,
  encodePrivately,
  type Fitted,
  fitGenerator,
  type PrivacyOptions,
} from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import { db } from '../../src/db/database'
import type { Run } from '../../src/db/objects'
import { cryptoNoise } from '../../src/wire/noise'
import type { ProjectData } from '../shared/project-data'
import { storeModel } from './models'

/** Fits a closed-form generator to the end, with conditioned units first when there are any; stores its model. */
export async function fitRun(data: ProjectData, run: Run, first?: readonly number[]): Promise<Fitted> {
  const generator = findGenerator(run.generator)
  const startedAt = performance.now()
  const encoded = await encodeFor(data, generator, run.options, run.seed)
  const fitted = await fitGenerator(generator, encoded, readOptions(generator, run.options), {
    random: createRandom(run.seed).fork(run.generator),
    now: () => performance.now(),
    noise: cryptoNoise,
    ...(first ? { first } : {}),
  })
  if (!first) {
    await storeModel(run, fitted)
    const fitSeconds = (performance.now() - startedAt) / 1000
    await db.runs.update(run.id, { status: 'done', progress: 1, fitSeconds, finishedAt: Date.now() })
  }
  return fitted
}

/** The parts as `generator` wants them; a private one's codes are found by mechanisms, anew each time. */
export function encodeFor(
  { parts, schema, project }: ProjectData,
  generator: Generator,
  chosen: unknown,
  seed: number,
): Promise<Encoded> {
  if (!generator.isPrivate) return encodeParts(parts, schema, generator, project.generator.minimumCount, seed)
  const options = readOptions(generator, chosen) as PrivacyOptions
  return encodePrivately(parts.train, project.source.rows, schema, options, cryptoNoise)
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
