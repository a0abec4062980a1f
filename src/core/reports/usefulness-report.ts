import { type Learned, type LearnerId, learnerIds } from '../learners/learner'
import { columnNamed } from '../metrics/compared-table'
import { type Measurement, undefinedBecause, value } from '../metrics/metric'
import { rankCorrelation } from '../metrics/rank-correlation'
import { type Calibration, calibrationOf } from '../metrics/table/calibration'
import type { Predictions, ScoreId } from '../metrics/table/scores'
import {
  automaticTarget,
  fewestRows,
  learnTask,
  majorityPredictions,
  predictTask,
  type TargetRows,
  targetRows,
  taskFor,
  type UsefulnessTask,
} from '../metrics/table/usefulness'
import { type Bounded, type UtilityFigures, utilityKept } from '../metrics/table/utility-kept'
import type { Random } from '../random'
import type { Field, Schema } from '../schema/schema'
import type { Table, TestTable, TrainTable } from '../table/table'
import { compareSlices, type SlicesReport } from './slices-report'

/** Models trained on synthetic (TSTR), on train (TRTR) and no model, all tested on the test rows. */
export interface UsefulnessReport {
  readonly target: string
  /** schema: the person set it · rule: {@link automaticTarget} · reader: chosen in the report. */
  readonly chosenBy?: TargetChoice
  readonly task: 'binary' | 'multiclass' | 'regression'
  /** Of two classes, the one whose probability is predicted: the less frequent. */
  readonly positive?: string
  /** Of both: as many synthetic as real rows. */
  readonly trainRows: number
  readonly testRows: number
  /** Boosting first; of each learner the headline first. */
  readonly scores: readonly UsefulnessScore[]
  /** Of boosting; classes only. */
  readonly calibration?: { readonly synthetic: Calibration; readonly real: Calibration }
  readonly importance?: ImportanceReport
  readonly slices?: SlicesReport
}

export type TargetChoice = 'schema' | 'rule' | 'reader'

export interface UsefulnessScore {
  readonly learner: LearnerId
  readonly measure: ScoreId
  readonly synthetic: Measurement
  readonly real: Measurement
  /** The shares of the classes, or the mean, for every row. */
  readonly majority: Measurement
  /** synthetic − real, with its paired-bootstrap interval over test rows. */
  readonly gap?: Bounded
  /** (synthetic − majority) / (real − majority); absent where real rows teach no more than chance explains. */
  readonly kept?: Bounded
}

/** What both models rest on. */
export interface ImportanceReport {
  /** Spearman's rank correlation between the importances of the two models. */
  readonly agreement: Measurement
  /** Parts of all gain, 0–1; the most important for the real model first. */
  readonly columns: readonly { readonly name: string; readonly synthetic: number; readonly real: number }[]
}

export interface UsefulnessRequest {
  readonly train: TrainTable
  readonly test: TestTable
  readonly synthetic: Table
  readonly schema: Schema
  readonly random: Random
  /** At most so many rows to learn from, and to test on. */
  readonly rows: number
  /** In place of the schema's target. */
  readonly target?: string
}

const rounds = 100
const columnsShown = 30
/** A class of fewer rows is not named. */
const fewestNamed = 10
const sum = (values: Float64Array) => values.reduce((total, v) => total + v, 0)

/** Absent where there is nothing to predict, or too little to test on. `onStep` is awaited between fits; 0–1. */
export async function measureUsefulness(
  request: UsefulnessRequest,
  onStep: (progress: number) => void | Promise<void> = () => {},
): Promise<UsefulnessReport | undefined> {
  const chosen = chooseTarget(request)
  if (!chosen) return undefined
  const { of, chosenBy } = chosen
  const rows = trialRows(request, of)
  if (rows.test.table.rows < fewestRows) return undefined
  const majority = majorityPredictions(rows.real.target, rows.test.target, of)
  const scores: UsefulnessScore[] = []
  let boosted: { readonly synthetic: Trial; readonly real: Trial } | undefined
  for (const [l, learner] of learnerIds.entries()) {
    await onStep(l / 2)
    const synthetic = tryOn(learner, rows.synthetic, rows.test, of, request.random)
    await onStep(l / 2 + 0.2)
    const real = tryOn(learner, rows.real, rows.test, of, request.random)
    await onStep(l / 2 + 0.4)
    scores.push(...scoresOfTrials(learner, { synthetic, real, majority }, request.random))
    if (learner === 'boosting' && typeof synthetic !== 'string' && typeof real !== 'string')
      boosted = { synthetic, real }
  }
  return {
    target: of.target.name,
    chosenBy,
    task: of.task.kind,
    ...(of.task.kind === 'binary' && sum(rows.real.target) >= fewestNamed ? { positive: of.classes[1]! } : {}),
    trainRows: rows.real.table.rows,
    testRows: rows.test.table.rows,
    scores,
    ...(boosted ? detailsOf(boosted, rows, of, request.random) : {}),
  }
}

interface Trial {
  readonly model: Learned
  readonly predictions: Predictions
}

/** Rows of train, synthetic (as many) and test whose target is known. */
export interface TrialRows {
  readonly synthetic: TargetRows
  readonly real: TargetRows
  readonly test: TargetRows
}

/** What is to be predicted: the reader's wish, else the schema's target, else {@link automaticTarget}. */
export function chooseTarget({ train, synthetic, schema, target }: UsefulnessRequest) {
  const set = schema.fields.find((field) => field.role === 'target')
  const asked = target === undefined ? undefined : schema.fields.find((field) => field.name === target)
  const field: Field | undefined = asked ?? set ?? automaticTarget(train.table, schema)
  if (!field || !columnNamed(synthetic, field.name)) return undefined
  const of = taskFor(train.table, schema, field)
  if (typeof of === 'string') return undefined
  const chosenBy: TargetChoice = field === set ? 'schema' : field === asked ? 'reader' : 'rule'
  return { of, chosenBy }
}

export function trialRows({ train, test, synthetic, rows, random }: UsefulnessRequest, of: UsefulnessTask): TrialRows {
  const useful = random.fork('useful')
  const most = Math.min(rows, train.table.rows, synthetic.rows)
  const [made, real] = [synthetic, train.table].map((table) => targetRows(table, of, most, useful))
  const equal = Math.min(made!.table.rows, real!.table.rows)
  const cut = (own: TargetRows, table: Table) => (own.table.rows > equal ? targetRows(table, of, equal, useful) : own)
  return {
    synthetic: cut(made!, synthetic),
    real: cut(real!, train.table),
    test: targetRows(test.table, of, rows, useful),
  }
}

function tryOn(learner: LearnerId, learned: TargetRows, test: TargetRows, of: UsefulnessTask, random: Random) {
  const model = learnTask(learner, learned, of, { rounds, random: random.fork('learn') })
  if (typeof model === 'string') return model
  return { model, predictions: predictTask(model, test, of) }
}

function scoresOfTrials(
  learner: LearnerId,
  {
    synthetic,
    real,
    majority,
  }: Readonly<Record<'synthetic' | 'real', Trial | string>> & {
    readonly majority: Predictions
  },
  random: Random,
): UsefulnessScore[] {
  if (typeof synthetic === 'string' || typeof real === 'string') return []
  const three = { synthetic: synthetic.predictions, real: real.predictions, majority }
  const figures = utilityKept(three, random.fork('bootstrap'))
  return [...figures].map(([measure, figure]) => ({ learner, measure, ...measurementsOf(figure) }))
}

function measurementsOf({ synthetic, real, majority, gap, kept }: UtilityFigures) {
  const told = (v: number | undefined) => (v === undefined ? undefinedBecause('constant') : value(v))
  return {
    synthetic: told(synthetic),
    real: told(real),
    majority: told(majority),
    ...(gap ? { gap } : {}),
    ...(kept ? { kept } : {}),
  }
}

function detailsOf(
  { synthetic, real }: Readonly<Record<'synthetic' | 'real', Trial>>,
  rows: TrialRows,
  of: UsefulnessTask,
  random: Random,
) {
  const [made, best] = [calibrationOf(synthetic.predictions), calibrationOf(real.predictions)]
  const predictions = { synthetic: synthetic.predictions, real: real.predictions }
  return {
    ...(made && best ? { calibration: { synthetic: made, real: best } } : {}),
    importance: importanceOf(synthetic.model, real.model, of),
    slices: compareSlices(predictions, rows.real.table, rows.test.table, of.fields, random.fork('slices')),
  }
}

function importanceOf(synthetic: Learned, real: Learned, { fields }: UsefulnessTask): ImportanceReport {
  const columns = fields.map(({ name }) => ({
    name,
    synthetic: synthetic.importance?.get(name) ?? 0,
    real: real.importance?.get(name) ?? 0,
  }))
  return {
    agreement: rankCorrelation(
      columns.map((column) => column.synthetic),
      columns.map((column) => column.real),
    ),
    columns: columns.toSorted((a, b) => b.real - a.real).slice(0, columnsShown),
  }
}
