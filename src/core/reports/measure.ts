import { learnerIds } from '../learners/learner'
import { missingValueSimilarity } from '../metrics/column/missing-value-similarity'
import { tailMass } from '../metrics/column/tail-mass'
import { expectedWasserstein, wasserstein } from '../metrics/column/wasserstein'
import type { ComparedColumn } from '../metrics/compared-column'
import { columnNamed, compareTables, learnedFields, pairsOf, sampleRowNumbers } from '../metrics/compared-table'
import { areaInterval } from '../metrics/interval/area'
import { type Measurement, mapValue, type Referenced, undefinedBecause, value } from '../metrics/metric'
import { shapeMetric } from '../metrics/registry'
import { checkParts, checkShift } from '../metrics/table/data-check'
import { twoSampleAuc } from '../metrics/table/two-sample-auc'
import { auditCopies } from '../privacy/copies'
import type { Random } from '../random'
import type { Schema } from '../schema/schema'
import { type ControlTable, type Table, type TestTable, type TrainTable, takeRows } from '../table/table'
import { type AuditFacts, auditReport } from './audit-facts'
import { shapeCeiling, withCeilings } from './ceilings'
import { measureFairness } from './fairness/fairness-report'
import { withGroupPrivacy } from './fairness/group-privacy'
import type { MapPoints } from './faithful'
import { askMembership, type ModelAccess, measureLeak } from './leak-measure'
import { measureRows } from './measure-rows'
import { columnOverlay } from './overlay'
import { type Comparisons, missingTable, pairReport, referenced } from './pair-figures'
import { pairPicture, worstPairs } from './pair-pictures'
import { findRareValues } from './rare-values'
import {
  type ColumnReport,
  type DetectorReport,
  type GeneratorChoiceReport,
  type PairReport,
  type Report,
  type ReportLevel,
  type ReportLimit,
  type ReportSection,
  reportVersion,
} from './report'
import { spikeOf } from './spike'
import type { ParityFact } from './steering-facts'
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
  /** Which column was made independent of which. */
  readonly parity?: ParityFact
  /** Of a table that was made elsewhere. */
  readonly audit?: AuditFacts
}

/** Called and awaited between pieces of work; `progress` is 0–1 over the whole. Throws to stop. */
export type OnProgress = (progress: {
  readonly section: ReportSection
  readonly progress: number
}) => void | Promise<void>

/** What else a listener may want to see. */
export interface MeasureListener {
  /** The report so far, after each part of it; `pending` says what is to come. */
  onPart?(report: Report): void | Promise<void>
  /** Single rows on the map: not part of the report. */
  onPoints?(points: MapPoints): void | Promise<void>
}

/** Bounds of the work, stated among the report's limits where they bite. */
const most = { rows: 100_000, pairs: 2000 }
const widest = { detectorRows: 10_000, usefulnessRows: 20_000, copyRows: 3000, among: 20_000 }
const boundsOf = ({ schema, train, synthetic }: MeasureRequest) =>
  narrowed(widest, learnedFields(schema, train.table, synthetic).length)
const rounds = 100
const fewControlRows = 50

/** Measures synthetic rows against train, control and test. Seeded: the same request gives the same report. */
export async function measureReport(
  request: MeasureRequest,
  onProgress: OnProgress = () => {},
  listener: MeasureListener = {},
): Promise<Report> {
  const { train, control, test, synthetic, schema, random } = request
  const full = request.level === 'full'
  await onProgress({ section: 'check', progress: 0 })
  const tables = { train: train.table, control: control.table, test: test.table }
  let check = checkParts(tables, schema, random.fork('check'))
  await onProgress({ section: 'columns', progress: 0.03 })
  const { comparisons, matched, copula, limits } = compareAll(request)
  const columns = columnReports(request, comparisons)
  const pairs = await pairReports(comparisons, limits, onProgress)
  const of = comparisons.synthetic ?? new Map<string, ComparedColumn>()
  const summary = withCeilings(summarise(columns, pairs, matched, copula), columns, pairs, of)
  const pairPictures = worstPairs(pairs).map(({ a, b }) =>
    pairPicture(of.get(a)!, of.get(b)!, (name) => columnNamed(train.table, name)),
  )
  const first = {
    version: reportVersion,
    generator: request.generator,
    level: request.level,
    rows: { train: train.table.rows, control: control.table.rows, test: test.table.rows, synthetic: synthetic.rows },
    summary,
    columns,
    pairs,
    pairPictures,
    rareValues: findRareValues(train, synthetic, schema, request.minimumCount),
    ...(request.choice ? { choice: request.choice } : {}),
    ...(request.audit ? { audit: auditReport(request.audit, Object.values(tables), synthetic, schema) } : {}),
  } as const
  const copies = quickCopies(request)
  const tell = (later: Partial<Report>, pending: readonly ReportSection[]) =>
    listener.onPart?.({ ...first, check, detectors: [], copies, ...later, pending, limits: allLimits(request, limits) })
  if (!full) return { ...first, check, detectors: [], copies, limits: allLimits(request, limits) }
  await tell({}, ['rows', 'detectors', 'usefulness', 'copies', 'attacks'])
  await onProgress({ section: 'rows', progress: 0.15 })
  const { faithful, points } = await measureRows(request, comparisons, matched, (part) =>
    onProgress({ section: 'rows', progress: 0.15 + 0.2 * part }),
  )
  if (points) await listener.onPoints?.(points)
  check = checkShift(check, tables, schema, random.fork('shift'))
  await tell({ faithful }, ['detectors', 'usefulness', 'copies', 'attacks'])
  const detectors = await detectorReports(request, limits, onProgress)
  await tell({ faithful, detectors }, ['usefulness', 'copies', 'attacks'])
  const usefulness = await usefulnessReport(request, limits, onProgress)
  const fairness = await fairnessReport(request, onProgress)
  const learned = {
    faithful,
    detectors,
    ...(usefulness ? { usefulness } : {}),
    ...(fairness ? { fairness } : {}),
  }
  await tell(learned, ['copies', 'attacks'])
  await onProgress({ section: 'copies', progress: 0.8 })
  const allCopies = fullCopies(request, limits)
  await tell({ ...learned, copies: allCopies }, ['attacks'])
  const access = request.model ?? {}
  const leakRequest = {
    ...{ train, control, synthetic, schema },
    random: random.fork('leak'),
    onProgress: (done: number) => onProgress({ section: 'attacks', progress: 0.85 + 0.15 * done }),
  }
  const attacked = await askMembership(leakRequest, access)
  const leak = attacked && (await measureLeak(leakRequest, access, attacked))
  await onProgress({ section: 'attacks', progress: 1 })
  const whole = { ...first, check, ...learned, copies: allCopies, limits: allLimits(request, limits) }
  return {
    ...whole,
    ...(leak ? { leak } : {}),
    ...(fairness && attacked ? { fairness: withGroupPrivacy(fairness, attacked, train, schema) } : {}),
  }
}

const allLimits = (request: MeasureRequest, limits: readonly ReportLimit[]) => [...partLimits(request), ...limits]

/** Exact copies in all rows, near ones in some: what the first part shows. */
function quickCopies({ train, control, synthetic, schema, random }: MeasureRequest): Report['copies'] {
  return auditCopies(train, control, synthetic, schema, { rows: 200, among: 5000, random: random.fork('copies') })
}

function fullCopies(request: MeasureRequest, limits: ReportLimit[]): Report['copies'] {
  const { train, control, synthetic, schema, random } = request
  const { copyRows, among } = boundsOf(request)
  if (synthetic.rows > copyRows) limits.push({ code: 'sampled', section: 'copies', rows: copyRows })
  return auditCopies(train, control, synthetic, schema, { rows: copyRows, among, random: random.fork('copies') })
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
    const spike = spikeOf(field, columnNamed(train.table, name)!, made)
    return [
      {
        name,
        kind,
        metric: shapeMetric(own).id,
        shape,
        missingGap,
        ceiling: shapeCeiling(own),
        ...distanceOf(own, figure),
        ...tailsOf(own, comparisons.control?.get(name)),
        overlay,
        ...(spike ? { spike } : {}),
      },
    ]
  })
}

function distanceOf(
  own: ComparedColumn,
  figure: (measure: (column: ComparedColumn) => Measurement) => Referenced,
): Pick<ColumnReport, 'distance'> {
  if (!wasserstein.applies(own)) return {}
  const { real, synthetic } = own
  const ceiling = expectedWasserstein(real.sorted, real.sorted.length, synthetic.sorted.length)
  return {
    distance: {
      ...figure((column) => wasserstein.compute(column)),
      ceiling: ceiling === undefined ? undefinedBecause('constant') : value(ceiling),
    },
  }
}

function tailsOf(own: ComparedColumn, control: ComparedColumn | undefined): Pick<ColumnReport, 'tails'> {
  const [made, fresh] = [tailMass(own), control && tailMass(control)]
  return made ? { tails: { synthetic: made, ...(fresh ? { control: fresh } : {}) } } : {}
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
      await onProgress({ section: 'pairs', progress: 0.05 + (0.1 * reports.length) / pairs.length })
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
      await onProgress({ section: 'detectors', progress: 0.35 + 0.12 * reports.length + 0.04 * part })
      const options = { detector, rows, rounds, random: random.fork(`detect ${key}`) }
      return table ? twoSampleAuc(control.table, table, schema, options) : missingTable
    }
    const auc = {
      synthetic: await measure(synthetic, 'synthetic', 0),
      control: await measure(train.table, 'train', 1),
      baseline: await measure(baseline, 'baseline', 2),
    }
    const { synthetic: made } = auc
    const interval = made.kind === 'value' ? areaInterval(made.value, rows, rows) : undefined
    reports.push({ detector, auc, ...(interval ? { interval } : {}), rows })
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

function partLimits({
  control,
  test,
  schema,
  synthetic,
  level,
  conditioned,
  parity,
  audit,
}: MeasureRequest): ReportLimit[] {
  const limits: ReportLimit[] = []
  const [controlRows, testRows] = [control.table.rows, test.table.rows]
  if (level === 'quick') limits.push({ code: 'quick' })
  if (conditioned) limits.push({ code: 'conditions' })
  if (parity) limits.push({ code: 'parity', ...parity })
  if (audit?.holdout === 'split') limits.push({ code: 'control-maybe-seen' })
  if (controlRows < fewControlRows) limits.push({ code: 'no-control' })
  else if (controlRows < 1000) limits.push({ code: 'small-control', rows: controlRows })
  if (testRows < fewControlRows) limits.push({ code: 'no-test' })
  else if (testRows < 1000) limits.push({ code: 'small-test', rows: testRows })
  const left = schema.fields.filter((field) => field.action === 'drop' || !columnNamed(synthetic, field.name))
  if (left.length > 0) limits.push({ code: 'columns-not-compared', names: left.map((field) => field.name) })
  return limits
}
