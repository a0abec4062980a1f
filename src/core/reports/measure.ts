import { learnerIds } from '../learners/learner'
import { missingValueSimilarity } from '../metrics/column/missing-value-similarity'
import type { ComparedColumn } from '../metrics/compared-column'
import { columnNamed, compareTables, learnedFields, pairsOf, sampleRowNumbers } from '../metrics/compared-table'
import { mapValue, undefinedBecause } from '../metrics/metric'
import { shapeMetric } from '../metrics/registry'
import { twoSampleAuc } from '../metrics/table/two-sample-auc'
import { auditCopies } from '../privacy/copies'
import type { Random } from '../random'
import type { Schema } from '../schema/schema'
import { type ControlTable, type Table, type TestTable, type TrainTable, takeRows } from '../table/table'
import { measureFairness } from './fairness/fairness-report'
import { type ModelAccess, measureLeak } from './leak-measure'
import { columnOverlay } from './overlay'
import { type Comparisons, missingTable, pairReport, referenced } from './pair-figures'
import { findRareValues } from './rare-values'
import type {
  ColumnReport,
  DetectorReport,
  GeneratorChoiceReport,
  PairReport,
  Report,
  ReportLevel,
  ReportLimit,
} from './report'
import { summarise } from './summary'
import { measureUsefulness } from './usefulness-report'
import { narrowed } from './work-bounds'

export interface MeasureRequest {
  readonly train: TrainTable
  readonly control: ControlTable
  readonly test: TestTable
  readonly synthetic: Table
  /** Rows of independent columns. */
  readonly baseline?: Table
  /** Rows of a Gaussian copula. */
  readonly copula?: Table
  readonly schema: Schema
  /** The generator's id. */
  readonly generator: string
  readonly random: Random
  readonly level: ReportLevel
  readonly minimumCount: number
  readonly choice?: GeneratorChoiceReport
  /** Of the model that made the rows, for attacks that ask it. */
  readonly model?: ModelAccess
  /** Whether conditions changed what was drawn: then no figure says how good the generator is. */
  readonly conditioned?: boolean
}

export type ReportSection = 'columns' | 'pairs' | 'detectors' | 'usefulness' | 'copies' | 'attacks'

/** Called and awaited between pieces of work; `progress` is 0–1 over the whole. Throws to stop. */
export type OnProgress = (progress: {
  readonly section: ReportSection
  readonly progress: number
}) => void | Promise<void>

/** Bounds of the work, stated among the report's limits where they bite. */
const most = { rows: 100_000, pairs: 2000 }
const widest = { detectorRows: 10_000, usefulnessRows: 20_000, copyRows: 3000, among: 20_000 }
const boundsOf = ({ schema, train, synthetic }: MeasureRequest) =>
  narrowed(widest, learnedFields(schema, train.table, synthetic).length)
const rounds = 100
const fewControlRows = 50

/** Measures synthetic rows against train, control and test. Seeded: the same request gives the same report. */
export async function measureReport(request: MeasureRequest, onProgress: OnProgress = () => {}): Promise<Report> {
  const { train, control, test, synthetic, schema, level, choice } = request
  const bounds = boundsOf(request)
  await onProgress({ section: 'columns', progress: 0 })
  const { comparisons, matched, copula, limits } = compareAll(request)
  const columns = columnReports(request, comparisons)
  const pairs = await pairReports(comparisons, limits, onProgress)
  const full = level === 'full'
  const detectors = full ? await detectorReports(request, limits, onProgress) : []
  const usefulness = full ? await usefulnessReport(request, limits, onProgress) : undefined
  const fairness = full ? await fairnessReport(request, onProgress) : undefined
  await onProgress({ section: 'copies', progress: full ? 0.85 : 0.6 })
  const copies = auditCopies(train, control, synthetic, schema, {
    rows: full ? bounds.copyRows : 300,
    among: bounds.among,
    random: request.random.fork('copies'),
  })
  if (full && synthetic.rows > bounds.copyRows)
    limits.push({ code: 'sampled', section: 'copies', rows: bounds.copyRows })
  const leak = full
    ? await measureLeak(
        {
          ...{ train, control, synthetic, schema },
          random: request.random.fork('leak'),
          onProgress: (done) => onProgress({ section: 'attacks', progress: 0.88 + 0.12 * done }),
        },
        request.model ?? {},
      )
    : undefined
  await onProgress({ section: 'attacks', progress: 1 })
  return {
    version: 1,
    generator: request.generator,
    level,
    rows: { train: train.table.rows, control: control.table.rows, test: test.table.rows, synthetic: synthetic.rows },
    summary: summarise(columns, pairs, matched, copula),
    columns,
    pairs,
    detectors,
    ...(usefulness ? { usefulness } : {}),
    ...(fairness ? { fairness } : {}),
    copies,
    ...(leak ? { leak } : {}),
    rareValues: findRareValues(train, synthetic, schema, request.minimumCount),
    ...(choice ? { choice } : {}),
    limits: [...partLimits(request), ...limits],
  }
}

/** Every table beside train, large ones thinned evenly at random. */
function compareAll({ train, control, synthetic, baseline, copula, schema, random }: MeasureRequest) {
  const limits: ReportLimit[] = []
  const thin = (table: Table, limit: number, key: string) => {
    const rows = sampleRowNumbers(table.rows, limit, random.fork(key))
    return rows ? takeRows(table, rows) : table
  }
  if (Math.max(train.table.rows, synthetic.rows) > most.rows)
    limits.push({ code: 'sampled', section: 'pairs', rows: most.rows })
  const real = thin(train.table, most.rows, 'train')
  const against = (table: Table, key: string, limit = most.rows) =>
    new Map(compareTables(real, thin(table, limit, key), schema).map((column) => [column.field.name, column]))
  const hasControl = control.table.rows >= fewControlRows
  const comparisons: Comparisons = {
    synthetic: against(synthetic, 'synthetic'),
    control: hasControl ? against(control.table, 'control') : undefined,
    baseline: baseline ? against(baseline, 'baseline') : undefined,
  }
  const canMatch = hasControl && synthetic.rows >= control.table.rows
  const matched = canMatch ? against(synthetic, 'matched', Math.min(most.rows, control.table.rows)) : undefined
  return { comparisons, matched, copula: copula ? against(copula, 'copula') : undefined, limits }
}

function columnReports(
  { train, control, synthetic, schema }: MeasureRequest,
  comparisons: Comparisons,
): ColumnReport[] {
  const real = control.table.rows >= fewControlRows ? control.table : train.table
  return schema.fields.flatMap((field): ColumnReport[] => {
    const { name, kind } = field
    const made = columnNamed(synthetic, name)
    if (field.action === 'drop' || !made) return []
    const own = comparisons.synthetic?.get(name)
    const figure = (measure: (column: ComparedColumn) => ReturnType<typeof mapValue>) =>
      referenced(comparisons, (columns) => {
        const column = columns.get(name)
        return column ? measure(column) : undefinedBecause('not-applicable')
      })
    const missingGap = figure((column) => mapValue(missingValueSimilarity.compute(column), (v) => 1 - v))
    const shape = figure((column) => shapeMetric(column).compute(column))
    if (!own) return [{ name, kind, shape, missingGap }]
    const overlay = columnOverlay(field, columnNamed(real, name)!, made)
    return [{ name, kind, metric: shapeMetric(own).id, shape, missingGap, overlay }]
  })
}

async function pairReports(
  comparisons: Comparisons,
  limits: ReportLimit[],
  onProgress: OnProgress,
): Promise<PairReport[]> {
  const columns = [...(comparisons.synthetic?.values() ?? [])]
  const of = (columns.length * (columns.length - 1)) / 2
  const pairs = pairsOf(columns.length, most.pairs)
  if (pairs.length < of) limits.push({ code: 'pairs-capped', measured: pairs.length, of })
  const reports: PairReport[] = []
  for (const [i, j] of pairs) {
    if (reports.length % 20 === 0)
      await onProgress({ section: 'pairs', progress: 0.05 + (0.25 * reports.length) / pairs.length })
    reports.push(pairReport(columns[i]!, columns[j]!, comparisons))
  }
  return reports
}

async function detectorReports(request: MeasureRequest, limits: ReportLimit[], onProgress: OnProgress) {
  const { train, control, synthetic, baseline, schema, random } = request
  const rows = Math.min(boundsOf(request).detectorRows, control.table.rows, synthetic.rows)
  if (rows < control.table.rows) limits.push({ code: 'sampled', section: 'detectors', rows })
  const reports: DetectorReport[] = []
  for (const detector of learnerIds) {
    const measure = async (table: Table | undefined, key: string, part: number) => {
      await onProgress({ section: 'detectors', progress: 0.3 + 0.15 * reports.length + 0.05 * part })
      const options = { detector, rows, rounds, random: random.fork(`detect ${key}`) }
      return table ? twoSampleAuc(control.table, table, schema, options) : missingTable
    }
    const auc = {
      synthetic: await measure(synthetic, 'synthetic', 0),
      control: await measure(train.table, 'train', 1),
      baseline: await measure(baseline, 'baseline', 2),
    }
    reports.push({ detector, auc, rows })
  }
  return reports
}

async function usefulnessReport(request: MeasureRequest, limits: ReportLimit[], onProgress: OnProgress) {
  const rows = boundsOf(request).usefulnessRows
  const random = request.random.fork('usefulness')
  const report = await measureUsefulness({ ...request, rows, random }, (part) =>
    onProgress({ section: 'usefulness', progress: 0.6 + 0.2 * part }),
  )
  if (report && rows < request.train.table.rows) limits.push({ code: 'sampled', section: 'usefulness', rows })
  return report
}

const fairnessReport = (request: MeasureRequest, onProgress: OnProgress) =>
  measureFairness(
    { ...request, rows: boundsOf(request).usefulnessRows, random: request.random.fork('fairness') },
    (part) => onProgress({ section: 'usefulness', progress: 0.8 + 0.05 * part }),
  )

function partLimits({ control, test, schema, synthetic, level, conditioned }: MeasureRequest): ReportLimit[] {
  const limits: ReportLimit[] = []
  const [controlRows, testRows] = [control.table.rows, test.table.rows]
  if (level === 'quick') limits.push({ code: 'quick' })
  if (conditioned) limits.push({ code: 'conditions' })
  if (controlRows < fewControlRows) limits.push({ code: 'no-control' })
  else if (controlRows < 1000) limits.push({ code: 'small-control', rows: controlRows })
  if (testRows < fewControlRows) limits.push({ code: 'no-test' })
  else if (testRows < 1000) limits.push({ code: 'small-test', rows: testRows })
  const left = schema.fields.filter((field) => field.action === 'drop' || !columnNamed(synthetic, field.name))
  if (left.length > 0) limits.push({ code: 'columns-not-compared', names: left.map((field) => field.name) })
  return limits
}
