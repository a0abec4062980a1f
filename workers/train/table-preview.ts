import { concatTables, type Fitted, sampleTable } from '../../src/core/pipeline'
import { columnOverlay } from '../../src/core/reports/overlay'
import { quickQuality } from '../../src/core/reports/quality'
import type { Table } from '../../src/core/table/table'
import { takeRows } from '../../src/core/table/table'
import { db, liveDb } from '../../src/db/database'
import type { Quality, Run } from '../../src/db/objects'
import { breathe } from '../../src/wire/breathe'
import type { ProjectData } from '../shared/project-data'
import { fitBaseline } from './fit'
import { firstRows } from './output'
import type { Preview } from './trainee'

const shownRows = 20
const qualityRows = 2000
/** What a network samples at once for a preview: a pause is heard after a fraction of a second. */
const pieceRows = 250

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

/** What is shown of a model that is being fitted: its rows against the control rows, as they are at each time. */
export async function tablePreview(data: ProjectData): Promise<Preview<Fitted>> {
  const references = await measureReferences(data)
  return async ({ model }, asked) => {
    const synthetic = await sampleRows(model, qualityRows, asked)
    if (!synthetic) return undefined
    const quality = qualityOf(data, references, synthetic)
    return {
      tiles: tilesOf(data, references, synthetic),
      sample: firstRows(synthetic, shownRows),
      goodEnough: isGoodEnough(quality),
      quality,
    }
  }
}
