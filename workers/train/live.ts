import { isPrivateGenerator } from '../../src/core/dp/private-generator'
import { db, liveDb } from '../../src/db/database'
import type { LiveRun, Quality, Run, RunStatus } from '../../src/db/objects'
import type { Preview, Shown, Trainee, TraineeStep } from './trainee'

const writeIntervalMs = 500
const firstPreviewMs = 1500
const mostLosses = 400

/** In both databases: runs are listed from one and drawn from the other. */
export async function setRunStatus(runId: string, status: RunStatus): Promise<void> {
  await liveDb.live.update(runId, { status })
  await db.runs.update(runId, { status })
}

/** Whether `asked` answers otherwise than it did at first. */
function changed(asked: () => string): () => boolean {
  const before = asked()
  return () => asked() !== before
}

/** Writes the picture of a running fit, at most twice a second, with previews that cost a tenth of the time. */
export class LiveWriter<M> {
  private readonly startedAt = performance.now()
  private pausedMs = 0
  private pausedAt = 0
  private writtenAt = 0
  private previewMs = 0
  private lastPreviewAt = 0
  private plannedSteps = 0
  private losses: LiveRun['losses'] = []
  private picture: Shown = { tiles: [], sample: [], goodEnough: false }

  private constructor(
    private readonly run: Run,
    private readonly preview: Preview<M>,
    private readonly previewShare: number,
    private readonly secondsBefore: number,
    private readonly asked: () => string,
  ) {}

  /** `asked`: what the person wants now; a preview gives way when that changes. Goes on with the curve of an earlier picture of the run, up to the step that it goes on from. */
  static async start<M>(
    run: Run,
    trainee: Trainee<M>,
    asked: () => string,
    from?: { elapsedSeconds: number; step: number },
  ): Promise<LiveWriter<M>> {
    const live = new LiveWriter(run, await trainee.preview(), trainee.previewShare, from?.elapsedSeconds ?? 0, asked)
    const before = from && (await liveDb.live.get(run.id))
    if (before) live.losses = before.losses.filter(({ step }) => step <= from.step)
    return live
  }

  elapsedSeconds(): number {
    return this.secondsBefore + (performance.now() - this.startedAt - this.pausedMs) / 1000
  }

  async show(step: TraineeStep<M>): Promise<void> {
    const { loss, controlLoss } = step
    const isShown = [loss, controlLoss].some((value) => value !== undefined && Number.isFinite(value))
    if (step.step !== undefined && isShown) {
      const point = {
        step: step.step,
        ...(loss === undefined ? {} : { loss }),
        ...(controlLoss === undefined ? {} : { controlLoss }),
      }
      this.losses = [...this.losses, point].slice(-mostLosses)
    }
    if (step.step && step.progress > 0) this.plannedSteps = Math.round(step.step / step.progress)
    if (this.previewIsDue()) await this.look(step, changed(this.asked))
    if (performance.now() - this.writtenAt > writeIntervalMs) await this.write(step, 'training')
  }

  async pause(step: TraineeStep<M>): Promise<void> {
    this.pausedAt = performance.now()
    await this.write(step, 'paused')
  }

  async play(): Promise<void> {
    this.pausedMs += performance.now() - this.pausedAt
    await setRunStatus(this.run.id, 'training')
  }

  async end(status: RunStatus, step: TraineeStep<M>): Promise<Quality | undefined> {
    await this.look(step, () => false)
    await this.write(step, status)
    return this.picture.quality
  }

  /** Not for a private run: whoever stops it because of how close to real rows it comes has let them decide. */
  private previewIsDue(): boolean {
    if (isPrivateGenerator(this.run.generator)) return false
    const elapsed = performance.now() - this.startedAt
    if (this.lastPreviewAt === 0) return elapsed > firstPreviewMs
    return performance.now() - this.lastPreviewAt > this.previewMs / this.previewShare
  }

  private async look(step: TraineeStep<M>, asked: () => boolean): Promise<void> {
    const startedAt = performance.now()
    const shown = await this.preview(step, asked)
    if (!shown) return
    this.picture = shown
    this.lastPreviewAt = performance.now()
    this.previewMs = Math.max(100, this.lastPreviewAt - startedAt)
  }

  private async write(step: TraineeStep<M>, status: RunStatus): Promise<void> {
    this.writtenAt = performance.now()
    const elapsedSeconds = this.elapsedSeconds()
    const spent = elapsedSeconds - this.secondsBefore
    const { progress } = step
    const live: LiveRun = {
      ...this.picture,
      runId: this.run.id,
      updatedAt: Date.now(),
      status,
      progress,
      step: step.step ?? 0,
      plannedSteps: this.plannedSteps,
      elapsedSeconds,
      losses: this.losses,
      ...(progress > 0.02 ? { secondsLeft: (spent * (1 - progress)) / progress } : {}),
    }
    await liveDb.live.put(live)
    await db.runs.update(this.run.id, { status, progress, steps: live.step, fitSeconds: elapsedSeconds })
  }
}
