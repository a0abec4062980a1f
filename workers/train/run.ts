import type { Generator } from '../../src/core/generators/generator'
import { readOptions } from '../../src/core/generators/options'
import { findGenerator } from '../../src/core/generators/registry'
import type { Fitted } from '../../src/core/pipeline'
import { StudioError } from '../../src/core/problem'
import { createRandom } from '../../src/core/random'
import { db } from '../../src/db/database'
import type { Run } from '../../src/db/objects'
import { addOutput } from '../../src/db/runs'
import { cryptoNoise } from '../../src/wire/noise'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData, type ProjectData } from '../shared/project-data'
import { storageProblem } from '../shared/storage-error'
import type { Device } from './device'
import { automaticNetwork, modelOf, tryFit } from './estimate'
import { encodeFor, fitRun } from './fit'
import { setRunStatus } from './live'
import { loadModel, storeModel } from './models'
import { writeOutput } from './output'
import type { RunControl } from './run-control'
import { addEvent, trainWithRecovery } from './run-loop'
import { publishPreview, tablePreview } from './table-preview'
import type { Trainee } from './trainee'

/** Fits the run's generator, keeps the best model, and samples a full-size output; returns the output's id. */
export async function trainRun(runId: string, device: Device, control: RunControl): Promise<string> {
  try {
    const run = await getOrThrow(db.runs.get(runId), 'run')
    const { kind } = await getOrThrow(db.projects.get(run.projectId), 'project')
    if (run.status === 'interrupted' && (await db.checkpoints.get(runId))) await addEvent(runId, 'resumed')
    await setRunStatus(runId, 'preparing')
    if (kind !== 'pictures') return await trainTable(run, device, control)
    const { trainPictures } = await import('./pictures/train-pictures')
    return await trainPictures(run, device, control)
  } catch (thrown) {
    const error = storageProblem(thrown)
    const problem = error instanceof StudioError ? { problem: error.problem } : {}
    await db.runs.update(runId, { finishedAt: Date.now(), ...problem })
    await setRunStatus(runId, 'failed')
    throw error
  }
}

async function trainTable(asked: Run, device: Device, control: RunControl): Promise<string> {
  const data = await loadProjectData(asked.projectId, asked.generator)
  const run = await resolveAutomatic(asked, data)
  const generator = findGenerator(run.generator)
  const fitted = generator.trains ? await trainNetwork(run, generator, data, device, control) : await fitRun(data, run)
  const { seed, source } = data.project
  const output = await addOutput(run, { wantedRows: source.rows, seed, temperature: 1, conditions: [] })
  await writeOutput(fitted, output, { stopped: () => false, onRows: () => {} })
  if (!generator.trains) await publishPreview(run, fitted, data)
  fitted.model.dispose()
  return output.id
}

/** A run of Automatic is a run of its network: the trees are there from the draft. */
async function resolveAutomatic(run: Run, { project }: ProjectData): Promise<Run> {
  if (run.generator !== 'auto') return run
  const resolved = { generator: automaticNetwork, options: project.generator.options[automaticNetwork] ?? {} }
  await db.runs.update(run.id, resolved)
  return { ...run, ...resolved }
}

async function trainNetwork(
  run: Run,
  generator: Generator,
  data: ProjectData,
  device: Device,
  control: RunControl,
): Promise<Fitted> {
  const { seconds } = data.project.generator
  const encoded = await encodeFor(data, generator, run.options, run.seed)
  const { encoder } = encoded
  const options = readOptions(generator, run.options)
  const plan = { generator, options, encoded, seed: run.seed, seconds }
  const trainee: Trainee<Fitted> = {
    engine: (device) => device.engineFor(modelOf(run.projectId, plan), (each) => tryFit(plan, each)),
    async *fit(engine, resume) {
      const context = {
        random: createRandom(run.seed).fork(generator.id),
        control: encoded.control,
        engine,
        noise: cryptoNoise,
        now: () => performance.now(),
        ...(seconds ? { seconds } : {}),
        ...(resume ? { resume } : {}),
      }
      for await (const step of generator.fit(encoded.train, options, context)) {
        yield { ...step, model: { generator, encoder, model: step.model } }
      }
    },
    preview: () => tablePreview(data),
    previewShare: 0.05,
    keep: (fitted) => storeModel(run, fitted),
  }
  const engine = await trainWithRecovery(run, trainee, device, control)
  return loadModel(run, () => Promise.resolve(engine))
}
