import { readOptions } from '../../src/core/generators/options'
import { findGenerator } from '../../src/core/generators/registry'
import { encodeParts } from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import type { GeneratorChoice } from '../../src/core/recipe/recipe'
import type { TrainEstimate } from '../../src/wire/api'
import { loadProjectData } from '../shared/project-data'
import type { Device } from './device'

/** Which network Automatic trains beside the trees. */
export const automaticNetwork = 'any-order'

/** Fits the real model on the real rows for a moment, and counts on from there. Nothing of it is kept. */
export async function estimate(projectId: string, choice: GeneratorChoice, device: Device): Promise<TrainEstimate> {
  const generator = findGenerator(choice.id === 'auto' ? automaticNetwork : choice.id)
  const engine = await device.engine()
  const facts = { backend: engine.backend, description: engine.description }
  const data = await loadProjectData(projectId)
  const encoded = await encodeParts(data.parts, data.schema, generator, choice.minimumCount, data.project.seed)
  const startedAt = performance.now()
  const steps = generator.fit(encoded.train, readOptions(generator, choice.options[generator.id]), {
    random: createRandom(data.project.seed).fork(generator.id),
    control: encoded.control,
    engine,
    now: () => performance.now(),
    ...(choice.seconds ? { seconds: choice.seconds } : {}),
  })
  for await (const { progress, step = 0 } of steps) {
    if (progress === 0) continue
    const seconds = (performance.now() - startedAt) / 1000 / progress
    return { ...facts, seconds, steps: Math.round(step / progress) }
  }
  return { ...facts, seconds: 0, steps: 0 }
}
