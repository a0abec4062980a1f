import type { Engine } from '../../src/core/nets/engine'
import { StudioError } from '../../src/core/problem'
import { db } from '../../src/db/database'
import type { Run, RunStatus } from '../../src/db/objects'
import { breathe } from '../../src/wire/breathe'
import type { Device } from './device'
import { LiveWriter, setRunStatus } from './live'
import type { RunControl } from './run-control'
import type { Trainee, TraineeStep } from './trainee'

const mostLosses = 3

/**
 * Trains to the end, or until it is stopped, and keeps the model; resolves with the engine that it ended on. A lost
 * device is replaced, at last by WebAssembly, and training goes on from the newest checkpoint.
 */
export async function trainWithRecovery<M>(
  run: Run,
  trainee: Trainee<M>,
  device: Device,
  control: RunControl,
): Promise<Engine> {
  for (let losses = 0; ; losses++) {
    try {
      return await train(run, trainee, device, control)
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

async function train<M>(run: Run, trainee: Trainee<M>, device: Device, control: RunControl): Promise<Engine> {
  const engine = await trainee.engine(device)
  const stored = await db.checkpoints.get(run.id)
  await db.runs.update(run.id, { backend: engine.backend })
  await setRunStatus(run.id, 'training')
  const { elapsedSeconds = 0, checkpoint } = stored ?? {}
  const asked = () => `${control.paused()} ${control.stopped()}`
  const from = checkpoint && { elapsedSeconds, step: checkpoint.step }
  const live = await LiveWriter.start(run, trainee, asked, from)
  const pace = createPace()
  let reached = 0
  for await (const step of trainee.fit(engine, checkpoint)) {
    // A loss that is not a number sends the fit back to good weights, some steps earlier.
    if (step.step !== undefined && step.step <= reached) await addEvent(run.id, 'rolled-back')
    reached = step.step ?? reached
    await live.show(step)
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
      await trainee.keep(step.model)
      await end(run, step, live, control.stopped() ? 'stopped' : 'done')
      break
    }
  }
  return engine
}

async function end<M>(run: Run, step: TraineeStep<M>, live: LiveWriter<M>, status: RunStatus): Promise<void> {
  await saveCheckpoint(run.id, live.elapsedSeconds(), step)
  const quality = await live.end(status, step)
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

async function saveCheckpoint<M>(runId: string, elapsedSeconds: number, step: TraineeStep<M>): Promise<void> {
  if (!step.checkpoint) return
  const checkpoint = await step.checkpoint()
  await db.checkpoints.put({ runId, savedAt: Date.now(), elapsedSeconds, checkpoint })
}

export async function addEvent(runId: string, event: string): Promise<void> {
  const run = await db.runs.get(runId)
  if (run) await db.runs.update(runId, { events: [...run.events, event] })
}
