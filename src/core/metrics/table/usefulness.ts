import { numbersOf, scaleOf, shareLevels } from '../../learners/column-values'
import { type Learned, type LearnerId, learn } from '../../learners/learner'
import type { Task } from '../../learners/task'
import { permutation, type Random } from '../../random'
import type { Field, Schema } from '../../schema/schema'
import { type Table, takeRows } from '../../table/table'
import { columnNamed, learnedFields } from '../compared-table'
import { type Measurement, type UndefinedReason, undefinedBecause, value } from '../metric'
import { evenly, type Predictions, type ScoreId, scorer, scoresOf } from './scores'

/** A target with what it is to be predicted from. */
export interface UsefulnessTask {
  readonly task: Task
  readonly target: Field
  readonly fields: readonly Field[]
  /** Names of the classes, the most frequent first; for two classes the second is the positive one. */
  readonly classes: readonly string[]
}

const mostClasses = 30
export const fewestRows = 50

/** The task that the schema's target sets, or why there is none. */
export function usefulnessTask(train: Table, schema: Schema): UsefulnessTask | UndefinedReason {
  const target = schema.fields.find((field) => field.role === 'target')
  return target ? taskFor(train, schema, target) : 'no-target'
}

/** Predicting `target` from every other learned column, or why it can't be predicted. */
export function taskFor(train: Table, schema: Schema, target: Field): UsefulnessTask | UndefinedReason {
  const column = columnNamed(train, target.name)
  if (!column) return 'no-target'
  const scale = scaleOf(target)
  if (!scale) return 'not-applicable'
  const fields = learnedFields(schema, train).filter((field) => field.name !== target.name)
  if (fields.length === 0) return 'not-applicable'
  if (scale === 'continuous') return { task: { kind: 'regression' }, target, fields, classes: [] }
  const { levels, codes } = shareLevels([column])
  const counts = new Float64Array(levels.length + 1)
  for (const code of codes[0]!) counts[code] = counts[code]! + 1
  const classes = levels.map((_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b)
  if (classes.length < 2) return classes.length === 0 ? 'all-missing' : 'constant'
  if (classes.length > mostClasses) return 'too-many-levels'
  const task: Task = classes.length === 2 ? { kind: 'binary' } : { kind: 'multiclass', classes: classes.length }
  return { task, target, fields, classes: classes.map((code) => levels[code]!) }
}

/** A class that a model could learn has so many rows. */
const rowsOfClass = 50
const fewClasses = 20

/**
 * A target where none is set: the last column with two values, else with at most twenty, of each of which enough rows
 * are there; else the last number. Tables tend to end with what matters.
 */
export function automaticTarget(train: Table, schema: Schema): Field | undefined {
  const classesOf = (field: Field): number => {
    if (scaleOf(field) !== 'discrete') return 0
    const { levels, codes } = shareLevels([columnNamed(train, field.name)!])
    if (levels.length > fewClasses) return 0
    const counts = new Float64Array(levels.length + 1)
    for (const code of codes[0]!) counts[code] = counts[code]! + 1
    return counts.subarray(0, levels.length).every((count) => count >= rowsOfClass) ? levels.length : 0
  }
  const fields = learnedFields(schema, train)
  if (fields.length < 2) return undefined
  const classes = new Map(fields.map((field) => [field, classesOf(field)]))
  return (
    fields.findLast((field) => classes.get(field) === 2) ??
    fields.findLast((field) => classes.get(field)! > 2) ??
    fields.findLast((field) => scaleOf(field) === 'continuous')
  )
}

export interface UsefulnessOptions {
  readonly rows: number
  readonly rounds: number
  readonly random: Random
}

/** Rows of a table whose target is known, with it: 0 or 1, a class's number, or a value. */
export interface TargetRows {
  readonly table: Table
  readonly target: Float64Array
}

/** At most `rows` rows, drawn at random, whose target is known. */
export function targetRows(table: Table, of: UsefulnessTask, rows: number, random: Random): TargetRows {
  const column = columnNamed(table, of.target.name)
  const all = column ? targetValues(column, of) : new Float64Array(0)
  const order = permutation(all.length, random.fork('rows'))
  const chosen = order.filter((row) => !Number.isNaN(all[row]!)).slice(0, rows)
  return { table: takeRows(table, chosen), target: Float64Array.from(chosen, (row) => all[row]!) }
}

function targetValues(column: Table['columns'][number], { task, target, classes }: UsefulnessTask) {
  if (task.kind === 'regression') return numbersOf(column, target)
  const { levels, codes } = shareLevels([column])
  const ofLevel = levels.map((level) => classes.indexOf(level)).map((k) => (k < 0 ? Number.NaN : k))
  return Float64Array.from(codes[0]!, (code) => ofLevel[code] ?? Number.NaN)
}

/** A model of the task, or why these rows teach none. */
export function learnTask(
  learner: LearnerId,
  { table, target }: TargetRows,
  { fields, task }: UsefulnessTask,
  options: Pick<UsefulnessOptions, 'rounds' | 'random'>,
): Learned | UndefinedReason {
  if (table.rows < fewestRows) return 'too-few-rows'
  if (target.every((y) => y === target[0])) return 'constant'
  return learn(learner, { train: table, target, fields, task }, { ...options, rounds: roundsFor(task, options.rounds) })
}

/** A round grows a tree per class: many classes have fewer rounds, so that the work stays bounded. */
export const roundsFor = (task: Task, rounds: number): number =>
  task.kind === 'multiclass' ? Math.max(10, Math.round(rounds / Math.max(1, task.classes / 4))) : rounds

export const predictTask = (model: Learned, { table, target }: TargetRows, { task }: UsefulnessTask): Predictions => ({
  task,
  target,
  predicted: model.predict(table),
})

/** What no model says: the shares of the classes, or the mean, for every row. */
export function majorityPredictions(learned: Float64Array, tested: Float64Array, { task, classes }: UsefulnessTask) {
  const n = Math.max(1, learned.length)
  const mean = learned.reduce((sum, y) => sum + y, 0) / n
  const shares = classes.map((_, k) => learned.reduce((count, y) => count + (y === k ? 1 : 0), 0) / n)
  const row = task.kind === 'multiclass' ? shares : [mean]
  const predicted = Float64Array.from({ length: tested.length * row.length }, (_, i) => row[i % row.length]!)
  return { task, target: tested, predicted } satisfies Predictions
}

/** What a model that learned from `train` scores on `test`: every score of the task, the headline first. */
export function trainAndTest(
  learner: LearnerId,
  train: Table,
  test: Table,
  of: UsefulnessTask,
  options: UsefulnessOptions,
): ReadonlyMap<ScoreId, Measurement> {
  const tested = targetRows(test, of, options.rows, options.random)
  const none = (reason: UndefinedReason) => new Map(scoresOf(of.task).map((id) => [id, undefinedBecause(reason)]))
  if (tested.table.rows < fewestRows) return none('too-few-rows')
  const model = learnTask(learner, targetRows(train, of, options.rows, options.random), of, options)
  if (typeof model === 'string') return none(model)
  const scores = scorer(predictTask(model, tested, of))(evenly(tested.table.rows))
  return new Map(
    scoresOf(of.task).map((id) => {
      const score = scores.get(id)
      return [id, score === undefined ? undefinedBecause('constant') : value(score)]
    }),
  )
}
