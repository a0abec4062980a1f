import type { FitStep, Generator } from '../../src/core/generators/generator'
import { readOptions } from '../../src/core/generators/options'
import { findGenerator } from '../../src/core/generators/registry'
import type { Encoded, Fitted } from '../../src/core/pipeline'
import { StudioError } from '../../src/core/problem'
import { createRandom } from '../../src/core/random'
import { db } from '../../src/db/database'
import type { Run, RunStatus } from '../../src/db/objects'
import { addOutput } from '../../src/db/runs'
import { breathe } from '../../src/wire/breathe'
import { cryptoNoise } from '../../src/wire/noise'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData, type ProjectData } from '../shared/project-data'
import { storageProblem } from '../shared/storage-error'
import type { Device } from './device'
import { automaticNetwork, modelOf, tryFit } from './estimate'
import { encodeFor, fitRun } from './fit'
import { LiveWriter, publishPreview, setRunStatus } from './live'
import { loadModel, storeModel } from './models'
import { writeOutput } from './output'
import type { RunControl } from './run-control'

/** Fits the run's generator, keeps the best model, and samples a full-size output; returns the output's id. */
export async function trainRun(runId: string, device: Device, control: RunControl): Promise<string> {
  try {
    const asked = await getOrThrow(db.runs.get(runId), 'run')
    const data = await loadProjectData(asked.projectId, asked.generator)
    const run = await resolveAutomatic(asked, data)
    if (asked.status === 'interrupted' && (await db.checkpoints.get(runId))) await addEvent(runId, 'resumed')
    await setRunStatus(runId, 'preparing')
    const generator = findGenerator(run.generator)
    const fitted = generator.trains
      ? await trainWithRecovery(run, generator, data, device, control)
      : await fitRun(data, run)
    const { seed, source } = data.project
    const output = await addOutput(run, { wantedRows: source.rows, seed, temperature: 1, conditions: [] })
    await writeOutput(fitted, output, { stopped: () => false, onRows: () => {} })
    if (!generator.trains) await publishPreview(run, fitted, data)
    fitted.model.dispose()
    return output.id
  } catch (thrown) {
    const error = storageProblem(thrown)
    const problem = error instanceof StudioError ? { problem: error.problem } : {}
    await db.runs.update(runId, { finishedAt: Date.now(), ...problem })
    await setRunStatus(runId, 'failed')
    throw error
  }
}

/** A run of Automatic is a run of its network: the trees are there from the draft. */
async function resolveAutomatic(run: Run, { project }: ProjectData): Promise<Run> {
  if (run.generator !== 'auto') return run
  const resolved = { generator: automaticNetwork, options: project.generator.options[automaticNetwork] ?? {} }
  await db.runs.update(run.id, resolved)
  return { ...run, ...resolved }
}

const mostLosses = 3

/** A lost device is replaced, at last by WebAssembly, and training goes on from the newest checkpoint. */
async function trainWithRecovery(
  run: Run,
  generator: Generator,
  data: ProjectData,
  device: Device,
  control: RunControl,
): Promise<Fitted> {
  const encoded = await encodeFor(data, generator, run.options, run.seed)
  for (let losses = 0; ; losses++) {
    try {
      return await train(run, generator, data, encoded, device, control)
    } catch (error) {
      const lost = error instanceof StudioError && error.problem.code === 'fit/device-lost'
      if (!lost || losses === mostLosses) throw error
      await addEvent(run.id, `device-lost: ${error.problem.reason}`)
      await setRunStatus(run.id, 'recovering')
      const { backend } = await device.replace(losses > 0 ? 'wasm' : undefined)
      if (backend !== 'webgpu') await addEvent(run.id, `to-${backend}`)
    }
  }
}

async function train(
  run: Run,
  generator: Generator,
  data: ProjectData,
  encoded: Encoded,
  device: Device,
  control: RunControl,
): Promise<Fitted> {
  const options = readOptions(generator, run.options)
  const plan = { generator, options, encoded, seed: run.seed, seconds: data.project.generator.seconds }
  const engine = await device.engineFor(modelOf(run.projectId, plan), (each) => tryFit(plan, each))
  const stored = await db.checkpoints.get(run.id)
  await db.runs.update(run.id, { backend: engine.backend })
  await setRunStatus(run.id, 'training')
  const { elapsedSeconds = 0, checkpoint } = stored ?? {}
  const asked = () => `${control.paused()} ${control.stopped()}`
  const live = await LiveWriter.start(run, data, asked, checkpoint && { elapsedSeconds, step: checkpoint.step })
  const steps = generator.fit(encoded.train, options, {
    random: createRandom(run.seed).fork(generator.id),
    control: encoded.control,
    engine,
    noise: cryptoNoise,
    now: () => performance.now(),
    ...(data.project.generator.seconds ? { seconds: data.project.generator.seconds } : {}),
    ...(stored ? { resume: stored.checkpoint } : {}),
  })
  const pace = createPace()
  let reached = 0
  for await (const step of steps) {
    const fitted = { generator, encoder: encoded.encoder, model: step.model }
    // A loss that is not a number sends the fit back to good weights, some steps earlier.
    if (step.step !== undefined && step.step <= reached) await addEvent(run.id, 'rolled-back')
    reached = step.step ?? reached
    await live.show(step, fitted)
    await pace.breathe()
    const isPaused = control.paused()
    if (isPaused) await live.pause(step)
    if (isPaused || pace.checkpointIsDue()) await saveCheckpoint(run.id, live.elapsedSeconds(), step)
    if (isPaused) {
      await control.untilPlay()
      await live.play()
    }
    // Leaving the loop frees what the fit holds on the device, so the model is stored first and read back after.
    if (control.stopped() || step.progress >= 1) {
      await keep(run, fitted, step, live, control.stopped() ? 'stopped' : 'done')
      break
    }
  }
  return loadModel(run, () => Promise.resolve(engine))
}

async function keep(run: Run, fitted: Fitted, step: FitStep, live: LiveWriter, status: RunStatus): Promise<void> {
  await storeModel(run, fitted)
  await saveCheckpoint(run.id, live.elapsedSeconds(), step)
  const quality = await live.end(status, step, fitted)
  await db.runs.update(run.id, {
    status,
    progress: step.progress,
    steps: step.step ?? 0,
    fitSeconds: live.elapsedSeconds(),
    finishedAt: Date.now(),
    ...(quality ? { quality } : {}),
  })
}

/** Lets messages in every 30 ms, and asks for a checkpoint every 8 s: no more than 10 s of work can be lost. */
function createPace() {
  let breathedAt = performance.now()
  let savedAt = breathedAt
  return {
    async breathe() {
      if (performance.now() - breathedAt < 30) return
      await breathe()
      breathedAt = performance.now()
    },
    checkpointIsDue() {
      if (performance.now() - savedAt < 8000) return false
      savedAt = performance.now()
      return true
    },
  }
}

async function saveCheckpoint(runId: string, elapsedSeconds: number, step: FitStep): Promise<void> {
  if (!step.checkpoint) return
  const checkpoint = await step.checkpoint()
  await db.checkpoints.put({ runId, savedAt: Date.now(), elapsedSeconds, checkpoint })
}

async function addEvent(runId: string, event: string): Promise<void> {
  const run = await db.runs.get(runId)
  if (run) await db.runs.update(runId, { events: [...run.events, event] })
}
