import type { Generator } from '../../src/core/generators/generator'
import { readOptions } from '../../src/core/generators/options'
import { findGenerator } from '../../src/core/generators/registry'
import type { Engine } from '../../src/core/nets/engine'
import type { Encoded } from '../../src/core/pipeline'
import { createRandom } from '../../src/core/random'
import type { GeneratorChoice } from '../../src/core/recipe/recipe'
import type { TrainEstimate } from '../../src/wire/api'
import { cryptoNoise } from '../../src/wire/noise'
import { loadProjectData } from '../shared/project-data'
import type { Device } from './device'
import { encodeFor } from './fit'
import type { TraineeStep } from './trainee'

/** Which network Automatic trains beside the trees. */
export const automaticNetwork = 'any-order'

/** What is about to be fitted. */
export interface Plan {
  readonly generator: Generator
  readonly options: unknown
  readonly encoded: Encoded
  readonly seed: number
  readonly seconds?: number | undefined
}

/** Tries the real model on the real rows on every engine that works here, and counts on from the fastest. */
export async function estimate(
  projectId: string,
  choice: GeneratorChoice,
  device: Pick<Device, 'choose'>,
): Promise<TrainEstimate> {
  const generator = findGenerator(choice.id === 'auto' ? automaticNetwork : choice.id)
  const data = await loadProjectData(projectId, generator.id)
  const { seed } = data.project
  const chosen = choice.options[generator.id]
  const encoded = await encodeFor(data, generator, chosen, seed)
  const options = readOptions(generator, chosen)
  const plan = { generator, options, encoded, seed, seconds: choice.seconds }
  const [first, second] = await device.choose(modelOf(projectId, plan), (engine) => tryFit(plan, engine))
  const { engine, trial } = first!
  const { backend, description } = engine
  const slower = second && { description: second.engine.description, seconds: second.trial.seconds }
  return { backend, description, ...trial, ...(slower ? { slower } : {}) }
}

/** Names a model by what decides how long a step of it takes. */
export const modelOf = (projectId: string, { generator, options }: Plan): string =>
  JSON.stringify([projectId, generator.id, options])

/** Fits for a moment; nothing of it is kept. */
export function tryFit(
  { generator, options, encoded, seed, seconds }: Plan,
  engine: Engine,
): Promise<{ seconds: number; steps: number }> {
  const steps = generator.fit(encoded.train, options, {
    random: createRandom(seed).fork(generator.id),
    control: encoded.control,
    engine,
    noise: cryptoNoise,
    now: () => performance.now(),
    ...(seconds ? { seconds } : {}),
  })
  return trySteps(steps)
}

const trialMs = 1000

/**
 * Goes on with a fit for a moment and counts on from there. The first slice of steps does not count, since a device
 * prepares itself in it; of the others the fastest does, since what else runs here now may be gone when it is trained.
 */
export async function trySteps<M>(steps: AsyncIterable<TraineeStep<M>>): Promise<{ seconds: number; steps: number }> {
  const startedAt = performance.now()
  let stepSeconds = Number.POSITIVE_INFINITY
  let planned = 0
  let before: { readonly at: number; readonly step: number } | undefined
  for await (const { progress, step = 0 } of steps) {
    const at = performance.now()
    planned = Math.round(step / progress)
    if (before) stepSeconds = Math.min(stepSeconds, (at - before.at) / 1000 / (step - before.step))
    if (before && at - startedAt > trialMs) break
    before = { at, step }
  }
  const whole = Number.isFinite(stepSeconds) ? stepSeconds * planned : (performance.now() - startedAt) / 1000
  return { seconds: whole, steps: planned }
}
