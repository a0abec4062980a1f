import { auc } from '../../learners/auc'
import { numbersOf, scaleOf, shareLevels } from '../../learners/column-values'
import { fitAndPredict, type LearnerId } from '../../learners/learner'
import type { Task } from '../../learners/task'
import { permutation, type Random } from '../../random'
import type { Field, Schema } from '../../schema/schema'
import { type Table, takeRows } from '../../table/table'
import { columnNamed, learnedFields } from '../compared-table'
import { type Measurement, meanOf, type UndefinedReason, undefinedBecause, value } from '../metric'

/** A target with what it is to be predicted from. */
export interface UsefulnessTask {
  readonly task: Task
  readonly target: Field
  readonly fields: readonly Field[]
  /** Names of the classes, the most frequent first; for two classes the second is the positive one. */
  readonly classes: readonly string[]
}

export type UsefulnessMeasure = 'auc' | 'macro-f1' | 'r2'
const mostClasses = 30
const fewestRows = 50

/** The task that the schema's target sets, or why there is none. */
export function usefulnessTask(train: Table, schema: Schema): UsefulnessTask | UndefinedReason {
  const target = schema.fields.find((field) => field.role === 'target')
  const column = target && columnNamed(train, target.name)
  if (!target || !column) return 'no-target'
  const scale = scaleOf(target)
  if (!scale) return 'not-applicable'
  const fields = learnedFields(schema, train).filter((field) => field !== target)
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

export interface UsefulnessOptions {
  readonly rows: number
  readonly rounds: number
  readonly random: Random
}

/** What a model that learned from `train` scores on `test`: one figure per measure of the task. */
export function trainAndTest(
  learner: LearnerId,
  train: Table,
  test: Table,
  of: UsefulnessTask,
  options: UsefulnessOptions,
): ReadonlyMap<UsefulnessMeasure, Measurement> {
  const learned = withTarget(train, of, options)
  const tested = withTarget(test, of, options)
  const none = (reason: UndefinedReason) => new Map(measuresOf(of.task).map((m) => [m, undefinedBecause(reason)]))
  if (learned.table.rows < fewestRows || tested.table.rows < fewestRows) return none('too-few-rows')
  if (learned.target.every((y) => y === learned.target[0])) return none('constant')
  const data = { train: learned.table, target: learned.target, test: tested.table, fields: of.fields }
  // A round grows a tree per class: many classes have fewer rounds, so that the work stays bounded.
  const rounds = Math.max(10, Math.round(options.rounds / Math.max(1, of.classes.length / 4)))
  return score(fitAndPredict(learner, data, of.task, { rounds }), tested.target, of.task)
}

/** What the most frequent class or the mean of train scores on `test`. */
export function majorityScores(train: Table, test: Table, of: UsefulnessTask, options: UsefulnessOptions) {
  const learned = withTarget(train, of, options)
  const { target } = withTarget(test, of, options)
  const mean = learned.target.reduce((sum, y) => sum + y, 0) / Math.max(1, learned.target.length)
  const row =
    of.task.kind === 'multiclass' ? of.classes.map((_, k) => (k === 0 ? 1 : 0)) : [of.task.kind === 'binary' ? 0 : mean]
  return score(
    Float64Array.from({ length: target.length * row.length }, (_, i) => row[i % row.length]!),
    target,
    of.task,
  )
}

const measuresOf = (task: Task): readonly UsefulnessMeasure[] =>
  task.kind === 'regression' ? ['r2'] : ['auc', 'macro-f1']

/** At most `rows` rows that hold a target that is known, with it: 0 or 1, a class's number, or a value. */
function withTarget(table: Table, { target, classes, task }: UsefulnessTask, { rows, random }: UsefulnessOptions) {
  const column = columnNamed(table, target.name)
  const all = column ? targetValues(column, target, classes, task) : new Float64Array(0)
  const order = permutation(all.length, random.fork('rows'))
  const chosen = order.filter((row) => !Number.isNaN(all[row]!)).slice(0, rows)
  return { table: takeRows(table, chosen), target: Float64Array.from(chosen, (row) => all[row]!) }
}

function targetValues(column: Table['columns'][number], field: Field, classes: readonly string[], task: Task) {
  if (task.kind === 'regression') return numbersOf(column, field)
  const { levels, codes } = shareLevels([column])
  const ofLevel = levels.map((level) => classes.indexOf(level)).map((k) => (k < 0 ? Number.NaN : k))
  return Float64Array.from(codes[0]!, (code) => ofLevel[code] ?? Number.NaN)
}

function score(predicted: Float64Array, target: Float64Array, task: Task): ReadonlyMap<UsefulnessMeasure, Measurement> {
  if (target.length === 0) return new Map(measuresOf(task).map((m) => [m, undefinedBecause('too-few-rows')]))
  if (task.kind === 'regression') return new Map([['r2', rSquared(predicted, target)]])
  const classes = task.kind === 'binary' ? 2 : task.classes
  const areas = Array.from({ length: classes }, (_, k) => {
    const of = (row: number) => (classes === 2 ? predicted[row]! * (2 * k - 1) : predicted[row * classes + k]!)
    const area = auc(
      Float64Array.from(target, (_, row) => of(row)),
      Float64Array.from(target, (y) => (y === k ? 1 : 0)),
    )
    return area === undefined ? undefinedBecause('constant') : value(area)
  })
  const guesses = Int32Array.from(target, (_, row) => guess(predicted, row, task))
  return new Map([
    ['auc', meanOf(classes === 2 ? areas.slice(1) : areas.filter((a) => a.kind === 'value'))],
    ['macro-f1', macroF1(guesses, target, classes)],
  ])
}

function guess(predicted: Float64Array, row: number, task: Task): number {
  if (task.kind !== 'multiclass') return predicted[row]! > 0.5 ? 1 : 0
  let best = 0
  for (let k = 1; k < task.classes; k++)
    if (predicted[row * task.classes + k]! > predicted[row * task.classes + best]!) best = k
  return best
}

/** The mean of the classes' F1; classes that are neither there nor guessed are left out (scikit-learn's f1_score). */
export function macroF1(guesses: Int32Array, target: ArrayLike<number>, classes: number): Measurement {
  const [hits, guessed, present] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)]
  guesses.forEach((k, row) => {
    guessed[k] = guessed[k]! + 1
    present[target[row]!] = present[target[row]!]! + 1
    if (k === target[row]) hits[k] = hits[k]! + 1
  })
  const scores = Array.from(hits, (hit, k) => [hit, guessed[k]! + present[k]!] as const).filter(([, both]) => both > 0)
  return meanOf(scores.map(([hit, both]) => value((2 * hit) / both)))
}

function rSquared(predicted: Float64Array, target: Float64Array): Measurement {
  const mean = target.reduce((sum, y) => sum + y, 0) / target.length
  const whole = target.reduce((sum, y) => sum + (y - mean) ** 2, 0)
  if (whole === 0) return undefinedBecause('constant')
  return value(1 - target.reduce((sum, y, row) => sum + (y - predicted[row]!) ** 2, 0) / whole)
}
