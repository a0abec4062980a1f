import { isPrivateGenerator } from '../../src/core/dp/private-generator'
import type { FitStep } from '../../src/core/generators/generator'
import { concatTables, type Fitted, sampleTable } from '../../src/core/pipeline'
import { columnOverlay } from '../../src/core/reports/overlay'
import { quickQuality } from '../../src/core/reports/quality'
import type { Table } from '../../src/core/table/table'
import { takeRows } from '../../src/core/table/table'
import { db, liveDb } from '../../src/db/database'
import type { LiveRun, Quality, Run, RunStatus } from '../../src/db/objects'
import { breathe } from '../../src/wire/breathe'
import type { ProjectData } from '../shared/project-data'
import { fitBaseline } from './fit'
import { firstRows } from './output'

const shownRows = 20
const qualityRows = 2000
/** What a network samples at once for a preview: a pause is heard after a fraction of a second. */
const pieceRows = 250
const writeIntervalMs = 500
/** A preview costs a sample; it may take this share of the time. */
const previewShare = 0.05
const firstPreviewMs = 1500
const mostLosses = 400

/** References that stay the same for a run: control against train, and independent columns. */
interface References {
  readonly real: Table
  readonly control: Quality['control']
  readonly baseline: Quality['baseline']
}

async function measureReferences(data: ProjectData): Promise<References> {
  const control = data.parts.control.table.rows >= 50 ? data.parts.control.table : data.parts.train.table
  const real = firstOf(control)
  const baseline = await fitBaseline(data)
  return {
    real,
    control: quickQuality(real, firstOf(data.parts.train.table), data.schema),
    baseline: quickQuality(real, await sampleAll(baseline), data.schema),
  }
}

/** The rows of a part are in the order of a seeded shuffle or of the file; an even stride serves both. */
function firstOf(table: Table): Table {
  const n = Math.min(qualityRows, table.rows)
  return takeRows(
    table,
    Uint32Array.from({ length: n }, (_, i) => Math.floor((i * table.rows) / n)),
  )
}

/** In small pieces that let messages in between; undefined when it was `asked` for something else meanwhile. */
async function sampleRows(fitted: Fitted, rows: number, asked: () => boolean): Promise<Table | undefined> {
  const batches: Table[] = []
  for (let made = 0; made < rows; made += pieceRows) {
    const choice = { rows: Math.min(pieceRows, rows - made), seed: 1 + made, temperature: 1, conditions: [] }
    for await (const batch of sampleTable(fitted, choice)) batches.push(batch)
    await breathe()
    if (asked()) return undefined
  }
  return concatTables(batches)
}

async function sampleAll(fitted: Fitted): Promise<Table> {
  const batches: Table[] = []
  const choice = { rows: qualityRows, seed: 1, temperature: 1, conditions: [] }
  for await (const batch of sampleTable(fitted, choice)) batches.push(batch)
  return concatTables(batches)
}

function tilesOf(data: ProjectData, references: References, synthetic: Table) {
  return data.schema.fields.flatMap((field, f) => {
    const made = synthetic.columns[synthetic.names.indexOf(field.name)]
    const real = references.real.columns[f]
    return made && real ? [columnOverlay(field, real, made)] : []
  })
}

function qualityOf(data: ProjectData, references: References, synthetic: Table): Quality {
  const { control, baseline, real } = references
  return { ...quickQuality(real, synthetic, data.schema), control, baseline }
}

/** As good as real: no further from the control rows than train rows of that number are, within a tenth. */
const isGoodEnough = (quality: Quality): boolean =>
  quality.shapeError <= 1.1 * quality.control.shapeError && quality.trendError <= 1.1 * quality.control.trendError

/** Tiles, sample rows and quality of a model that was fitted at once. */
export async function publishPreview(run: Run, fitted: Fitted, data: ProjectData): Promise<void> {
  const references = await measureReferences(data)
  const synthetic = await sampleAll(fitted)
  const quality = qualityOf(data, references, synthetic)
  await liveDb.live.put({
    runId: run.id,
    updatedAt: Date.now(),
    status: 'done',
    progress: 1,
    step: 0,
    plannedSteps: 0,
    elapsedSeconds: run.fitSeconds,
    losses: [],
    tiles: tilesOf(data, references, synthetic),
    sample: firstRows(synthetic, shownRows),
    quality,
    goodEnough: isGoodEnough(quality),
  })
  await db.runs.update(run.id, { quality })
}

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
export class LiveWriter {
  private readonly startedAt = performance.now()
  private pausedMs = 0
  private pausedAt = 0
  private writtenAt = 0
  private previewMs = 0
  private lastPreviewAt = 0
  private plannedSteps = 0
  private losses: LiveRun['losses'] = []
  private picture: Pick<LiveRun, 'tiles' | 'sample' | 'goodEnough' | 'quality'> = {
    tiles: [],
    sample: [],
    goodEnough: false,
  }

  private constructor(
    private readonly run: Run,
    private readonly data: ProjectData,
    private readonly references: References,
    private readonly secondsBefore: number,
    private readonly asked: () => string,
  ) {}

  /** `asked`: what the person wants now; a preview gives way when that changes. Goes on with the curve of an earlier picture of the run, up to the step that it goes on from. */
  static async start(
    run: Run,
    data: ProjectData,
    asked: () => string,
    from?: { elapsedSeconds: number; step: number },
  ): Promise<LiveWriter> {
    const live = new LiveWriter(run, data, await measureReferences(data), from?.elapsedSeconds ?? 0, asked)
    const before = from && (await liveDb.live.get(run.id))
    if (before) live.losses = before.losses.filter(({ step }) => step <= from.step)
    return live
  }

  elapsedSeconds(): number {
    return this.secondsBefore + (performance.now() - this.startedAt - this.pausedMs) / 1000
  }

  async show(step: FitStep, fitted: Fitted): Promise<void> {
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
    if (this.previewIsDue()) await this.preview(fitted, changed(this.asked))
    if (performance.now() - this.writtenAt > writeIntervalMs) await this.write(step, 'training')
  }

  async pause(step: FitStep): Promise<void> {
    this.pausedAt = performance.now()
    await this.write(step, 'paused')
  }

  async play(): Promise<void> {
    this.pausedMs += performance.now() - this.pausedAt
    await setRunStatus(this.run.id, 'training')
  }

  async end(status: RunStatus, step: FitStep, fitted: Fitted): Promise<Quality | undefined> {
    await this.preview(fitted, () => false)
    await this.write(step, status)
    return this.picture.quality
  }

  /** Not for a private run: whoever stops it because of how close to real rows it comes has let them decide. */
  private previewIsDue(): boolean {
    if (isPrivateGenerator(this.run.generator)) return false
    const elapsed = performance.now() - this.startedAt
    if (this.lastPreviewAt === 0) return elapsed > firstPreviewMs
    return performance.now() - this.lastPreviewAt > this.previewMs / previewShare
  }

  private async preview(fitted: Fitted, asked: () => boolean): Promise<void> {
    const startedAt = performance.now()
    const synthetic = await sampleRows(fitted, qualityRows, asked)
    if (!synthetic) return
    const quality = qualityOf(this.data, this.references, synthetic)
    this.picture = {
      tiles: tilesOf(this.data, this.references, synthetic),
      sample: firstRows(synthetic, shownRows),
      goodEnough: isGoodEnough(quality),
      quality,
    }
    this.lastPreviewAt = performance.now()
    this.previewMs = Math.max(100, this.lastPreviewAt - startedAt)
  }

  private async write(step: FitStep, status: RunStatus): Promise<void> {
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
